// SPDX-License-Identifier: Apache-2.0
// Doubts about datums on whole inputs: the sample as it is and shifted, a bureau's list.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "data/sample/bureau.h"
#include "data/sample/sample.h"
#include "sim/study/check_datums.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {
namespace {

struct Loaded {
  Boundaries boundaries;
  Land land;
  Roads roads;
  FacilityTable facilities;
  Problems problems;
  Problems doubts;
};

LayerRef ref_to(const std::filesystem::path& folder, const std::string& file,
                const std::string& layer = {}) {
  LayerRef ref;
  ref.path = file;
  ref.resolved = (folder / file).string();
  ref.layer = layer;
  return ref;
}

/// Reads what the project names and asks for doubts.
Loaded load(const Project& project, bool with_land_and_facilities) {
  Loaded out;
  const Frame frame("EPSG:4547");
  Problems& problems = out.problems;
  out.boundaries = read_boundaries(project.boundaries, project.date, frame, problems);
  if (!project.network.empty())
    out.roads = read_roads(project.network, RoadOptions{}, frame, problems);
  if (with_land_and_facilities) {
    out.land = read_land(project.land, frame, problems);
    out.facilities =
        read_facilities(project.facilities, project.date, &out.boundaries, frame, problems);
  }
  EXPECT_FALSE(problems.has_errors());
  check_datums(project, out.boundaries, out.land, out.roads.network, out.facilities, out.doubts);
  return out;
}

std::string told(const Problems& problems) {
  std::string out;
  for (const Problem& p : problems.all()) out += to_line(p, Language::en) + '\n';
  return out;
}

Project outlines_and_roads(const std::filesystem::path& folder) {
  Project project;
  project.date = Date{std::chrono::year(2025), std::chrono::month(12), std::chrono::day(31)};
  for (const auto& [name, level] : {std::pair{"county", Level::county},
                                    {"township", Level::township},
                                    {"village", Level::village}}) {
    BoundarySource source;
    source.ref = ref_to(folder, "outlines.gpkg", name);
    source.level = level;
    project.boundaries.push_back(source);
  }
  NetworkSource roads;
  roads.ref = ref_to(folder, "roads.gpkg");
  project.network.push_back(roads);
  return project;
}

/// Which of the three levels are named with this datum.
std::size_t named(const Problems& doubts, Datum datum) {
  return static_cast<std::size_t>(
      std::count_if(doubts.all().begin(), doubts.all().end(), [&](const Problem& p) {
        return p.code == "datum-suspect" && p.file == "outlines.gpkg" &&
               p.value == to_string(datum);
      }));
}

/// What the outlines are doubted for, beside roads that were read before.
Problems doubts_of(const Project& project, const Roads& roads) {
  Problems problems, doubts;
  const Boundaries boundaries =
      read_boundaries(project.boundaries, project.date, Frame("EPSG:4547"), problems);
  EXPECT_FALSE(problems.has_errors());
  check_datums(project, boundaries, {}, roads.network, {}, doubts);
  return doubts;
}

/// A hundred seeds in four parts, since one seed's samples take seconds. At least 95 of the hundred
/// must be named; each part may miss one.
class SampleDatums : public testing::TestWithParam<int> {};

TEST_P(SampleDatums, ShiftedOutlinesAreNamedAndSoundOnesAreNot) {
  constexpr int kSeeds = 25;
  int found = 0;
  for (int seed = kSeeds * GetParam() + 1; seed <= kSeeds * (GetParam() + 1); ++seed) {
    const TempFolder folder;
    SampleOptions sample;
    sample.out = folder.path();
    sample.people = 43'000;
    sample.seed = static_cast<std::uint64_t>(seed);
    write_sample(sample);
    const Project project = outlines_and_roads(folder.path());
    Problems problems;
    const Roads roads = read_roads(project.network, RoadOptions{}, Frame("EPSG:4547"), problems);
    EXPECT_FALSE(problems.has_errors());
    bool both = true;
    for (const Datum datum : {Datum::as_declared, Datum::gcj02, Datum::bd09}) {
      write_sample_outlines({folder.path() / "outlines.gpkg", sample.people, sample.seed, datum});
      const Problems doubts = doubts_of(project, roads);
      if (datum == Datum::as_declared) {
        EXPECT_TRUE(doubts.all().empty()) << seed << '\n' << told(doubts);
      } else if (named(doubts, datum) < 3 || doubts.all().size() != 3) {
        both = false;
        std::cout << seed << ' ' << to_string(datum) << '\n' << told(doubts);
      }
    }
    found += both ? 1 : 0;
  }
  EXPECT_GE(found, kSeeds - 1);
}
INSTANTIATE_TEST_SUITE_P(Quarters, SampleDatums, testing::Range(0, 4));

TEST(WholeSampleDatums, AsItIsRaisesNoDoubt) {
  const TempFolder folder;
  SampleOptions sample;
  sample.out = folder.path();
  sample.people = 430'000;
  write_sample(sample);
  Problems problems;
  const Project project = read_project(folder.path(), problems);
  const Loaded loaded = load(project, true);
  EXPECT_TRUE(loaded.doubts.all().empty()) << told(loaded.doubts);
}

TEST(ListDatums, OutlinesAreDoubtedByTheListsThatNameThemWithoutRoads) {
  for (const Datum datum : {Datum::as_declared, Datum::bd09}) {
    const TempFolder folder;
    SampleOptions sample;
    sample.out = folder.path();
    sample.people = 100'000;
    write_sample(sample);
    write_sample_outlines({folder.path() / "outlines.gpkg", sample.people, sample.seed, datum});
    Project project = outlines_and_roads(folder.path());
    project.network.clear();
    project.boundaries.erase(project.boundaries.begin(), project.boundaries.end() - 1);
    FacilitySource list;
    list.ref = ref_to(folder.path(), "facilities.gpkg", "care");
    list.ref.fields["unit"] = "code";
    project.facilities.push_back(list);
    const Loaded loaded = load(project, true);
    EXPECT_EQ(named(loaded.doubts, Datum::bd09), datum == Datum::bd09 ? 1U : 0U)
        << told(loaded.doubts);
  }
}

TEST(BureauDatums, TheFortyShiftedRowsAreNamedAndTheListIsNotDoubted) {
  const TempFolder folder;
  const BureauTruth truth = write_bureau({.out = folder.path(), .people = 430'000});
  Project project;
  project.date = Date{std::chrono::year(2025), std::chrono::month(12), std::chrono::day(31)};
  BoundarySource villages;
  villages.ref = ref_to(folder.path(), "村社区.shp");
  villages.level = Level::village;
  project.boundaries.push_back(villages);
  FacilitySource list;
  list.ref = ref_to(folder.path(), "养老设施.xlsx");
  list.ref.fields = {{"name", "名称"},
                     {"type", "类型"},
                     {"unit", "所属村（社区）代码"},
                     {"beds", "床位数"},
                     {"status", "状态"}};
  project.facilities.push_back(list);
  const Loaded loaded = load(project, true);
  EXPECT_TRUE(loaded.doubts.all().empty()) << told(loaded.doubts);
  std::uint64_t shifted = 0, swapped = 0;
  for (const Problem& p : loaded.problems.all()) {
    if (p.code == "rows-shifted") shifted = p.count;
    if (p.code == "axes-swapped") {
      swapped = p.count;
      for (const std::uint64_t row : truth.swapped_rows)  // below the header
        EXPECT_NE((", " + p.value).find(", " + std::to_string(row + 1) + " "), std::string::npos)
            << row;
    }
  }
  EXPECT_EQ(shifted, truth.gcj02_rows.size());
  EXPECT_EQ(swapped, truth.swapped_rows.size());
}

}  // namespace
}  // namespace fangyuan::test
