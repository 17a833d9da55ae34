// SPDX-License-Identifier: Apache-2.0
// Who may use what, by the table of docs/roads.md.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "geo/roads/road_rules.h"

namespace fangyuan {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : std::string(text) + " ")
    if (c == ' ' || c == '=') {
      if (!word.empty()) words.push_back(word);
      word.clear();
    } else {
      word += c;
    }
  return words;
}

template <class F>
auto with_tags(std::string_view text, const F& f) {
  const auto words = words_of(text);
  std::vector<Tags::Tag> tags;
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) tags.emplace_back(words[i], words[i + 1]);
  return f(Tags(tags));
}

std::string letters(ModeMask modes) {
  std::string text;
  for (std::size_t m = 0; m < kModes; ++m)
    if ((modes & bit(static_cast<Mode>(m))) != 0) text += "wbec"[m];
  return text;
}

/// "wbec/wbe": walk, bicycle, e-bike and car forward, all but car backward; "-": nobody.
std::string access(std::string_view tags, bool ferries = false) {
  return with_tags(tags, [&](const Tags& t) -> std::string {
    const auto a = osm_way_access(t, ferries);
    return a ? letters(a->forward) + "/" + letters(a->backward) : "-";
  });
}
std::string blocks(std::string_view tags) {
  return with_tags(tags, [](const Tags& t) { return letters(osm_node_blocks(t)); });
}
char barrier(std::string_view tags) {
  return with_tags(tags, [](const Tags& t) {
    switch (osm_barrier(t)) {
      case OsmBarrier::line:
        return 'L';
      case OsmBarrier::area:
        return 'A';
      default:
        return '-';
    }
  });
}

TEST(OsmWay, EachClassIsOpenToItsModes) {
  EXPECT_EQ(access("highway=residential"), "wbec/wbec");
  EXPECT_EQ(access("highway=trunk"), "wbec/wbec");
  EXPECT_EQ(access("highway=secondary_link"), "wbec/wbec");
  EXPECT_EQ(access("highway=motorway_link"), "c/c");
  EXPECT_EQ(access("highway=footway"), "w/w");
  EXPECT_EQ(access("highway=pedestrian"), "w/w");
  EXPECT_EQ(access("highway=steps"), "w/w");
  EXPECT_EQ(access("highway=corridor"), "w/w");
  EXPECT_EQ(access("highway=path"), "wbe/wbe");
  EXPECT_EQ(access("highway=cycleway"), "wbe/wbe");
  EXPECT_EQ(access("highway=track"), "wbe/wbe");
  EXPECT_EQ(access("highway=track tracktype=grade1"), "wbec/wbec");
  EXPECT_EQ(access("railway=platform"), "w/w");
  EXPECT_EQ(access("man_made=pier"), "w/w");
}

TEST(OsmWay, WhatIsNotAStreetCarriesNobody) {
  for (const char* tags :
       {"highway=construction", "highway=proposed", "highway=raceway", "highway=bus_guideway",
        "highway=ferry", "highway=pier", "building=yes", "railway=rail", "highway=no"})
    EXPECT_EQ(access(tags), "-") << tags;
}

TEST(OsmWay, MotorwaysAreOneWayAndForCarsAlone) {
  EXPECT_EQ(access("highway=motorway"), "c/");
  EXPECT_EQ(access("highway=motorway oneway=no"), "c/c");
  EXPECT_EQ(access("highway=trunk motorroad=yes"), "c/c");
  EXPECT_EQ(access("highway=trunk motorroad=yes bicycle=yes"), "bec/bec");
}

TEST(OsmWay, TheMostSpecialAccessTagHolds) {
  EXPECT_EQ(access("highway=residential access=no"), "-");
  EXPECT_EQ(access("highway=residential access=private"), "-");
  EXPECT_EQ(access("highway=residential access=no foot=yes"), "w/w");
  EXPECT_EQ(access("highway=residential access=no bus=yes bicycle=designated"), "be/be");
  EXPECT_EQ(access("highway=residential vehicle=no"), "w/w");
  EXPECT_EQ(access("highway=residential vehicle=no motorcar=yes"), "wc/wc");
  EXPECT_EQ(access("highway=residential motor_vehicle=no motorcar=destination"), "wbec/wbec");
  EXPECT_EQ(access("highway=residential motor_vehicle=agricultural"), "wbe/wbe");
  EXPECT_EQ(access("highway=primary bicycle=use_sidepath foot=no"), "c/c");
  EXPECT_EQ(access("highway=residential bicycle=no electric_bicycle=yes"), "wec/wec");
  EXPECT_EQ(access("highway=residential access=unknown"), "wbec/wbec");
}

TEST(OsmWay, OnlyAModesOwnKeyOpensWhatItsClassCloses) {
  EXPECT_EQ(access("highway=footway bicycle=yes"), "wbe/wbe");
  EXPECT_EQ(access("highway=footway access=yes"), "w/w");
  EXPECT_EQ(access("highway=footway vehicle=yes"), "w/w");
  EXPECT_EQ(access("highway=pedestrian motor_vehicle=destination"), "wc/wc");
  EXPECT_EQ(access("highway=track motor_vehicle=yes"), "wbec/wbec");
  EXPECT_EQ(access("highway=steps bicycle=yes"), "w/w");
  EXPECT_EQ(access("highway=motorway foot=yes"), "wc/w");
}

