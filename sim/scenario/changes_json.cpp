// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "sim/scenario/apply.h"
#include "sim/scenario/known_names.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

/// Long lists say how many they are and their first few.
constexpr std::size_t kListed = 1000;

Json streets(const std::vector<EdgeId>& edges, const Network& network) {
  Json out = Json::array();
  for (std::size_t i = 0; i < edges.size() && i < kListed; ++i)
    out.push_back({{"edge", edges[i].value()}, {"way", network.edges[edges[i].index()].source_id}});
  return out;
}

/// Who gave ground to whom, level by level.
Json ground(const std::vector<MovedGround>& moves) {
  Json out = Json::array();
  const auto people = [](const MovedGround::Way& way) {
    return way.people.empty() ? 0.0 : way.people.front().to_double();
  };
  for (const MovedGround& m : moves)
    out.push_back({{"level", std::string(to_string(m.level))},
                   {"from", m.from},
                   {"to", m.to},
                   {"people", people(m.moved)},
                   {"people_back", people(m.back)},
                   {"sites", m.moved.sites},
                   {"sites_back", m.back.sites}});
  return out;
}

Json joins_of(const std::vector<RoadJoin>& joins, const Network& network) {
  Json out = Json::array();
  for (const RoadJoin& j : joins)
    out.push_back({{"edge", j.street.value()},
                   {"way", network.edges[j.street.index()].source_id},
                   {"at", {j.at.lonlat.lon, j.at.lonlat.lat}},
                   {"end", j.is_first  ? "first"
                           : j.is_last ? "last"
                                       : ""},
                   {"moved_m", j.moved_m},
                   {"at_junction", j.at_junction}});
  return out;
}

Json cells_of(const std::vector<CellId>& cells) {
  Json out = Json::array();
  for (std::size_t i = 0; i < cells.size() && i < kListed; ++i) out.push_back(cells[i].value());
  return out;
}

}  // namespace

std::string changes_json(const Scenario& scenario, const Study& study, const Applied& applied) {
  Json edits = Json::array(), lost = Json::array(), gained = Json::array();
  const KnownNames names(study);
  for (std::size_t i = 0; i < scenario.edits.size(); ++i) {
    const Edit& edit = scenario.edits[i];
    const EditTouched& touched = applied.touched[i];
    const Text words = describe(edit, names);
    Json j{{"file", edit.file}, {"edit", edit.where}, {"zh", words.zh}, {"en", words.en}};
    if (!edit.note.empty()) j["note"] = edit.note;
    if (!edit.source.empty()) j["source"] = edit.source;
    j["sites"] = touched.sites;
    j["streets"] = streets(touched.edges, study.roads.network);
    j["street_count"] = touched.edges.size();
    j["cells"] = touched.cells;
    j["people"] = touched.people.to_double();
    if (!touched.units.empty()) j["units"] = touched.units;
    if (!touched.ground.empty()) j["ground"] = ground(touched.ground);
    if (touched.pending) j["pending"] = true;
    if (std::holds_alternative<AddRoad>(edit.action))
      j["joins"] = joins_of(touched.joins, study.roads.network);
    edits.push_back(std::move(j));
  }
  for (const Applied::Unconnected& u : applied.unconnected) {
    lost.push_back({{"mode", to_string(u.mode)},
                    {"sites", u.sites},
                    {"cells", cells_of(u.cells)},
                    {"cell_count", u.cells.size()}});
  }
  for (const Applied::Gained& g : applied.gained)
    gained.push_back({{"mode", to_string(g.mode)},
                      {"sites", g.sites},
                      {"cells", cells_of(g.cells)},
                      {"cell_count", g.cells.size()}});
  const Json out{{"scenario", scenario.name},
                 {"hash", scenario.hash},
                 {"files", scenario.files},
                 {"date", to_string(study.project.date)},
                 {"edits", std::move(edits)},
                 {"unconnected", std::move(lost)},
                 {"further_entrances", std::move(gained)}};
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace fangyuan
