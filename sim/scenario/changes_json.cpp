// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "sim/scenario/apply.h"

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

}  // namespace

std::string changes_json(const Scenario& scenario, const Study& study, const Applied& applied) {
  Json edits = Json::array(), lost = Json::array();
  for (std::size_t i = 0; i < scenario.edits.size(); ++i) {
    const Edit& edit = scenario.edits[i];
    const EditTouched& touched = applied.touched[i];
    const Text words = describe(edit);
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
    edits.push_back(std::move(j));
  }
  for (const Applied::Unconnected& u : applied.unconnected) {
    Json cells = Json::array();
    for (std::size_t i = 0; i < u.cells.size() && i < kListed; ++i)
      cells.push_back(u.cells[i].value());
    lost.push_back({{"mode", to_string(u.mode)},
                    {"sites", u.sites},
                    {"cells", std::move(cells)},
                    {"cell_count", u.cells.size()}});
  }
  const Json out{{"scenario", scenario.name}, {"hash", scenario.hash},
                 {"files", scenario.files},   {"date", to_string(study.project.date)},
                 {"edits", std::move(edits)}, {"unconnected", std::move(lost)}};
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace fangyuan