TEST(OsmWay, OneWaysBindWheelsAndNotFeet) {
  EXPECT_EQ(access("highway=residential oneway=yes"), "wbec/w");
  EXPECT_EQ(access("highway=residential oneway=-1"), "w/wbec");
  EXPECT_EQ(access("highway=residential oneway=no"), "wbec/wbec");
  EXPECT_EQ(access("highway=residential junction=roundabout"), "wbec/w");
  EXPECT_EQ(access("highway=residential junction=roundabout oneway=-1"), "w/wbec");
  EXPECT_EQ(access("highway=footway oneway=yes"), "w/w");
  EXPECT_EQ(access("highway=footway oneway:foot=yes"), "w/");
  EXPECT_EQ(access("highway=primary oneway=reversible"), "wbe/wbe");
  EXPECT_EQ(access("highway=primary oneway:motor_vehicle=yes"), "wbec/wbe");
}

TEST(OsmWay, CyclesMayRideAgainstAOneWayWhereTagsSaySo) {
  EXPECT_EQ(access("highway=residential oneway=yes oneway:bicycle=no"), "wbec/wbe");
  EXPECT_EQ(access("highway=residential oneway=yes cycleway=opposite"), "wbec/wbe");
  EXPECT_EQ(access("highway=residential oneway=yes cycleway:left=opposite_lane"), "wbec/wbe");
  EXPECT_EQ(access("highway=residential oneway=yes cycleway:left:oneway=-1"), "wbec/wbe");
  EXPECT_EQ(access("highway=residential oneway=yes cycleway=lane"), "wbec/w");
  EXPECT_EQ(access("highway=residential oneway:bicycle=yes"), "wbec/wc");
}

TEST(OsmWay, FerriesAreUsedOnlyOnRequest) {
  EXPECT_EQ(access("route=ferry"), "-");
  EXPECT_EQ(access("route=ferry", true), "wbe/wbe");
  EXPECT_EQ(access("route=ferry motor_vehicle=yes foot=no", true), "bec/bec");
}

TEST(OsmNode, EachBarrierStopsItsModes) {
  EXPECT_EQ(blocks("highway=crossing"), "");
  EXPECT_EQ(blocks("barrier=gate"), "");
  EXPECT_EQ(blocks("barrier=gate access=private"), "wbec");
  EXPECT_EQ(blocks("barrier=gate access=no foot=yes"), "bec");
  EXPECT_EQ(blocks("barrier=gate locked=yes"), "wbec");
  EXPECT_EQ(blocks("barrier=lift_gate motor_vehicle=no"), "c");
  EXPECT_EQ(blocks("barrier=bollard"), "c");
  EXPECT_EQ(blocks("barrier=bollard motor_vehicle=yes"), "");
  EXPECT_EQ(blocks("barrier=bollard access=yes"), "c");
  EXPECT_EQ(blocks("barrier=kissing_gate"), "bec");
  EXPECT_EQ(blocks("barrier=wall"), "wbec");
  EXPECT_EQ(blocks("barrier=fence foot=yes"), "bec");
  EXPECT_EQ(blocks("barrier=toll_booth"), "");
  EXPECT_EQ(blocks("barrier=something_new"), "c");
}

TEST(OsmBarriers, RiversWaterAndSurfaceRailwaysStopAndTheirBuriedKindsDoNot) {
  EXPECT_EQ(barrier("waterway=river"), 'L');
  EXPECT_EQ(barrier("waterway=canal"), 'L');
  EXPECT_EQ(barrier("natural=coastline"), 'L');
  EXPECT_EQ(barrier("waterway=stream"), '-');
  EXPECT_EQ(barrier("waterway=river tunnel=culvert"), '-');
  EXPECT_EQ(barrier("waterway=canal bridge=aqueduct"), '-');
  EXPECT_EQ(barrier("natural=water"), 'A');
  EXPECT_EQ(barrier("natural=water water=river"), 'A');
  EXPECT_EQ(barrier("waterway=riverbank"), 'A');
  EXPECT_EQ(barrier("landuse=reservoir"), 'A');
  EXPECT_EQ(barrier("landuse=basin basin=detention"), '-');
  EXPECT_EQ(barrier("natural=wetland"), '-');
  EXPECT_EQ(barrier("railway=rail"), 'L');
  EXPECT_EQ(barrier("railway=light_rail tunnel=no"), 'L');
  EXPECT_EQ(barrier("railway=subway"), 'L');
  for (const char* tags :
       {"railway=tram", "railway=disused", "railway=abandoned", "railway=rail disused=yes",
        "railway=rail tunnel=yes", "railway=rail bridge=viaduct", "railway=subway layer=-2",
        "railway=rail covered=yes", "railway=platform", "railway=construction"})
    EXPECT_EQ(barrier(tags), '-') << tags;
}

TEST(ClassSpeeds, LinksAreAsFastAsTheirClassAndTheUserHasTheLastWord) {
  const ClassSpeeds built_in;
  EXPECT_EQ(built_in.of("motorway"), 100);
  EXPECT_EQ(built_in.of("motorway_link"), 100);
  EXPECT_EQ(built_in.of("residential"), 25);
  EXPECT_EQ(built_in.of("nothing_known"), built_in.of("unclassified"));
  const ClassSpeeds user({{"primary", 60}, {"trunk_link", 40}, {"村道", 20}});
  EXPECT_EQ(user.of("primary_link"), 60);
  EXPECT_EQ(user.of("trunk_link"), 40);
  EXPECT_EQ(user.of("trunk"), 70);
  EXPECT_EQ(user.of("村道"), 20);
}

}  // namespace
}  // namespace fangyuan
