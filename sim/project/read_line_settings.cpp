// SPDX-License-Identifier: Apache-2.0
#include "sim/project/read_line_settings.h"

#include "sim/project/layer_reader.h"

namespace fangyuan {
namespace {

std::vector<RecordSource> sources(TomlReader& root, const char* key,
                                  const std::function<LayerRef(TomlReader&)>& layer) {
  std::vector<RecordSource> out;
  for (TomlReader& t : root.tables(key)) {
    RecordSource s;
    s.ref = layer(t);
    if (const auto level = t.one_of("level", {"prefecture", "county", "township", "village"}))
      s.level = parse_level(*level);
    t.finish();
    out.push_back(std::move(s));
  }
  return out;
}

void read_round(TomlReader& t, LineSettings& s) {
  const auto name = t.text("round");
  const auto from = t.date("round_from"), to = t.date("round_to");
  if (!name && !from && !to) return;
  for (const char* key : {"round", "round_from", "round_to"})
    if (!t.has(key))
      t.error("key-missing", key, "",
              {"联检轮次要写全 round、round_from、round_to",
               "a round needs round, round_from and round_to"});
  if (!name || !from || !to) return;
  if (*to < *from) {
    t.error("value-bad", "round_to", to_string(*to),
            {"早于 round_from " + to_string(*from), "before round_from " + to_string(*from)});
    return;
  }
  s.round = InspectionRound{*name, *from, *to};
}

}  // namespace

LineSettings read_line_settings(TomlReader& root,
                                const std::function<LayerRef(TomlReader&)>& layer) {
  LineSettings s;
  s.lines = sources(root, "boundary_lines", layer);
  s.markers = sources(root, "markers", layer);
  if (auto t = root.table("line_checks")) {
    s.scale = t->positive("scale", 1e7).value_or(s.scale);
    read_round(*t, s);
    if (const auto at = t->numbers("route_from")) {
      const bool degrees = at->size() == 2 && (*at)[0] >= -180 && (*at)[0] <= 180 &&
                           (*at)[1] >= -90 && (*at)[1] <= 90;
      if (degrees)
        s.route_from = LonLat{(*at)[0], (*at)[1]};
      else
        t->error("value-bad", "route_from", "",
                 {"应为 [经度, 纬度]，单位度", "must be [longitude, latitude] in degrees"});
    }
    t->finish();
  }
  return s;
}

LineSettings line_settings_of(const Project& project) {
  Problems told;
  const toml::table table = parse_toml_file(project.file.string(), project.file.string());
  TomlReader root(table, project.file.filename().string(), "", told);
  return read_line_settings(root, [&](TomlReader& t) { return read_layer(t, project.folder); });
}

}  // namespace fangyuan
