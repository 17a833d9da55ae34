// SPDX-License-Identifier: Apache-2.0
// Who applies which kind of edit to a study. Internal to sim/scenario.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/scenario/apply.h"
#include "sim/scenario/once.h"

namespace fangyuan {

/// What edits of sites change, and the study that they are read against.
struct SiteBench {
  const Study& study;
  FacilityTable& facilities;
  std::array<std::vector<std::vector<Entrance>>*, kModes> entrances = {};  ///< [site]; null: unused
};

/// The study under work, with entrances that may be changed: they go back into it at the end.
struct Workbench {
  explicit Workbench(Study& given);
  void give_back();
  SiteBench sites();

  Study& study;
  std::array<std::unique_ptr<ModeAccess>, kModes> access;  ///< null: no service uses the mode
  /// What modes might do on streets before an edit changed it.
  std::map<std::pair<std::size_t, EdgeId>, EdgeUse> use_before;
};

/// Degrees or the project's metres as a place. Told (edit-place) and absent where PROJ cannot.
std::optional<Place> place_of(const GivenPlace& given, const Study& study, const Edit& edit,
                              Problems& problems);

/// The unit of a code, else of a name that only one has, the highest level first. Told
/// (edit-unknown, edit-ambiguous) and none otherwise.
UnitId unit_called(const std::string& text, const Study& study, const Edit& edit,
                   Problems& problems);

class SiteEditor {
 public:
  SiteEditor(const SiteBench& bench, Problems& problems);
  void open(const Edit& edit, const OpenSite& action, EditTouched& touched);
  void change(const Edit& edit, const ChangeSites& action, EditTouched& touched);
  void move(const Edit& edit, const MoveSite& action, EditTouched& touched);
  /// Once all edits are made: warns of new and moved sites that no street reaches or that lie in no
  /// unit.
  void tell_entered();
  /// Likewise of new sites without the amount that a service of their type counts places by.
  void tell_without_places();

 private:
  std::vector<std::size_t> chosen(const Edit& edit, const SiteChoice& choice);
  std::optional<std::size_t> site_called(const Edit& edit, const std::string& id);
  bool known_type(const Edit& edit, const std::string& field, const std::string& type);
  void settle(std::size_t site);
  void enter(std::size_t site, const Edit& edit);
  /// Warns of amounts that nothing asks for.
  void tell_amounts(const Edit& edit, const std::map<std::string, Amount>& amounts);

  SiteBench bench_;
  const Study& study_;
  FacilityTable& facilities_;
  Problems& problems_;
  Once once_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::size_t, const Edit*> closed_by_;
  std::vector<std::pair<std::size_t, const Edit*>> entered_;  // in the order of the edits
  std::vector<std::pair<std::size_t, const Edit*>> opened_;
  std::set<std::string> amounts_;  // that may be asked for; empty: not looked up yet
};

class RoadEditor {
 public:
  RoadEditor(Workbench& bench, Problems& problems)
      : bench_(bench), study_(bench.study), problems_(problems), once_(problems) {}
  void change(const Edit& edit, const ChangeRoads& action, EditTouched& touched);
  /// Once all edits are made: takes from places the entrances on streets that are closed now.
  /// REQUIRES: no more edits.
  std::vector<Applied::Unconnected> drop_entrances();

 private:
  std::vector<EdgeId> chosen(const Edit& edit, const RoadChoice& choice,
                             const std::vector<Mode>& modes);

  Workbench& bench_;
  Study& study_;
  Problems& problems_;
  Once once_;
  std::multimap<std::int64_t, EdgeId> by_way_;
};

class PeopleEditor {
 public:
  PeopleEditor(Workbench& bench, Problems& problems)
      : bench_(bench), study_(bench.study), problems_(problems) {}
  void add(const Edit& edit, const AddPeople& action, EditTouched& touched);
  void scale(const Edit& edit, const ScalePeople& action, EditTouched& touched);

 private:
  std::optional<std::size_t> group_called(const Edit& edit, const std::string& name,
                                          const std::string& field);

  Workbench& bench_;
  Study& study_;
  Problems& problems_;
};

}  // namespace fangyuan
