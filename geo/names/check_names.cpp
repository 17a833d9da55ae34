// SPDX-License-Identifier: Apache-2.0
#include "geo/names/check_names.h"

#include <algorithm>
#include <tuple>

#include "core/base/parallel.h"
#include "geo/names/name_fold.h"

namespace fangyuan {

void settle_generic(const SplitName& split, NameReading& r) {
  if (split.generic.empty()) return;
  for (std::size_t i = split.specific.size(); i < r.options.size(); ++i) r.options[i] = {r.best[i]};
  r.certain = std::all_of(r.options.begin(), r.options.end(),
                          [](const Sounds& sounds) { return sounds.size() == 1; });
}

std::vector<CheckedName> prepare_names(const Gazetteer& gazetteer, std::vector<NameScope> scopes,
                                       const PlaceReadings& readings) {
  std::vector<CheckedName> out(gazetteer.names.size());
  parallel_ranges(out.size(), 1024, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const PlaceName& n = gazetteer.names[i];
      CheckedName& c = out[i];
      c.folded = fold_name(n.name);
      c.split = split_name(c.folded, n.name_class);
      c.reading = readings.read(c.folded, n.reading, n.roman, &c.reading_understood);
      settle_generic(c.split, c.reading);
      c.scope = std::move(scopes[i]);
    }
  });
  return out;
}

NameReport check_names(const Gazetteer& gazetteer, std::vector<NameScope> scopes,
                       std::span<const MapName> map, const PlaceReadings& readings,
                       const NameCheckOptions& options) {
  NameReport report;
  report.names = prepare_names(gazetteer, std::move(scopes), readings);
  check_clashes(gazetteer, readings, options, report);
  check_characters(gazetteer, report);
  check_words(gazetteer, options, report);
  check_spelling(gazetteer, readings, report);
  check_records(gazetteer, options, report);
  check_places(gazetteer, options, report);
  check_map_names(gazetteer, map, options, report);
  std::stable_sort(report.findings.begin(), report.findings.end(),
                   [](const NameFinding& a, const NameFinding& b) {
                     return std::tie(a.rule, a.grade, a.scope.zh, a.names, a.source, a.row) <
                            std::tie(b.rule, b.grade, b.scope.zh, b.names, b.source, b.row);
                   });
  return report;
}

}  // namespace fangyuan
