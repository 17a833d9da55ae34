// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/line_reader.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "geo/io/vector_layer.h"
#include "geo/roads/line_parts.h"
#include "geo/roads/line_words.h"

namespace fangyuan {
namespace {

class LineReader {
 public:
  LineReader(const NetworkSource& source, const ClassSpeeds& speeds, const Frame& frame,
             RawNetwork& roads, Problems& problems)
      : speeds_(speeds),
        roads_(roads),
        problems_(problems),
        layer_(read_vector_layer(source.ref, frame, problems)) {}

  InputUse read() {
    InputUse use{.path = layer_.ref.path, .layer = layer_.layer, .sha256 = layer_.sha256};
    use.features = layer_.rows.size();
    if (layer_.rows.empty()) return use;  // an empty GeoJSON has no fields; its fault is the rows
    class_ = layer_.field("class", problems_);
    oneway_ = layer_.field("oneway", problems_);
    speed_ = layer_.field("speed_kmh", problems_);
    modes_ = layer_.field("modes", problems_);
    letters_mean_ways_ = has_letter_b();
    for (const Row& row : layer_.rows) add_row(row) ? ++use.used : ++use.rejected;
    for (auto& [key, problem] : told_) problems_.add(std::move(problem));
    return use;
  }

 private:
  std::string_view value(const Row& row, std::optional<std::size_t> column) const {
    if (!column || !row.values[*column]) return {};
    return *row.values[*column];
  }

  bool has_letter_b() const {
    if (!oneway_) return false;
    for (const Row& row : layer_.rows)
      if (const auto v = value(row, oneway_); v == "B" || v == "b") return true;
    return false;
  }

  /// One problem per code and value, with a count and the first place.
  void tell(Severity severity, const char* code, const char* field, std::string_view given,
            const Row& row, Text rule) {
    Problem& p = told_[{code, std::string(given)}];
    if (!p.code.empty()) {
      ++p.count;
      return;
    }
    p = {.severity = severity,
         .code = code,
         .file = layer_.ref.path,
         .layer = layer_.layer,
         .field = field,
         .value = std::string(given),
         .rule = std::move(rule),
         .where = first_point(row)};
  }
  void warn(const char* code, const char* field, std::string_view given, const Row& row,
            Text rule) {
    tell(Severity::warning, code, field, given, row, std::move(rule));
  }

  static std::optional<LonLat> first_point(const Row& row) {
    if (!row.lonlat || row.lonlat->IsEmpty()) return std::nullopt;
    OGREnvelope box;
    row.lonlat->getEnvelope(&box);
    return LonLat{box.MinX, box.MinY};
  }

  bool add_row(const Row& row) {
    const auto lonlat = parts_of<OGRLineString>(row.lonlat.get());
    const auto xy = parts_of<OGRLineString>(row.xy.get());
    if (xy.empty() || lonlat.size() != xy.size()) {
      warn("road-geometry", "", "", row,
           {"不是线（或没有几何），不作道路", "not a line (or without geometry): no road"});
      return false;
    }
    RawLine line;
    line.source_id = static_cast<std::int64_t>(row.number);
    describe(row, line);
    for (std::size_t i = 0; i < xy.size(); ++i)
      add_line(line, points_of(*lonlat[i]), points_of(*xy[i]));
    return true;
  }

  void add_line(RawLine line, const std::vector<XY>& lonlat, const std::vector<XY>& xy) {
    line.first_ref = roads_.refs.size();
    for (std::size_t i = 0; i < xy.size() && i < lonlat.size(); ++i)
      if (std::isfinite(xy[i].x) && std::isfinite(xy[i].y))
        roads_.refs.push_back(roads_.join_point({{lonlat[i].x, lonlat[i].y}, xy[i]}));
    line.ref_count = roads_.refs.size() - line.first_ref;
    if (line.ref_count > 0) roads_.lines.push_back(line);
  }

