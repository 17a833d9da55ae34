// SPDX-License-Identifier: Apache-2.0
// boundaries.json: the whole check for programs.
#include <cmath>
#include <nlohmann/json.hpp>

#include "geo/lines/line_report.h"
#include "geo/out/boundary_words.h"
#include "geo/out/line_json.h"
#include "geo/out/output_file.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double per_unit) { return std::round(value * per_unit) / per_unit; }
Json metres(const std::optional<double>& value) {
  return value ? Json(rounded(*value, 1000)) : Json(nullptr);
}
Json lonlat(LonLat p) { return Json::array({rounded(p.lon, 1e9), rounded(p.lat, 1e9)}); }
Json xy(XY p) { return Json::array({rounded(p.x, 1e4), rounded(p.y, 1e4)}); }

class Writer {
 public:
  explicit Writer(const BoundaryReport& report)
      : report_(report), units_(report.boundaries.units) {}

  Json all() const {
    const RunInfo& info = report_.info;
    Json inputs = Json::array(), warnings = Json::array();
    for (const InputInfo& i : info.inputs)
      inputs.push_back({{"path", i.path},
                        {"sha256", i.sha256},
                        {"layer", i.layer},
                        {"features", i.features},
                        {"used", i.used},
                        {"rejected", i.rejected}});
    for (const Problem& p : info.warnings)
      warnings.push_back({{"code", p.code},
                          {"message", to_line(p, Language::zh)},
                          {"message_en", to_line(p, Language::en)},
                          {"count", p.count}});
    const bool checked = report_.lines != nullptr && report_.lines->book.has_markers;
    Json all{{"fangyuan", info.version},
             {"project", info.project},
             {"date", to_string(info.date)},
             {"crs", report_.frame.crs()},
             {"inputs", std::move(inputs)},
             {"layers", layers()},
             {"findings", findings()},
             {"borders", borders()},
             {"junctions", junctions()},
             {"areas", areas()},
             {"markers", checked ? "checked" : "not_checked"},
             {"warnings", std::move(warnings)}};
    if (report_.lines != nullptr) add_line_members(all, report_);
    return all;
  }

 private:
  Json code(UnitId id) const { return id ? Json(units_[id].code) : Json(nullptr); }
  Json name(UnitId id) const { return id ? Json(units_[id].name) : Json(nullptr); }
  Json layer(std::size_t l) const {
    return Json::array({std::string(to_string(units_.layers[l].tree)),
                        std::string(to_string(units_.layers[l].level))});
  }

  Json layers() const {
    Json out = Json::array();
    for (std::size_t l = 0; l < units_.layers.size(); ++l) {
      const TilingCounts& counts = report_.boundaries.tilings[l];
      Json found = Json::object();
      for (const BoundaryFinding& f : report_.boundaries.findings)
        if (f.layer == l) found[f.code] = found.value(f.code, 0) + 1;
      out.push_back({{"tree", std::string(to_string(units_.layers[l].tree))},
                     {"level", std::string(to_string(units_.layers[l].level))},
                     {"units", units_.layers[l].units.size()},
                     {"edges", counts.edges},
                     {"matched_edges", counts.matched_edges},
                     {"noise", counts.noise},
                     {"noise_m2", rounded(counts.noise_m2, 1000)},
                     {"findings", std::move(found)}});
    }
    return out;
  }

  Json findings() const {
    Json out = Json::array();
    for (std::size_t i = 0; i < report_.issues.size(); ++i) {
      const BoundaryFinding& f = report_.boundaries.findings[i];
      const BoundaryIssue& issue = report_.issues[i];
      const auto [a, b] = units_of(report_.boundaries, f);
      Json beside = Json::array();
      if (f.fault)
        for (const FaultSide& s : f.fault->beside) {
          const UnitId id = units_.layers[f.layer].units[s.unit];
          beside.push_back({{"code", code(id)}, {"length_m", metres(s.length_m)}});
        }
      out.push_back(
          {{"number", i + 1},
           {"code", f.code},
           {"severity", issue.severe ? "error" : "warning"},
           {"layer", layer(f.layer)},
           {"unit", code(a)},
           {"unit_name", name(a)},
           {"other", code(b)},
           {"other_name", name(b)},
           {"parent", code(parent_of(f))},
           {"area_m2", rounded(f.area_m2, 1000)},
           {"area_before_m2", rounded(f.area_before_m2, 1000)},
           {"length_m", metres(length_of(f))},
           {"width_m", metres(width_of(f))},
           {"apart_m", metres(apart_of(f))},
           {"gap_m2", metres(f.fault ? std::optional(f.fault->gap_m2) : std::nullopt)},
           {"overlap_m2", metres(f.fault ? std::optional(f.fault->overlap_m2) : std::nullopt)},
           {"sliver", f.fault && f.fault->sliver},
           {"open", f.fault && f.fault->open},
           {"beside", std::move(beside)},
           {"where", lonlat(f.where.lonlat)},
           {"xy", xy(f.where.xy)},
           {"message", issue.what.zh},
           {"message_en", issue.what.en},
           {"mend", issue.mend.zh},
           {"mend_en", issue.mend.en}});
    }
    return out;
  }

  Json borders() const {
    Json out = Json::array();
    for (const BorderRow& b : report_.borders)
      out.push_back({{"layer", layer(b.layer)},
                     {"unit", code(b.a)},
                     {"other", code(b.b)},
                     {"sections", b.sections.size()},
                     {"length_m", rounded(b.length_m, 1000)}});
    return out;
  }

  Json junctions() const {
    Json out = Json::array();
    for (const JunctionRow& j : report_.junctions) {
      Json units = Json::array();
      for (const UnitId id : j.units) units.push_back(code(id));
      out.push_back({{"layer", layer(j.layer)},
                     {"units", std::move(units)},
                     {"outside", j.outside},
                     {"where", lonlat(j.at.lonlat)},
                     {"xy", xy(j.at.xy)}});
    }
    return out;
  }

  Json areas() const {
    Json out = Json::array();
    for (const UnitLayer& l : units_.layers)
      for (const UnitId id : l.units) {
        const Unit& unit = units_[id];
        out.push_back({{"tree", std::string(to_string(unit.tree))},
                       {"level", std::string(to_string(unit.level))},
                       {"code", unit.code},
                       {"name", unit.name},
                       {"area_m2", rounded(unit.area_m2, 10)},
                       {"published_m2", metres(unit.published_m2)}});
      }
    return out;
  }

  const BoundaryReport& report_;
  const Units& units_;
};

}  // namespace

void write_boundary_json(const BoundaryReport& report, const std::filesystem::path& path) {
  write_file(path, Writer(report).all().dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
}

}  // namespace fangyuan
