// SPDX-License-Identifier: Apache-2.0
// Line layers as roads, several sources together, given barriers.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "geo/roads/line_words.h"
#include "tests/geo/roads/osm_text.h"

namespace fangyuan::test {
namespace {

/// A GeoJSON layer of lines and other shapes. Coordinates are steps of 0.001° from the origin.
class Layer {
 public:
  void line(std::string_view steps, std::string_view properties = "") {
    add("LineString", "[" + points(steps) + "]", properties);
  }
  void add(std::string_view type, std::string_view coordinates, std::string_view properties = "") {
    if (!features_.empty()) features_ += ",\n";
    features_ += R"({"type":"Feature","properties":{)" + std::string(properties) +
                 R"(},"geometry":{"type":")" + std::string(type) + R"(","coordinates":)" +
                 std::string(coordinates) + "}}";
  }
  /// "0,0 1,0 1,1.5"
  static std::string points(std::string_view steps) {
    std::istringstream in{std::string(steps)};
    std::string pair, text;
    while (in >> pair) {
      const auto comma = pair.find(',');
      char buffer[64];
      std::snprintf(buffer, sizeof buffer, "%s[%.9f,%.9f]", text.empty() ? "" : ",",
                    kOrigin.lon + kStep * std::stod(pair.substr(0, comma)),
                    kOrigin.lat + kStep * std::stod(pair.substr(comma + 1)));
      text += buffer;
    }
    return text;
  }
  std::string json() const {
    return R"({"type":"FeatureCollection","features":[)" + features_ + "]}";
  }

