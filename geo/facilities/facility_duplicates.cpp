// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "geo/facilities/facility_checks.h"
#include "geo/facilities/facility_types.h"
#include "geo/facilities/row_report.h"

namespace fangyuan {
namespace {

constexpr double kSamePlaceMm = 50'000;  // contract: same name within 50 m

struct Entry {
  const Facility* site;
  std::size_t layer;
};

}  // namespace

void tell_duplicates(const std::vector<FacilityLayer>& layers, Problems& problems) {
  std::map<std::string, std::vector<Entry>> by_name;
  for (std::size_t i = 0; i < layers.size(); ++i)
    for (const Facility& f : layers[i].sites)
      if (f.place && f.name != f.id) by_name[fold_word(f.name)].push_back({&f, i});

  // Told where the later of the two rows stands, in the order of layers and rows.
  std::vector<std::pair<Entry, Entry>> pairs;
  for (auto& [name, entries] : by_name) {
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return a.site->place->xy.x < b.site->place->xy.x;
    });
    // A step of 100 m in the projected easting leaves room for any scale of the projection.
    for (std::size_t i = 0; i < entries.size(); ++i)
      for (std::size_t j = i + 1;
           j < entries.size() && entries[j].site->place->xy.x - entries[i].site->place->xy.x < 100;
           ++j) {
        if (geodesic_mm(entries[i].site->place->lonlat, entries[j].site->place->lonlat) >
            kSamePlaceMm)
          continue;
        Entry a = entries[i], b = entries[j];
        if (std::pair(a.layer, a.site->row) > std::pair(b.layer, b.site->row)) std::swap(a, b);
        pairs.emplace_back(a, b);
      }
  }
  const auto order = [](const std::pair<Entry, Entry>& p) {
    return std::tuple(p.second.layer, p.second.site->row, p.first.layer, p.first.site->row);
  };
  std::sort(pairs.begin(), pairs.end(),
            [&](const auto& a, const auto& b) { return order(a) < order(b); });

  for (std::size_t i = 0, at = 0; i < layers.size(); ++i) {
    RowReport report(layers[i].layer, problems);
    for (; at < pairs.size() && pairs[at].second.layer == i; ++at) {
      const auto& [a, b] = pairs[at];
      const double metres = geodesic_mm(a.site->place->lonlat, b.site->place->lonlat) / 1000;
      const std::string other =
          a.layer == b.layer ? ""
                             : layers[a.layer].layer.ref.path + ':' + layers[a.layer].layer.layer;
      report.row(
          {Severity::warning,
           "facility-duplicate",
           "name",
           b.site->name,
           b.site->row,
           {fmt::format("与{}第 {} 行同名（{}），相距 {:.1f} 米，两行都保留", other, a.site->row,
                        a.site->id, metres),
            fmt::format("the same name as row {} {}({}), {:.1f} m away; both are kept", a.site->row,
                        other.empty() ? "" : "of " + other + ' ', a.site->id, metres)},
           b.site->place->lonlat});
    }
  }
}

}  // namespace fangyuan