  void describe(const Row& row, RawLine& line) {
    const WayAccess access = access_of(row);
    const DrawnWay way = way_of(row);
    const double car_kmh = speed_of(row).value_or(speeds_.of(access.road_class));
    const ModeMask modes = modes_given(row).value_or(access.forward);
    line.road_class = roads_.class_number(access.road_class);
    for (std::size_t m = 0; m < kModes; ++m) {
      const Mode mode = static_cast<Mode>(m);
      if ((modes & bit(mode)) == 0) continue;
      const float kmh = mode == Mode::car ? static_cast<float>(car_kmh) : 1;
      if (mode == Mode::walk || way != DrawnWay::backward) line.use[m].forward_kmh = kmh;
      if (mode == Mode::walk || way != DrawnWay::forward) line.use[m].backward_kmh = kmh;
    }
  }

  /// A class that the user gives a speed to needs no further explanation.
  WayAccess access_of(const Row& row) {
    constexpr std::string_view kAssumed = "unclassified";
    const std::string_view word = value(row, class_);
    if (word.empty()) {
      warn("road-class-missing", "class", "", row,
           {fmt::format("没有道路等级，按一般道路（{}）处理：各方式可用，机动车每小时 {} 公里",
                        kAssumed, speeds_.of(kAssumed)),
            fmt::format("no road class; taken as {}: open to every mode, cars at {} km/h", kAssumed,
                        speeds_.of(kAssumed))});
      return *class_access(kAssumed);
    }
    const auto ours = road_class_of(word);
    if (speeds_.user_names(word)) {
      const ModeMask modes = ours ? class_access(*ours)->forward : kAllModes;
      return {word, modes, modes};
    }
    if (ours) return *class_access(*ours);
    warn("road-class-unknown", "class", word, row,
         {fmt::format("不认识的道路等级，各方式可用，机动车每小时 {} 公里；可在 class_kmh 中写明",
                      speeds_.of(kAssumed)),
          fmt::format(
              "unknown road class; open to every mode, cars at {} km/h; name it in class_kmh",
              speeds_.of(kAssumed))});
    return {word, kAllModes, kAllModes};
  }

  DrawnWay way_of(const Row& row) {
    const std::string_view word = value(row, oneway_);
    if (const auto way = oneway_of(word)) return *way;
    if (letters_mean_ways_)
      if (const auto way = oneway_of_letter(word)) return *way;
    warn("oneway-unknown", "oneway", word, row,
         {"不认识的单行标记，按双向处理", "unknown one-way mark; taken as both ways"});
    return DrawnWay::both;
  }

  std::optional<double> speed_of(const Row& row) {
    const std::string_view word = value(row, speed_);
    if (word.empty()) return std::nullopt;
    const auto speed = parse_amount(word);
    if (!speed) {
      tell(Severity::error, "number-text", "speed_kmh", word, row,
           {"速度必须是数字", "a speed must be a number"});
      return std::nullopt;
    }
    const double kmh = speed->to_double();
    if (kmh > 0 && kmh <= kFastestKmh) return kmh;
    warn("speed-absurd", "speed_kmh", word, row,
         {fmt::format("速度应大于 0 且不超过 {} 公里/小时，改用道路等级的速度", kFastestKmh),
          fmt::format("speeds lie above 0 and up to {} km/h; the class speed is used instead",
                      kFastestKmh)});
    return std::nullopt;
  }

  std::optional<ModeMask> modes_given(const Row& row) {
    const std::string_view words = value(row, modes_);
    if (words.empty()) return std::nullopt;
    const ModeWords modes = modes_of(words);
    for (const std::string& word : modes.unknown)
      warn("mode-unknown", "modes", word, row,
           {"不认识的出行方式，已忽略；可用 walk、bicycle、ebike、car",
            "unknown mode, ignored; there are walk, bicycle, ebike, car"});
    if (modes.modes == 0) return std::nullopt;
    return modes.modes;
  }

  const ClassSpeeds& speeds_;
  RawNetwork& roads_;
  Problems& problems_;
  VectorLayer layer_;
  std::optional<std::size_t> class_, oneway_, speed_, modes_;
  bool letters_mean_ways_ = false;
  std::map<std::pair<std::string, std::string>, Problem> told_;
};

}  // namespace

InputUse read_road_lines(const NetworkSource& source, const ClassSpeeds& speeds, const Frame& frame,
                         RawNetwork& roads, Problems& problems) {
  return LineReader(source, speeds, frame, roads, problems).read();
}

}  // namespace fangyuan