 private:
  std::string features_;
};

struct Reading {
  Roads roads;
  Problems problems;
  const Network& network() const { return roads.network; }
  const Problem* problem(std::string_view code) const {
    for (const Problem& p : problems.all())
      if (p.code == code) return &p;
    return nullptr;
  }
};

Reading read(const std::vector<std::pair<std::string, std::string>>& files,
             const RoadOptions& options = {}) {
  const TempFolder folder;
  std::vector<NetworkSource> sources;
  for (const auto& [name, content] : files) {
    put_file(folder.path() / name, content);
    NetworkSource source;
    source.ref.path = name;
    source.ref.resolved = (folder.path() / name).string();
    sources.push_back(source);
  }
  const Frame frame("EPSG:4547");
  Reading reading;
  reading.roads = read_roads(sources, options, frame, reading.problems);
  return reading;
}
Reading read(const Layer& layer, const RoadOptions& options = {}) {
  return read({{"roads.geojson", layer.json()}}, options);
}

EdgeUse car(const Network& n, std::size_t e = 0) {
  return n.use[static_cast<std::size_t>(Mode::car)].at(e);
}
EdgeUse walk(const Network& n, std::size_t e = 0) {
  return n.use[static_cast<std::size_t>(Mode::walk)].at(e);
}

TEST(RoadLines, JoinWhereTheyShareAVertexAlsoInTheMiddle) {
  Layer layer;
  layer.line("0,0 1,0 2,0", R"("class":"primary")");
  layer.line("1,0 1,1", R"("class":"primary")");
  const Reading r = read(layer);
  EXPECT_EQ(r.network().vertices.size(), 4U);
  EXPECT_EQ(r.network().edges.size(), 3U);
}

TEST(RoadLines, CrossWithoutJoiningWhereTheyShareNone) {
  Layer layer;
  layer.line("0,0 2,0", R"("class":"primary")");
  layer.line("1,-1 1,1", R"("class":"primary")");
  const Reading r = read(layer);
  EXPECT_EQ(r.network().vertices.size(), 4U);
  EXPECT_EQ(r.network().edges.size(), 2U);
}

TEST(RoadLines, PointsWithinAMillimetreAreOne) {
  Layer near, far;
  near.line("0,0 1,0", R"("class":"primary")");
  near.line("1.000008,0 2,0", R"("class":"primary")");  // 0.7 mm
  EXPECT_EQ(read(near).network().vertices.size(), 3U);
  far.line("0,0 1,0", R"("class":"primary")");
  far.line("1.00003,0 2,0", R"("class":"primary")");  // 2.7 mm
  EXPECT_EQ(read(far).network().vertices.size(), 4U);
}

TEST(RoadLines, EachPartOfAMultiLineIsALine) {
  Layer layer;
  layer.add("MultiLineString",
            "[[" + Layer::points("0,0 1,0") + "],[" + Layer::points("3,0 4,0 5,0") + "]]",
            R"("class":"primary")");
  EXPECT_EQ(read(layer).network().edges.size(), 2U);
}

TEST(RoadLines, OneWayMarksOfManyHabits) {
  for (const char* mark : {"yes", "1", "FT", "是", "单行"})
    EXPECT_EQ(oneway_of(mark), DrawnWay::forward) << mark;
  for (const char* mark : {"-1", "TF", "反向"})
    EXPECT_EQ(oneway_of(mark), DrawnWay::backward) << mark;
  for (const char* mark : {"", "no", "0", "B", "双向", "否"})
    EXPECT_EQ(oneway_of(mark), DrawnWay::both) << mark;
  for (const char* mark : {"F", "T", "maybe"}) EXPECT_EQ(oneway_of(mark), std::nullopt) << mark;

  Layer layer;
  layer.line("0,0 1,0", R"("class":"primary","oneway":"FT")");
  const Reading r = read(layer);
  EXPECT_GT(car(r.network()).forward_kmh, 0);
  EXPECT_EQ(car(r.network()).backward_kmh, 0);
  EXPECT_GT(walk(r.network()).backward_kmh, 0) << "people walk both ways";
}

TEST(RoadLines, LettersFAndTAreDirectionsOnlyBesideAB) {
  Layer alone, with_b;
  alone.line("0,0 1,0", R"("class":"primary","oneway":"T")");
  with_b.line("0,0 1,0", R"("class":"primary","oneway":"T")");
  with_b.line("0,5 1,5", R"("class":"primary","oneway":"B")");
  const Reading unsure = read(alone);
  EXPECT_NE(unsure.problem("oneway-unknown"), nullptr);
  EXPECT_GT(car(unsure.network()).forward_kmh, 0);
  const Reading sure = read(with_b);
  EXPECT_EQ(sure.problem("oneway-unknown"), nullptr);
  std::size_t one_way = 0;
  for (std::size_t e = 0; e < 2; ++e) one_way += car(sure.network(), e).forward_kmh == 0 ? 1U : 0U;
  EXPECT_EQ(one_way, 1U);
}

TEST(RoadLines, ClassesMayBeChineseWords) {
  EXPECT_EQ(road_class_of("主干路"), "primary");
  EXPECT_EQ(road_class_of("高速公路"), "motorway");
  EXPECT_EQ(road_class_of("Residential"), "residential");
  EXPECT_EQ(road_class_of("神秘路"), std::nullopt);
  Layer layer;
  layer.line("0,0 1,0", R"("class":"高速公路")");
  const Reading r = read(layer);
  EXPECT_EQ(car(r.network()).forward_kmh, 100);
  EXPECT_EQ(walk(r.network()).forward_kmh, 0);
  EXPECT_EQ(r.network().classes.at(r.network().edges[0].road_class), "motorway");
}

TEST(RoadLines, TheUsersOwnClassesHaveTheUsersSpeeds) {
  Layer layer;
  layer.line("0,0 1,0", R"("class":"景区路")");
  RoadOptions options;
  options.class_kmh = {{"景区路", 18}};
  const Reading r = read(layer, options);
  EXPECT_EQ(car(r.network()).forward_kmh, 18);
  EXPECT_EQ(r.problem("road-class-unknown"), nullptr);
}

TEST(RoadLines, MissingAndUnknownClassesAreToldWithWhatIsAssumed) {
  Layer layer;
  layer.line("0,0 1,0", R"("class":"神秘路")");
  layer.line("0,1 1,1", R"("class":"神秘路")");
  layer.line("0,2 1,2", R"("class":null)");
  const Reading r = read(layer);
  ASSERT_NE(r.problem("road-class-unknown"), nullptr);
  EXPECT_EQ(r.problem("road-class-unknown")->count, 2U);
  EXPECT_EQ(r.problem("road-class-unknown")->value, "神秘路");
  ASSERT_NE(r.problem("road-class-missing"), nullptr);
  EXPECT_NE(r.problem("road-class-missing")->rule.en.find("30 km/h"), std::string::npos);
  EXPECT_EQ(car(r.network()).forward_kmh, 30);
  EXPECT_FALSE(r.problems.has_errors());
}

TEST(RoadLines, SpeedsOfTheLayerHoldUnlessAbsurd) {
  Layer layer;
  layer.line("0,0 1,0", R"("class":"primary","speed_kmh":42)");
  EXPECT_EQ(car(read(layer).network()).forward_kmh, 42);
  for (const char* speed : {"0", "-5", "151", "99999"}) {
    Layer odd;
    odd.line("0,0 1,0", R"("class":"primary","speed_kmh":)" + std::string(speed));
    const Reading r = read(odd);
    EXPECT_NE(r.problem("speed-absurd"), nullptr) << speed;
    EXPECT_EQ(car(r.network()).forward_kmh, 50) << speed;
  }
}

TEST(RoadLines, TextInASpeedIsAnError) {
  Layer layer;
  layer.line("0,0 1,0", R"("class":"primary","speed_kmh":"fast")");
  const Reading r = read(layer);
  ASSERT_NE(r.problem("number-text"), nullptr);
  EXPECT_TRUE(r.problems.has_errors());
}

TEST(RoadLines, TheModesFieldOverrulesTheClass) {
  Layer layer;
  layer.line("0,0 1,0", R"("class":"footway","modes":"walk，自行车;hovercraft")");
  const Reading r = read(layer);
  EXPECT_GT(walk(r.network()).forward_kmh, 0);
  EXPECT_GT(r.network().use[static_cast<std::size_t>(Mode::bicycle)][0].forward_kmh, 0);
  EXPECT_EQ(car(r.network()).forward_kmh, 0);
  ASSERT_NE(r.problem("mode-unknown"), nullptr);
  EXPECT_EQ(r.problem("mode-unknown")->value, "hovercraft");
}

TEST(RoadLines, PointsAreNoRoads) {
  Layer layer;
  layer.line("0,0 1,0", R"("class":"primary")");
  layer.add("Point", "[114.0,34.8]");
  const Reading r = read(layer);
  ASSERT_NE(r.problem("road-geometry"), nullptr);
  EXPECT_EQ(r.roads.inputs.at(0).rejected, 1U);
  EXPECT_EQ(r.roads.inputs.at(0).used, 1U);
}

TEST(RoadLines, ALayerWithoutAnyLineIsAnError) {
  Layer layer;
  layer.add("Point", "[114.0,34.8]");
  EXPECT_NE(read(layer).problem("roads-empty"), nullptr);
}

// ---- several sources -------------------------------------------------------------------------

TEST(RoadSources, LayersJoinAtSharedPoints) {
  Layer a, b;
  a.line("0,0 1,0", R"("class":"primary")");
  b.line("1,0 2,0", R"("class":"primary")");
  const Reading r = read({{"a.geojson", a.json()}, {"b.geojson", b.json()}});
  EXPECT_EQ(r.network().vertices.size(), 3U);
  EXPECT_EQ(r.roads.inputs.size(), 2U);
}

TEST(RoadSources, ALayerJoinsAnOsmFileInEitherOrder) {
  Drawing map("A B C");
  map.way("ABC", "highway=residential");
  Layer layer;
  layer.line("1,0 1,1", R"("class":"primary")");  // from B
  const std::pair<std::string, std::string> osm{"a.osm", map.xml()},
      lines{"b.geojson", layer.json()};
  EXPECT_EQ(read({osm, lines}).network().edges.size(), 3U);
  EXPECT_EQ(read({lines, osm}).network().edges.size(), 3U);
}

TEST(RoadSources, TwoOsmNodesAtOnePlaceStayApartBesideOtherSources) {
  Drawing map("A B C");
  map.same_place('X', 'B');
  map.way("AB", "highway=residential");
  map.way("XC", "highway=residential");
  Layer elsewhere;
  elsewhere.line("5,5 6,5", R"("class":"primary")");
  const Reading r = read({{"b.geojson", elsewhere.json()}, {"a.osm", map.xml()}});
  EXPECT_EQ(r.network().vertices.size(), 6U);
}

// ---- given barriers --------------------------------------------------------------------------

TEST(GivenBarriers, LinesAndAreasStopAndPointsAreToldOf) {
  Layer layer;
  layer.line("0,0 1,0 2,0");
  layer.add("Polygon", "[[" + Layer::points("0,0 4,0 4,4 0,4 0,0") + "],[" +
                           Layer::points("1,1 2,1 2,2 1,1") + "]]");
  layer.add("Point", "[114.0,34.8]");
  const TempFolder folder;
  put_file(folder.path() / "walls.geojson", layer.json());
  LandSource source;
  source.role = LandRole::barrier;
  source.ref.path = "walls.geojson";
  source.ref.resolved = (folder.path() / "walls.geojson").string();
  const Frame frame("EPSG:4547");
  Barriers barriers;
  std::vector<InputUse> inputs;
  Problems problems;
  add_barriers(source, frame, barriers, inputs, problems);
  ASSERT_EQ(barriers.lines.size(), 1U);
  EXPECT_EQ(barriers.lines[0].size(), 3U);
  ASSERT_EQ(barriers.areas.size(), 1U);
  EXPECT_FALSE(barriers.areas[0].is_water) << "who is inside a given area stays inside";
  EXPECT_EQ(barriers.areas[0].outer.size(), 5U);
  ASSERT_EQ(barriers.areas[0].holes.size(), 1U);
  EXPECT_TRUE(problems.has("barrier-geometry"));
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs[0].used, 2U);
  EXPECT_EQ(inputs[0].rejected, 1U);
}

}  // namespace
}  // namespace fangyuan::test
