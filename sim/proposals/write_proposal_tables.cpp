// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "geo/out/csv_writer.h"
#include "geo/out/gdal_file.h"
#include "geo/out/output_file.h"
#include "geo/out/page_xlsx.h"
#include "geo/out/qml.h"
#include "geo/print/pdf.h"
#include "sim/proposals/write_proposal.h"

namespace fangyuan {
namespace {

using Names = std::vector<std::string>;

std::string both(const Text& text) { return text.zh.empty() ? "" : text.zh + " / " + text.en; }

std::string ids_of(const ProposalSummary& s, const ProposalOption& option) {
  std::string ids;
  for (const std::uint32_t i : option.sites) ids += (ids.empty() ? "" : ";") + s.sites[i].shape.id;
  return ids;
}

void maybe(CsvWriter& csv, std::optional<std::int64_t> value) {
  if (value)
    csv.whole(*value);
  else
    csv.missing();
}

void write_options(const ProposalSummary& s, const std::filesystem::path& path) {
  const auto& groups = s.study->population.cells.groups;
  Names header{"rank", "tie", "option", "name", "sites", "verdict", "over_budget", "newly"};
  for (const std::string& g : groups) header.push_back("newly_" + g);
  for (const char* name :
       {"in_reach",           "overlap",     s.in_ms ? "saved_person_hours" : "saved_person_km",
        "capacity",           "load",        "price",
        "price_per_newly",    "within_500m", "gini",
        "worst_code",         "worst_name",  "worst_share",
        "worst_share_before", "newly_p05",   "newly_p95",
        "rank_p05",           "rank_p95",    "share_first",
        "scenario",           "reason"})
    header.emplace_back(name);
  CsvWriter csv(path, header);
  for (const std::uint32_t o : s.order) {
    const OptionScore& score = s.scores[o];
    const OptionStanding& standing = s.standing.options[o];
    const bool drawn = !s.standing.draws.empty();
    if (standing.rank > 0)
      csv.whole(std::uint64_t{standing.rank});
    else
      csv.missing();
    if (standing.tie > 0)
      csv.whole(std::uint64_t{standing.tie});
    else
      csv.missing();
    csv.whole(std::uint64_t{o}).text(s.options[o].name).text(ids_of(s, s.options[o]));
    csv.text(s.options[o].sites.empty() ? "" : to_string(score.verdict));
    csv.text(score.over_budget ? "true" : "false").amount(of_wide(score.newly));
    for (std::size_t g = 0; g < groups.size(); ++g) csv.amount(newly_of(s, score, g));
    csv.amount(score.in_reach).amount(score.overlap).fixed(saved_of(s, score), 6);
    csv.amount(score.capacity).amount(score.load);
    maybe(csv, score.price);
    csv.fixed(price_per_newly(score), 6).amount(score.near).fixed(score.gini, 6);
    if (score.worst) {
      const Unit& unit = s.study->boundaries.units[score.worst->unit];
      csv.text(unit.code).text(unit.name).fixed(score.worst->share, 6).fixed(score.worst_was, 6);
    } else {
      csv.missing().missing().missing().missing();
    }
    if (drawn) {
      csv.amount(of_wide(standing.newly_low)).amount(of_wide(standing.newly_high));
    } else {
      csv.missing().missing();
    }
    if (drawn && standing.rank > 0) {
      csv.whole(std::uint64_t{standing.rank_low}).whole(std::uint64_t{standing.rank_high});
      csv.fixed(static_cast<double>(standing.first) / static_cast<double>(s.standing.draws.size()),
                4);
    } else {
      csv.missing().missing().missing();
    }
    csv.text(scenario_file(s, o)).text(both(reason_of(s, o)));
    csv.end_row();
  }
  csv.close();
}

void write_served(const ProposalSummary& s, const std::filesystem::path& path) {
  CsvWriter csv(path, Names{"option", "name", "limit", "group", "total", "served_before",
                            "served_after", "newly"});
  const auto& groups = s.study->population.cells.groups;
  for (const std::uint32_t o : s.order)
    for (const ServedLine& line : s.scores[o].served) {
      csv.whole(std::uint64_t{o}).text(s.options[o].name).text(line.limit).text(groups[line.group]);
      csv.amount(line.total).amount(line.before).amount(line.after);
      csv.amount(line.after - line.before);
      csv.end_row();
    }
  csv.close();
}

void write_checks(const ProposalSummary& s, const std::filesystem::path& path) {
  CsvWriter csv(path, Names{"site", "name", "kind", "what", "verdict", "overlap_m2", "distance_m",
                            "buffer_m", "has", "asked", "source", "note"});
  for (const ProposedSite& site : s.sites)
    for (const SiteCheck& c : site.checks) {
      csv.text(site.shape.id).text(site.shape.name).text(to_string(c.kind)).text(c.name);
      csv.text(to_string(c.verdict)).fixed(c.area_m2, 1).fixed(c.distance_m, 1);
      csv.fixed(c.buffer_m > 0 ? std::optional(c.buffer_m) : std::nullopt, 1);
      csv.amount(c.has).amount(c.asked).text(c.source).text(both(c.words));
      csv.end_row();
    }
  csv.close();
}

void write_draws(const ProposalSummary& s, const std::filesystem::path& path) {
  CsvWriter csv(path, Names{"draw", "speed", "option", "newly", "rank"});
  std::uint64_t number = 0;
  for (const Draw& d : s.standing.draws) {
    ++number;
    for (std::size_t o = 0; o < d.newly.size(); ++o) {
      csv.whole(number).thousandths(std::uint64_t{d.speed}).whole(std::uint64_t{o});
      csv.amount(of_wide(d.newly[o]));
      if (d.rank[o] > 0)
        csv.whole(std::uint64_t{d.rank[o]});
      else
        csv.missing();
      csv.end_row();
    }
  }
  csv.close();
}

std::string style(bool points) {
  using namespace qml;
  const Colour red{200, 30, 30}, amber{215, 150, 20}, green{30, 130, 60}, white{255, 255, 255};
  const auto rule = [&](const char* label, const char* filter, Colour colour) {
    return DrawRule{.label = label,
                    .filter = filter,
                    .layers = points ? marker("circle", colour, white, 4) : outline(colour, 0.8)};
  };
  return document(rule_renderer(points ? "marker" : "fill",
                                {rule("否决 / vetoed", "\"verdict\" = 'veto'", red),
                                 rule("未核 / not checked", "\"verdict\" = 'unchecked'", amber),
                                 rule("未见否决 / clear", "\"verdict\" = 'clear'", green)}),
                  labeling({{.filter = "", .expression = "\"name\"", .points = 9}}));
}

/// The option that opens this site alone; absent: the request makes none.
std::optional<std::uint32_t> alone(const ProposalSummary& s, std::uint32_t site) {
  for (std::uint32_t o = 0; o < s.options.size(); ++o)
    if (s.options[o].sites == std::vector<std::uint32_t>{site}) return o;
  return std::nullopt;
}

void set_fields(const ProposalSummary& s, std::uint32_t i, OGRFeature& f) {
  const ProposedSite& site = s.sites[i];
  f.SetField(0, site.shape.id.c_str());
  f.SetField(1, site.shape.name.c_str());
  f.SetField(2, std::string(to_string(site.verdict())).c_str());
  if (site.has_outline()) f.SetField(3, site.shape.area_m2);
  if (site.price) f.SetField(4, static_cast<GIntBig>(*site.price));
  std::string words;
  for (const SiteCheck& c : site.checks)
    if (c.verdict != Verdict::clear)
      words += (words.empty() ? "" : "；") + c.name + "：" + c.words.zh;
  f.SetField(5, words.c_str());
  const auto o = alone(s, i);
  if (!o) return;
  f.SetField(6, of_wide(s.scores[*o].newly).to_double());
  if (s.standing.options[*o].rank > 0) f.SetField(7, static_cast<int>(s.standing.options[*o].rank));
}

void write_gpkg(const ProposalSummary& s, const std::filesystem::path& path) {
  GpkgFile file(path, s.study->project.date);
  const std::vector<GpkgFile::Field> fields{
      {"id", OFTString, "编号"},        {"name", OFTString, "名称"},
      {"verdict", OFTString, "否决"},   {"area_m2", OFTReal, "红线面积"},
      {"price", OFTInteger64, "造价"},  {"note", OFTString, "否决与未核"},
      {"newly", OFTReal, "单独建新增"}, {"rank", OFTInteger, "单独建名次"}};
  OGRLayer& lines = file.add_layer("red_lines", wkbMultiPolygon, &s.study->frame->srs(), fields,
                                   "比选地块的红线 / red lines of the proposed sites");
  OGRLayer& points = file.add_layer("sites", wkbPoint, &s.study->frame->srs(), fields,
                                    "比选地块的点位 / where the proposed sites are opened");
  for (std::uint32_t i = 0; i < s.sites.size(); ++i) {
    const ProposedSite& site = s.sites[i];
    OGRFeature point(points.GetLayerDefn());
    set_fields(s, i, point);
    OGRPoint at(site.place.xy.x, site.place.xy.y);
    point.SetGeometry(&at);
    file.add(points, point);
    if (!site.has_outline()) continue;
    OGRMultiPolygon shape;
    for (const LandPolygon& p : site.shape.polygons) {
      OGRPolygon polygon;
      const auto add_ring = [&](const std::vector<XY>& xy) {
        OGRLinearRing ring;
        for (const XY v : xy) ring.addPoint(v.x, v.y);
        polygon.addRing(&ring);
      };
      add_ring(p.outer);
      for (const auto& hole : p.holes) add_ring(hole);
      shape.addGeometry(&polygon);
    }
    OGRFeature feature(lines.GetLayerDefn());
    set_fields(s, i, feature);
    feature.SetGeometry(&shape);
    file.add(lines, feature);
  }
  file.add_style("red_lines", style(false));
  file.add_style("sites", style(true));
  file.close();
}

void write_pages(const ProposalSummary& s, const std::filesystem::path& folder,
                 Problems& problems) {
  Page page = comparison_page(s);
  const Pdf pdf = page_pdf(page);
  page.a3 = pdf.a3;  // both on the same paper
  if (pdf.missing_glyphs > 0)
    problems.warning(
        {.code = "proposal-font",
         .file = "comparison.pdf",
         .value = fmt::format("{}", pdf.missing_glyphs),
         .rule = {"这台机器没有中文字体，PDF 里的汉字显示不出；请安装 fonts-noto-cjk，或用 "
                  "comparison.xlsx 打印",
                  "this machine has no Chinese font: the PDF lacks letters; install "
                  "fonts-noto-cjk, or print comparison.xlsx"}});
  write_file(folder / "comparison.pdf", pdf.bytes);
  write_page_xlsx(page, "选址比选表", folder / "comparison.xlsx");
}

}  // namespace

void write_proposal_tables(const ProposalSummary& s, const std::filesystem::path& folder,
                           Problems& problems) {
  write_options(s, folder / "options.csv");
  write_served(s, folder / "served.csv");
  write_checks(s, folder / "checks.csv");
  if (!s.standing.draws.empty()) write_draws(s, folder / "draws.csv");
  write_gpkg(s, folder / "proposals.gpkg");
  for (std::uint32_t o = 0; o < s.options.size(); ++o)
    if (const std::string name = scenario_file(s, o); !name.empty())
      write_file(folder / name, option_scenario(s, o));
  write_pages(s, folder, problems);
}

}  // namespace fangyuan
