// SPDX-License-Identifier: Apache-2.0
// The part of boundaries.json on lines, markers and joint inspection.
#include "geo/out/line_json.h"

#include <cmath>

#include "geo/lines/bearing.h"
#include "geo/out/line_words.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double per_unit) { return std::round(value * per_unit) / per_unit; }
Json metres(const std::optional<double>& value) {
  return value ? Json(rounded(*value, 1000)) : Json(nullptr);
}
Json lonlat(const std::optional<Place>& p) {
  if (!p) return nullptr;
  return Json::array({rounded(p->lonlat.lon, 1e9), rounded(p->lonlat.lat, 1e9)});
}
Json text(const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); }
Json date(const std::optional<Date>& d) { return d ? Json(to_string(*d)) : Json(nullptr); }

class Members {
 public:
  explicit Members(const BoundaryReport& report)
      : report_(report),
        lines_(*report.lines),
        book_(report.lines->book),
        units_(report.boundaries.units) {}

  void add_to(Json& out) const {
    out["line_findings"] = findings();
    out["lines"] = lines();
    out["marker_list"] = markers();
    out["runs"] = runs();
    out["inspection"] = inspection();
    out["disputes"] = disputes();
    if (!lines_.route_mode.empty()) out["routes"] = routes();
  }

 private:
  Json code(UnitId id) const { return id ? Json(units_[id].code) : Json(nullptr); }
  Json marker(const std::optional<std::size_t>& i) const {
    return i ? Json(marker_name(book_.markers[*i])) : Json(nullptr);
  }
  Json line(const std::optional<std::size_t>& i) const {
    return i ? Json(lines_.check.lines[*i].label) : Json(nullptr);
  }

  Json findings() const {
    Json out = Json::array();
    for (const LineFinding& f : lines_.check.findings) {
      const LineFindingInfo& info = info_of_line_finding(f.code);
      Json j{{"number", out.size() + 1},
             {"code", f.code},
             {"severity", f.severe ? "error" : "warning"},
             {"title", info.title.zh},
             {"title_en", info.title.en},
             {"basis", std::string(info.basis)},
             {"line", line(f.line)},
             {"marker", marker(f.marker)},
             {"where", lonlat(f.where)},
             {"metres", metres(f.metres)},
             {"message", f.what.zh},
             {"message_en", f.what.en},
             {"mend", f.mend.zh},
             {"mend_en", f.mend.en}};
      if (f.marker) {
        j["file"] = book_.marker_paths[book_.markers[*f.marker].source];
        j["row"] = book_.markers[*f.marker].row;
      } else if (f.section) {
        j["file"] = book_.line_paths[book_.sections[*f.section].source];
        j["row"] = book_.sections[*f.section].row;
      }
      out.push_back(std::move(j));
    }
    return out;
  }

  Json lines() const {
    Json out = Json::array();
    for (const LineRow& row : lines_.check.lines) {
      Json listed = Json::array();
      for (const std::size_t m : row.markers) listed.push_back(marker(m));
      out.push_back({{"line", row.record ? text(book_.lines[*row.record].id) : text(row.number)},
                     {"label", row.label},
                     {"recorded", row.record.has_value()},
                     {"unit", code(row.a)},
                     {"other", code(row.b)},
                     {"sections", row.record ? book_.lines[*row.record].sections.size() : 0},
                     {"length_m", rounded(row.length_m, 1000)},
                     {"apart_m", metres(row.apart_m)},
                     {"markers", std::move(listed)}});
    }
    return out;
  }

  Json markers() const {
    Json out = Json::array();
    for (const MarkerRow& row : lines_.check.markers) {
      const Marker& m = book_.markers[row.marker];
      out.push_back({{"marker", marker_name(m)},
                     {"line", line(row.line)},
                     {"where", lonlat(m.place)},
                     {"off_m", metres(row.off_m)},
                     {"along_m", metres(row.along_m)},
                     {"condition", text(std::string(to_string(m.condition)))},
                     {"keeper", text(m.side)},
                     {"copy_of", row.same_as ? marker(row.same_as) : Json(nullptr)},
                     {"row", m.row}});
    }
    return out;
  }

