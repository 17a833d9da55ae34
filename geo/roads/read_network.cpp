// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/read_network.h"

#include <fmt/format.h>

#include "geo/roads/checks.h"
#include "geo/roads/line_reader.h"
#include "geo/roads/osm_reader.h"
#include "geo/roads/raw_network.h"

namespace fangyuan {
namespace {

std::map<std::string, double> sound_speeds(const std::map<std::string, double>& given,
                                           Problems& problems) {
  std::map<std::string, double> sound;
  for (const auto& [road_class, kmh] : given) {
    if (kmh > 0 && kmh <= kFastestKmh) {
      sound.emplace(road_class, kmh);
      continue;
    }
    problems.warning({.code = "speed-absurd",
                      .field = "class_kmh." + road_class,
                      .value = fmt::format("{}", kmh),
                      .rule = {"速度应大于 0 且不超过 150 公里/小时，改用内置速度",
                               "speeds lie above 0 and up to 150 km/h; the built-in one is used"}});
  }
  return sound;
}

}  // namespace

Roads read_roads(std::span<const NetworkSource> sources, const RoadOptions& options,
                 const Frame& frame, Problems& problems) {
  Roads roads;
  RawNetwork raw;
  const ClassSpeeds speeds(sound_speeds(options.class_kmh, problems));
  for (const NetworkSource& source : sources) {
    const auto errors_before = problems.error_count();
    const auto lines_before = raw.lines.size();
    const auto barriers_before = roads.barriers.lines.size() + roads.barriers.areas.size();
    roads.inputs.push_back(is_osm_file(source.ref.resolved)
                               ? read_osm(source, speeds, frame, raw, roads.barriers, problems)
                               : read_road_lines(source, speeds, frame, raw, problems));
    const bool nothing =
        raw.lines.size() == lines_before &&
        roads.barriers.lines.size() + roads.barriers.areas.size() == barriers_before;
    if (nothing && problems.error_count() == errors_before)
      problems.error({.code = "roads-empty",
                      .file = source.ref.path,
                      .layer = source.ref.layer,
                      .rule = {"没有可用的道路", "there is no road in it that anybody may use"}});
  }
  roads.network = build_network(raw, problems);
  if (!roads.network.empty()) check_network(roads.network, options.check_modes, problems);
  return roads;
}

std::optional<Extent> network_extent(const NetworkSource& source, Problems& problems) {
  return is_osm_file(source.ref.resolved) ? osm_extent(source.ref, problems)
                                          : layer_extent(source.ref, problems);
}

}  // namespace fangyuan
