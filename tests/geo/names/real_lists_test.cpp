// SPDX-License-Identifier: Apache-2.0
// Kaifeng's and Benxi's lists of townships against their outlines: what docs/real-runs.md says of
// them. Skipped where the data are not there.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "geo/names/check_names.h"
#include "geo/names/name_scopes.h"
#include "geo/units/boundaries.h"
#include "geo/units/code.h"

namespace fangyuan {
namespace {

struct City {
  const char* folder;
  const char* outlines;
  std::size_t counties, townships, no_township_class;
};

class RealLists : public testing::TestWithParam<City> {
 protected:
  void SetUp() override {
    const std::filesystem::path folder =
        std::filesystem::path(FANGYUAN_SHARED_DATA) / GetParam().folder;
    if (!std::filesystem::exists(folder / "townships.csv"))
      GTEST_SKIP() << "no " << folder.string();
    NamesSource names;
    names.ref.path = "townships.csv";
    names.ref.resolved = (folder / "townships.csv").string();
    names.ref.fields = {{"name", "name"}, {"code", "code"}};
    list_ = read_gazetteer(std::vector{names}, frame_, problems_);
    BoundarySource outlines;
    outlines.level = Level::county;
    outlines.ref.path = GetParam().outlines;
    outlines.ref.resolved = (folder / GetParam().outlines).string();
    outlines.ref.fields = {{"code", "adcode"}, {"name", "name"}};
    counties_ =
        read_boundaries(std::vector{outlines}, *parse_date("2025-12-31"), frame_, problems_);
    ASSERT_FALSE(problems_.has_errors());
  }

  Frame frame_{"EPSG:4547"};
  Problems problems_;
  Gazetteer list_;
  Boundaries counties_;
};

TEST_P(RealLists, CodesAreSoundAndEveryOneBeginsAsACountyThatIsDrawn) {
  EXPECT_EQ(counties_.units.all.size(), GetParam().counties);
  EXPECT_TRUE(counties_.findings.empty());
  std::set<std::string> drawn, seen, used;
  for (const Unit& u : counties_.units.all) drawn.insert(u.code);
  std::size_t odd = 0;
  for (const PlaceName& n : list_.names) {
    ASSERT_EQ(n.code.size(), 9U) << n.name;
    EXPECT_TRUE(seen.insert(n.code).second) << n.code;
    EXPECT_EQ(drawn.count(n.code.substr(0, 6)), 1U) << n.code;
    used.insert(n.code.substr(0, 6));
    const auto by_code = class_from_code(n.code, Level::township);
    const auto by_name = class_from_name(n.name, Level::township);
    if (by_code == "功能区")
      ++odd;
    else if (by_name == "民族乡")
      EXPECT_EQ(by_code, "乡") << n.name;
    else
      EXPECT_EQ(by_code, by_name) << n.code << ' ' << n.name;
  }
  EXPECT_EQ(list_.names.size(), GetParam().townships);
  EXPECT_EQ(odd, GetParam().no_township_class);
  EXPECT_EQ(used, drawn);  // no county without townships: nine stay nine
}

TEST_P(RealLists, NamesDoNotClashWithTheStreetsNorWithoutThem) {
  for (const bool streets : {false, true}) {
    Problems problems;
    ScopeSources sources;
    sources.subdistricts = streets;
    NameCheckOptions options;
    options.date = *parse_date("2025-12-31");
    options.subdistricts = streets;
    std::map<std::string, int> found;
    for (const NameFinding& f : check_names(list_, find_scopes(list_, sources, problems), {},
                                            PlaceReadings::shipped(), options)
                                    .findings)
      ++found[std::string(info_of(f.rule).id)];
    for (const char* rule : {"same_name", "same_specific", "homophone", "near_homophone",
                             "rare_character", "variant_character", "code_twice"})
      EXPECT_EQ(found[rule], 0) << rule;
    EXPECT_EQ(found["level3_character"], std::string(GetParam().folder) == "kaifeng" ? 2 : 0);
  }
}

INSTANTIATE_TEST_SUITE_P(Data, RealLists,
                         testing::Values(City{"kaifeng", "410200.geojson", 9, 124, 8},
                                         City{"benxi", "210500.geojson", 6, 49, 0}),
                         [](const auto& p) { return std::string(p.param.folder); });

}  // namespace
}  // namespace fangyuan
