// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/tell_the_rest.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "sim/project/toml_reader.h"
#include "sim/scenario/apply.h"

namespace fangyuan {
namespace {

bool is_of(const Problem& p, const Edit& edit) {
  return p.file == edit.file && p.layer.starts_with(edit.where) &&
         (p.layer.size() == edit.where.size() || p.layer[edit.where.size()] == '.');
}

bool is_misread(const Edit& edit, const Problems& problems) {
  return std::any_of(problems.all().begin(), problems.all().end(), [&](const Problem& p) {
    return p.severity == Severity::error && is_of(p, edit);
  });
}

/// What is wrong whatever else the edit was meant to say.
bool stands_alone(const Problem& p) {
  static constexpr std::array<std::string_view, 4> kCodes{"edit-unknown", "type-bad",
                                                          "id-duplicate", "edit-ambiguous"};
  return !p.value.empty() && std::find(kCodes.begin(), kCodes.end(), p.code) != kCodes.end();
}

/// Ids that any edit of the files gives, also one that was not read: a site that it may open.
std::set<std::string> ids_in(const std::vector<std::string>& files) {
  std::set<std::string> ids;
  for (const std::string& file : files) try {
      const toml::table table = parse_toml_file(file, file);
      const toml::array* edits = table["edits"].as_array();
      for (std::size_t i = 0; edits != nullptr && i < edits->size(); ++i)
        if (const toml::table* edit = edits->get(i)->as_table())
          if (const auto id = (*edit)["id"].value<std::string>()) ids.insert(*id);
    } catch (const InputError&) {
      continue;  // told already
    }
  return ids;
}

}  // namespace

void tell_the_rest(const Scenario& scenario, Study& study, Problems& problems) {
  Scenario rest = scenario;
  std::vector<bool> misread;
  for (const Edit& edit : scenario.edits) misread.push_back(is_misread(edit, problems));
  // A change of units or a road that was not read whole leaves later edits without what it makes.
  bool lacks_units = false, lacks_roads = false;
  for (std::size_t i = 0; i < scenario.edits.size(); ++i) {
    if (!misread[i]) continue;
    lacks_units |= std::holds_alternative<ChangeUnits>(scenario.edits[i].action);
    lacks_roads |= std::holds_alternative<AddRoad>(scenario.edits[i].action);
  }
  const auto is_left_out = [&](const Edit& edit) {
    return (lacks_units && std::holds_alternative<ChangeUnits>(edit.action)) ||
           (lacks_roads && (std::holds_alternative<AddRoad>(edit.action) ||
                            std::holds_alternative<ChangeRoads>(edit.action)));
  };
  for (std::size_t i = rest.edits.size(); i-- > 0;) {
    if (!is_left_out(rest.edits[i])) continue;
    rest.edits.erase(rest.edits.begin() + static_cast<std::ptrdiff_t>(i));
    misread.erase(misread.begin() + static_cast<std::ptrdiff_t>(i));
  }
  const std::set<std::string> opened = ids_in(scenario.files);
  Problems found;
  apply_to_study(rest, study, found);
  for (const Problem& p : found.all()) {
    if (p.severity != Severity::error) continue;
    if (p.code == "edit-unknown" && opened.contains(p.value)) continue;
    if (lacks_units && p.field == "unit") continue;
    const auto edit = std::find_if(rest.edits.begin(), rest.edits.end(),
                                   [&](const Edit& e) { return is_of(p, e); });
    const bool of_misread =
        edit != rest.edits.end() && misread[static_cast<std::size_t>(edit - rest.edits.begin())];
    if (!of_misread || stands_alone(p)) problems.add(p);
  }
}

}  // namespace fangyuan
