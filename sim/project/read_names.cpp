// SPDX-License-Identifier: Apache-2.0
#include "sim/project/read_names.h"

#include <cmath>

namespace fangyuan {

NamesSettings read_names(TomlReader& root, const std::function<LayerRef(TomlReader&)>& layer) {
  NamesSettings s;
  for (TomlReader& t : root.tables("names")) {
    NamesSource source;
    source.ref = layer(t);
    source.type = t.text("type").value_or("");
    source.types = t.text_map("types");
    t.finish();
    s.gazetteers.push_back(std::move(source));
  }
  for (TomlReader& t : root.tables("map_names")) {
    s.maps.push_back(layer(t));
    t.finish();
  }
  if (auto checks = root.table("name_checks")) {
    s.subdistricts = checks->flag("subdistricts").value_or(s.subdistricts);
    if (const auto months = checks->not_negative("patrol_months", 1200)) {
      s.patrol_months = static_cast<int>(*months);
      if (*months != std::floor(*months))
        checks->error("value-bad", "patrol_months", std::to_string(*months),
                      {"应为整月数", "must be whole months"});
    }
    const auto table = [&](const char* key) -> std::optional<LayerRef> {
      auto t = checks->table(key);
      if (!t) return std::nullopt;
      LayerRef ref = layer(*t);
      t->finish();
      return ref;
    };
    s.built_up = table("built_up");
    s.readings = table("readings");
    s.words = table("words");
    checks->finish();
  }
  return s;
}

}  // namespace fangyuan
