// SPDX-License-Identifier: Apache-2.0
// The sample's project.toml as the readers see it: nothing to complain about, nobody lost.
#include <gtest/gtest.h>

#include <filesystem>

#include "data/sample/sample.h"
#include "geo/facilities/land.h"
#include "geo/facilities/read_facilities.h"
#include "geo/facilities/statistics.h"
#include "geo/people/population.h"
#include "geo/roads/barriers.h"
#include "geo/roads/read_network.h"
#include "geo/snap/snapper.h"
#include "geo/units/boundaries.h"
#include "sim/project/project.h"
#include "sim/project/rule_packs.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

struct Loaded {
  Problems problems;
  Project project;
  Frame frame{"EPSG:4547"};
  Boundaries units;
  Roads roads;
  Land land;
  FacilityTable facilities;
  Statistics statistics;
  Population people;
};

class SampleProject : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    root_ = fs::temp_directory_path() / ("fangyuan-sample-project-" + std::to_string(getpid()));
    SampleOptions options;
    options.out = root_;
    options.people = 430'000;
    summary_ = write_sample(options);
    all_ = std::make_unique<Loaded>();
    auto& [problems, project, frame, units, roads, land, facilities, statistics, people] = *all_;
    project = read_project(root_, problems);
    read_rule_packs(project.rules, root_, problems);
    units = read_boundaries(project.boundaries, project.date, frame, problems);
    roads = read_roads(project.network, {}, frame, problems);
    land = read_land(project.land, frame, problems);
    facilities = read_facilities(project.facilities, project.date, &units, frame, problems);
    statistics = read_statistics(project.statistics, &units, frame, problems);
    people = build_cells(project.population, units, placement_land(land), project.cell_size_m,
                         frame, problems);
    std::vector<LayerUse> used;
    for (const auto& source : project.land)
      if (source.role == LandRole::barrier)
        add_barriers(source, frame, roads.barriers, used, problems);
  }
  static void TearDownTestSuite() {
    all_.reset();
    fs::remove_all(root_);
  }
  static fs::path root_;
  static SampleSummary summary_;
  static std::unique_ptr<Loaded> all_;
};
fs::path SampleProject::root_;
SampleSummary SampleProject::summary_;
std::unique_ptr<Loaded> SampleProject::all_;

TEST_F(SampleProject, IsReadWithoutAWarning) {
  for (const auto& p : all_->problems.all()) ADD_FAILURE() << to_line(p, Language::en);
}

TEST_F(SampleProject, PlacesEverybody) {
  ASSERT_FALSE(all_->people.balance.empty());
  EXPECT_EQ(all_->people.balance[0].source, People::from_whole(430'000));
  for (const auto& b : all_->people.balance) EXPECT_EQ(b.source, b.placed);
}

TEST_F(SampleProject, HasTheSitesItSays) {
  EXPECT_EQ(all_->facilities.unlocated, 0U);
  EXPECT_EQ(all_->facilities.outside, 0U);
  Amount beds;
  for (const auto& f : all_->facilities.all)
    if (f.id.starts_with("YL"))
      if (const auto it = f.amounts.find("beds"); it != f.amounts.end()) beds += it->second;
  EXPECT_EQ(beds, Amount::from_whole(summary_.beds));
}

TEST_F(SampleProject, LeavesNobodyFarFromAStreetOnTheirSideOfTheRiver) {
  for (const Mode mode : {Mode::walk, Mode::car}) {
    const Snapper snapper(all_->roads.network, mode, all_->roads.barriers, all_->frame);
    People lost;
    const auto entrances = snapper.nearest(all_->people.cells.place, 500);
    for (std::size_t k = 0; k < entrances.size(); ++k)
      if (!entrances[k].connected()) lost += all_->people.cells.people[0][k];
    EXPECT_LT(lost, People::from_whole(430)) << to_string(mode);
  }
}

}  // namespace
}  // namespace fangyuan
