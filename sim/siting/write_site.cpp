// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/out/csv_writer.h"
#include "geo/out/gdal_file.h"
#include "geo/out/qml.h"
#include "sim/siting/write_parts.h"

namespace fangyuan {
namespace {

using Names = std::vector<std::string>;

Amount of_wide(Wide millionths) {
  return Amount::from_millionths(static_cast<std::int64_t>(millionths));
}

const Facility& facility_of(const SiteSummary& s, std::uint32_t rank) {
  return s.study->facilities.all[(*s.sites)[rank].index()];
}

People everyone(const SiteSummary& s) {
  People all;
  for (const People p : s.problem.everyone) all += p;
  return all;
}

/// One row of sites.csv and one point of the map: a site that serves, or a candidate that cannot.
struct Line {
  std::string_view state;
  std::string id, name;
  std::optional<std::int64_t> price;
  std::optional<Place> place;
  const SiteLine* figures = nullptr;  // null: it cannot serve
  std::optional<std::int64_t> year;   // of a phased plan, when it opens
  std::optional<Amount> places;       // where places count
  Text note;
};

std::optional<Line> line_of(const Candidate& c) {
  Line line{"", c.id, c.name, c.price, c.place, nullptr, {}, {}, {}};
  switch (c.fate) {
    case CandidateFate::excluded:
      line.state = "excluded";
      line.note = {"在禁建范围内：" + c.excluded_by, "lies in " + c.excluded_by};
      break;
    case CandidateFate::unlocated:
      line.state = "unlocated";
      line.note = {"没有坐标", "no coordinates"};
      break;
    case CandidateFate::unconnected:
      line.state = "unconnected";
      line.note = {"附近没有可用的道路", "no usable street is near"};
      break;
    default:
      return std::nullopt;
  }
  return line;
}

/// Chosen ones first, then those that exist, other candidates, and what cannot be chosen.
std::vector<Line> lines_of(const SiteSummary& s) {
  std::vector<Line> lines;
  for (const std::string_view wanted : {"chosen", "kept", "closing", "existing", "candidate"})
    for (std::uint32_t j = 0; j < s.problem.state.size(); ++j) {
      if (s.problem.state[j] == SiteState::forbidden || state_word(s, j) != wanted) continue;
      const Facility& f = facility_of(s, j);
      const std::uint32_t c = s.problem.candidate_of[j];
      Line line{wanted, f.id, f.name, {}, f.place, &s.plan.sites[j], {}, {}, {}};
      if (const auto& phased = s.plan.phased) {
        if (!phased->capacity.empty()) line.places = phased->capacity[j];
        if (const std::uint32_t t = phased->period_of[j];
            t != PhasedPlan::kNever && phased->periods[t].year != 0)
          line.year = phased->periods[t].year;
      }
      if (c != SiteProblem::kExisting) line.price = s.candidates[c].price;
      lines.push_back(std::move(line));
    }
  for (const Candidate& c : s.candidates)
    if (auto line = line_of(c)) lines.push_back(*std::move(line));
  return lines;
}

void write_sites_csv(const std::vector<Line>& lines, const std::filesystem::path& path) {
  CsvWriter csv(path, Names{"state", "id", "name", "price", "lon", "lat", "x", "y", "in_reach",
                            "newly_alone", "nearest", "opens", "places", "note"});
  for (const Line& l : lines) {
    csv.text(l.state).text(l.id).text(l.name);
    if (l.price)
      csv.whole(*l.price);
    else
      csv.missing();
    if (l.place)
      csv.coordinate(l.place->lonlat.lon)
          .coordinate(l.place->lonlat.lat)
          .coordinate(l.place->xy.x)
          .coordinate(l.place->xy.y);
    else
      csv.missing().missing().missing().missing();
    if (l.figures)
      csv.amount(l.figures->in_reach).amount(l.figures->alone).amount(l.figures->nearest);
    else
      csv.missing().missing().missing();
    if (l.year)
      csv.whole(*l.year);
    else
      csv.missing();
    csv.amount(l.places);
    csv.text(l.note.zh.empty() ? "" : l.note.zh + " / " + l.note.en);
    csv.end_row();
  }
  csv.close();
}

std::string style() {
  using namespace qml;
  const Colour red{215, 48, 39}, blue{69, 117, 180}, grey{150, 150, 150}, white{255, 255, 255};
  const auto rule = [](const char* label, const char* filter, std::string layers) {
    return DrawRule{.label = label, .filter = filter, .layers = std::move(layers)};
  };
  return document(rule_renderer(
      "marker",
      {rule("选中 / chosen", "\"state\" = 'chosen'", marker("star", red, white, 5)),
       rule("现有 / existing", "\"state\" IN ('existing', 'kept')",
            marker("square", blue, white, 3)),
       rule("关闭 / closing", "\"state\" = 'closing'", marker("cross", blue, blue, 3)),
       rule("候选 / candidates", "\"state\" = 'candidate'", marker("circle", white, grey, 1.6)),
       rule("不能选 / cannot be chosen", "\"state\" IN ('excluded', 'unconnected')",
            marker("cross", grey, grey, 1.6))}));
}

void write_gpkg(const SiteSummary& s, const std::vector<Line>& lines,
                const std::filesystem::path& path) {
  GpkgFile file(path, s.study->project.date);
  const std::vector<GpkgFile::Field> fields{{"state", OFTString, "状态"},
                                            {"id", OFTString, "编号"},
                                            {"name", OFTString, "名称"},
                                            {"price", OFTInteger64, "价格"},
                                            {"in_reach", OFTReal, "圈内人数"},
                                            {"newly_alone", OFTReal, "单独新增"},
                                            {"nearest", OFTReal, "以它为最近的人数"},
                                            {"note", OFTString, "说明"}};
  OGRLayer& layer =
      file.add_layer("sites", wkbPoint, &s.study->frame->srs(), fields,
                     "选中的、现有的和候选的位置 / sites chosen, existing and candidates");
  OGRFeature feature(layer.GetLayerDefn());
  for (const Line& l : lines) {
    if (!l.place) continue;
    feature.Reset();
    feature.SetField(0, std::string(l.state).c_str());
    feature.SetField(1, l.id.c_str());
    feature.SetField(2, l.name.c_str());
    if (l.price) feature.SetField(3, static_cast<GIntBig>(*l.price));
    if (l.figures) {
      feature.SetField(4, l.figures->in_reach.to_double());
      feature.SetField(5, l.figures->alone.to_double());
      feature.SetField(6, l.figures->nearest.to_double());
    }
    if (!l.note.zh.empty()) feature.SetField(7, (l.note.zh + " / " + l.note.en).c_str());
    OGRPoint point(l.place->xy.x, l.place->xy.y);
    feature.SetGeometry(&point);
    file.add(layer, feature);
  }
  file.add_style("sites", style());
  file.close();
}

std::string ids_of(const SiteSummary& s, const std::vector<std::uint32_t>& ranks) {
  std::string ids;
  for (const std::uint32_t j : ranks) ids += (ids.empty() ? "" : ";") + facility_of(s, j).id;
  return ids;
}

void write_curve(const SiteSummary& s, const std::filesystem::path& path) {
  CsvWriter csv(
      path, Names{"sites", "covered", "share", "bound", "bound_share", "gap", "status", "chosen"});
  const People all = everyone(s);
  for (const CurvePoint& p : s.plan.curve) {
    csv.whole(std::uint64_t{p.sites}).amount(of_wide(p.covered)).share(of_wide(p.covered), all);
    csv.amount(of_wide(p.bound)).share(of_wide(p.bound), all);
    if (p.covered > 0)
      csv.fixed(static_cast<double>(p.bound - p.covered) / static_cast<double>(p.covered), 6);
    else
      csv.missing();
    csv.text(p.status == SitingStatus::optimal ? "optimal" : "feasible").text(ids_of(s, p.plan));
    csv.end_row();
  }
  csv.close();
}

void write_alternatives(const SiteSummary& s, const std::filesystem::path& path) {
  const std::string unit = s.problem.in_ms ? "_s" : "_m";
  CsvWriter csv(path,
                Names{"out", "out_name", "rank", "in", "in_name", "covered", "covered_change",
                      "not_served", "mean" + unit, "mean_change" + unit, "worst" + unit, "price"});
  const SitingRequest asked = siting_request(s.request, s.problem);
  const SitingValue plan = evaluate(asked, s.plan.answer.sites);
  const auto least_worst = s.request.kind == SiteKind::least_worst;
  std::uint64_t rank = 0;
  for (const Replacement& r : s.plan.replacements) {
    rank = r.in ? rank + 1 : 0;
    csv.text(facility_of(s, r.out).id).text(facility_of(s, r.out).name).whole(rank);
    if (r.in)
      csv.text(facility_of(s, *r.in).id).text(facility_of(s, *r.in).name);
    else
      csv.missing().missing();
    csv.amount(of_wide(r.value.covered)).amount(of_wide(r.value.covered - plan.covered));
    csv.amount(of_wide(r.value.left_out)).fixed(mean_of(r.value), 3);
    const auto before = mean_of(plan), after = mean_of(r.value);
    csv.fixed(before && after ? std::optional(*after - *before) : std::nullopt, 3);
    csv.fixed(least_worst ? std::optional(r.value.worst.value() / 1000.0) : std::nullopt, 3);
    if (s.request.budget)
      csv.whole(static_cast<std::int64_t>(r.value.price));
    else
      csv.missing();
    csv.end_row();
  }
  csv.close();
}

void write_periods(const SiteSummary& s, const std::filesystem::path& path) {
  CsvWriter csv(path,
                Names{"year", "opened", "opened_until", "spent", "spent_until", "people", "served",
                      "share", "nearest_first", "served_before", "nearest_first_before"});
  for (const PeriodLine& l : s.plan.phased->periods) {
    if (l.year != 0)
      csv.whole(std::int64_t{l.year});
    else
      csv.missing();
    csv.whole(std::uint64_t{l.opened}).whole(std::uint64_t{l.opened_until});
    csv.whole(l.spent).whole(l.spent_until).amount(l.people).amount(l.served);
    csv.share(l.served, l.people).amount(l.nearest_first);
    csv.amount(l.served_before).amount(l.nearest_first_before);
    csv.end_row();
  }
  csv.close();
}

void write_floors(const SiteSummary& s, const std::filesystem::path& path) {
  CsvWriter csv(path, Names{"code", "name", "sites_before", "sites_after", "people",
                            "covered_before", "covered_after", "holds"});
  for (const FloorLine& l : s.plan.phased->floors) {
    const Unit& unit = s.study->boundaries.units[l.unit];
    csv.text(unit.code).text(unit.name);
    csv.whole(std::uint64_t{l.sites_before}).whole(std::uint64_t{l.sites_after});
    csv.amount(l.people).amount(l.covered_before).amount(l.covered_after);
    csv.text(l.holds ? "yes" : "no");
    csv.end_row();
  }
  csv.close();
}

void write_scores(const SiteSummary& s, const std::filesystem::path& path) {
  Names header{"rank",       "id",      "name",
               "price",      "newly",   "newly_per_price",
               "in_reach",   "overlap", s.problem.in_ms ? "saved_person_hours" : "saved_person_km",
               "within_500m"};
  for (const std::string& group : s.study->population.cells.groups)
    header.push_back("newly_" + group);
  CsvWriter csv(path, header);
  std::uint64_t rank = 0;
  for (const ScoreLine& line : s.plan.scores) {
    const Facility& f = facility_of(s, line.rank);
    const auto price = s.candidates[s.problem.candidate_of[line.rank]].price;
    csv.whole(++rank).text(f.id).text(f.name);
    if (price)
      csv.whole(*price);
    else
      csv.missing();
    csv.amount(line.newly);
    csv.fixed(price && *price > 0
                  ? std::optional(line.newly.to_double() / static_cast<double>(*price))
                  : std::nullopt,
              6);
    csv.amount(line.in_reach).amount(line.in_reach - line.newly);
    csv.fixed(saved_of(s, line), 6).amount(line.near);
    for (const People p : line.newly_of) csv.amount(p);
    csv.end_row();
  }
  csv.close();
}

}  // namespace

std::string_view state_word(const SiteSummary& s, std::uint32_t rank) {
  const auto& chosen = s.plan.answer.sites;
  const bool is_chosen = std::binary_search(chosen.begin(), chosen.end(), rank);
  if (s.problem.candidate_of[rank] != SiteProblem::kExisting)
    return is_chosen ? "chosen" : "candidate";
  if (s.problem.state[rank] == SiteState::open) return "existing";
  return is_chosen ? "kept" : "closing";
}

double saved_of(const SiteSummary& s, const ScoreLine& line) {
  // Millionths × ms as hours, or × mm as kilometres.
  return static_cast<double>(line.saved) / 1e6 / (s.problem.in_ms ? 3.6e6 : 1e6);
}

void write_site_tables(const SiteSummary& s, const std::filesystem::path& folder) {
  const std::vector<Line> lines = lines_of(s);
  write_sites_csv(lines, folder / "sites.csv");
  write_gpkg(s, lines, folder / "sites.gpkg");
  write_site_book(s, folder / "siting.xlsx");
  if (s.request.kind == SiteKind::score) {
    write_scores(s, folder / "scores.csv");
    return;
  }
  const ScenarioParts parts{s.request,    s.problem, s.plan,
                            s.candidates, *s.sites,  s.study->facilities.all};
  write_file(folder / "scenario.toml", scenario_text(parts));
  if (!s.request.phased()) {
    write_curve(s, folder / "curve.csv");
    write_alternatives(s, folder / "alternatives.csv");
  }
  if (!s.plan.phased) return;
  write_periods(s, folder / "periods.csv");
  if (!s.plan.phased->floors.empty()) write_floors(s, folder / "floors.csv");
  for (std::uint32_t t = 0; t < s.request.periods.size(); ++t)
    write_file(folder / fmt::format("scenario-{}.toml", s.request.periods[t].year),
               scenario_text(parts, t));
}

}  // namespace fangyuan