  Json runs() const {
    Json out = Json::array();
    for (const RunRow& run : lines_.check.runs) {
      const LineSection& s = book_.sections[run.section];
      Json legs = Json::array(), written = Json::array();
      for (const RunLeg& leg : run.legs)
        legs.push_back({{"direction", sector_name(leg.sector).zh},
                        {"direction_en", sector_name(leg.sector).en},
                        {"length_m", rounded(leg.length_m, 1000)}});
      for (const int sector : run.written) written.push_back(sector_name(sector).zh);
      out.push_back(
          {{"line", text(book_.lines[s.line].id)},
           {"section", s.number ? Json(*s.number) : Json(nullptr)},
           {"row", s.row},
           {"azimuth_deg", run.azimuth_deg ? Json(rounded(*run.azimuth_deg, 1e6)) : Json(nullptr)},
           {"direction", run.azimuth_deg ? sector_name(sector_of(*run.azimuth_deg)).zh : "闭合"},
           {"length_m", rounded(run.length_m, 1000)},
           {"legs", std::move(legs)},
           {"text", run.text.zh},
           {"text_en", run.text.en},
           {"recorded", text(s.run)},
           {"recorded_directions", std::move(written)},
           {"differs", run.differs}});
    }
    return out;
  }

  Json inspection() const {
    Json rows = Json::array();
    for (const InspectionRow& i : lines_.inspections)
      rows.push_back({{"line", line(i.line)},
                      {"duty", std::string(to_string(i.duty))},
                      {"round", text(i.round)},
                      {"since", date(i.since)},
                      {"by_agreement", i.by_agreement},
                      {"last_day", date(i.last_day)},
                      {"days_left", i.last_day ? Json(i.days_left) : Json(nullptr)},
                      {"due", std::string(to_string(i.due))}});
    Json out{{"rows", std::move(rows)}};
    if (lines_.progress)
      out["round"] = {{"name", lines_.round->name},
                      {"from", to_string(lines_.round->from)},
                      {"to", to_string(lines_.round->to)},
                      {"lines", lines_.progress->lines},
                      {"inspected", lines_.progress->inspected},
                      {"length_m", rounded(lines_.progress->length_m, 1000)},
                      {"inspected_m", rounded(lines_.progress->inspected_m, 1000)}};
    return out;
  }

  Json disputes() const {
    Json out = Json::array();
    for (const Dispute& d : lines_.disputes) {
      Json people = d.counted ? Json::object() : Json(nullptr),
           facilities = d.counted ? Json::array() : Json(nullptr), pieces = Json::array();
      for (std::size_t g = 0; g < d.people.size(); ++g)
        people[lines_.groups[g]] = d.people[g].to_string();
      for (const std::size_t f : d.facilities) facilities.push_back(lines_.facility_labels[f]);
      for (const DisputedPiece& p : d.pieces)
        pieces.push_back({{"claimed_by", p.claimed_by_both ? "both" : "neither"},
                          {"area_m2", rounded(p.area_m2, 1000)}});
      out.push_back({{"line", line(d.line)},
                     {"both_m2", rounded(d.both_m2, 1000)},
                     {"neither_m2", rounded(d.neither_m2, 1000)},
                     {"sides_known", d.sides_known},
                     {"open_m", rounded(d.open_m, 1000)},
                     {"claim_length_m",
                      Json::array({rounded(d.length_m[0], 1000), rounded(d.length_m[1], 1000)})},
                     {"pieces", std::move(pieces)},
                     {"people", std::move(people)},
                     {"facilities", std::move(facilities)}});
    }
    return out;
  }

  Json routes() const {
    Json out = Json::array();
    for (const MarkerRoute& route : lines_.routes) {
      Json stops = Json::array(), unconnected = Json::array(), why = Json::array();
      for (const auto& s : route.stops)
        stops.push_back({{"marker", marker(s.marker)},
                         {"leg_ms", s.leg_ms ? Json(*s.leg_ms) : Json(nullptr)},
                         {"walk_mm", s.walk_mm}});
      for (const std::size_t m : route.unconnected) unconnected.push_back(marker(m));
      for (const NoRoad w : route.unconnected_why) why.push_back(std::string(to_string(w)));
      out.push_back({{"line", line(route.line)},
                     {"mode", lines_.route_mode},
                     {"stops", std::move(stops)},
                     {"unconnected", std::move(unconnected)},
                     {"unconnected_why", std::move(why)},
                     {"back_ms", route.back_ms ? Json(*route.back_ms) : Json(nullptr)},
                     {"road_ms", route.road_ms},
                     {"walk_ms", route.walk_ms},
                     {"broken", route.broken},
                     {"best", route.best}});
    }
    return out;
  }

  const BoundaryReport& report_;
  const LineReport& lines_;
  const LineBook& book_;
  const Units& units_;
};

}  // namespace

void add_line_members(Json& out, const BoundaryReport& report) { Members(report).add_to(out); }

}  // namespace fangyuan
