// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/unit_differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <stdexcept>

#include "geo/crs/datum.h"

namespace fangyuan {
namespace {

constexpr std::size_t kTellingRows = 5;
constexpr std::array<const char*, 3> kWords{"GCJ-02", "BD-09", "swapped"};
constexpr std::array<const char*, 3> kWordsZh{" GCJ-02", " BD-09", "经纬颠倒的"};

}  // namespace

void UnitDifferences::add(const Facility& site, UnitId found, UnitId given, std::size_t layer) {
  assert(site.place);
  Difference d{&site, found, given};
  const Place& place = *site.place;
  const auto in_given = [&](XY p) { return boundaries_.locate(layer, p) == given; };
  for (std::size_t r = 0; r < 2; ++r) {
    const LonLat undone = undo_datum(r == 0 ? Datum::gcj02 : Datum::bd09, place.lonlat);
    if (undone == place.lonlat) continue;  // not where those datums apply
    const XY to = frame_.to_xy(undone);
    const double dx = to.x - place.xy.x, dy = to.y - place.xy.y;
    d.fits[r] = in_given(to);
    for (const XY turned : {XY{-dy, dx}, XY{-dx, -dy}, XY{dy, -dx}})
      if (in_given({place.xy.x + turned.x, place.xy.y + turned.y})) ++controls_[r];
  }
  if (std::abs(place.lonlat.lon) <= 90) {
    try {
      d.fits[2] = in_given(frame_.to_xy(LonLat{place.lonlat.lat, place.lonlat.lon}));
    } catch (const std::domain_error&) {
      // Swapped, it lies where the project's CRS cannot reach: no explanation.
    }
  }
  all_.push_back(d);
}

void UnitDifferences::agree(const Facility& site, UnitId given, std::size_t layer) {
  assert(site.place);
  agreed_.push_back({site.place->lonlat, given, layer});
}

bool UnitDifferences::fits(std::size_t reading, LonLat at, UnitId given, std::size_t layer) const {
  const LonLat to = reading == 2 ? LonLat{at.lat, at.lon}
                                 : undo_datum(reading == 0 ? Datum::gcj02 : Datum::bd09, at);
  if (std::abs(to.lat) > 90) return false;
  try {
    return boundaries_.locate(layer, frame_.to_xy(to)) == given;
  } catch (const std::domain_error&) {
    return false;  // beyond the reach of the project's CRS, so in none of its units
  }
}

std::size_t UnitDifferences::sound(std::size_t reading) const {
  return static_cast<std::size_t>(
      std::count_if(agreed_.begin(), agreed_.end(),
                    [&](const Agreement& a) { return !fits(reading, a.at, a.given, a.layer); }));
}

std::size_t UnitDifferences::telling_reading() const {
  std::size_t best = kReadings, most = 0;
  for (std::size_t r = 0; r < kReadings; ++r) {
    const auto n = static_cast<std::size_t>(
        std::count_if(all_.begin(), all_.end(), [&](const Difference& d) { return d.fits[r]; }));
    const bool beyond_chance = 3 * n > 2 * controls_[r];  // more than twice the controls' average
    if (n < kTellingRows || 2 * n < all_.size() || !beyond_chance || n <= most) continue;
    best = r;
    most = n;
  }
  return best;
}

std::string UnitDifferences::shown(UnitId unit) const {
  if (unit.is_none()) return "—";
  const Unit& u = boundaries_.units[unit];
  return u.name + ' ' + u.code;
}

void UnitDifferences::tell(const std::string& unit_field, std::size_t located,
                           RowReport& report) const {
  const std::size_t reading = telling_reading();
  std::string ids;
  std::uint64_t count = 0;
  const Facility* first = nullptr;
  for (const Difference& d : all_) {
    const std::string is = shown(d.found), said = shown(d.given);
    Text rule{fmt::format("坐标在 {}，清单写 {}；以坐标为准", is, said),
              fmt::format("its coordinates are in {}, the list says {}; the coordinates count", is,
                          said)};
    if (reading < kReadings && d.fits[reading]) {
      rule.zh += fmt::format("；若坐标是{}，就与清单相符", kWordsZh[reading]);
      rule.en += fmt::format("; it would agree if the coordinates were {}", kWords[reading]);
      ids += (count++ == 0 ? "" : "、") + d.site->id;
      if (!first) first = d.site;
    }
    report.row({Severity::warning, "unit-differs", unit_field, d.site->given_unit, d.site->row,
                rule, d.site->place->lonlat});
  }
  if (!first) return;
  const std::size_t judged = count + sound(reading);
  const double percent = 100.0 * static_cast<double>(judged) / static_cast<double>(located);
  report.layer(
      {Severity::warning,
       "rows-shifted",
       unit_field,
       kWords[reading],
       0,
       {fmt::format(
            "这些行的坐标像是{}，按此换算才落在清单所写的区划；可用 where 把它们分成单独一层，"
            "写 datum 或 axes：{}。同一层的其余行也可能如此：有坐标的 {} 行中只有 {} 行（{:.0f}%）"
            "能这样判断，其余没写区划，或两种读法都（都不）在所写的区划里，请查明来源",
            kWordsZh[reading], ids, located, judged, percent),
        fmt::format("these rows look like {}: only so they lie in the units the list gives; make "
                    "them a layer of their own by `where`, with `datum` or `axes`: {}. Others of "
                    "the layer may be so too: of {} rows with coordinates only {} ({:.0f} %) can "
                    "be judged this way, the rest name no unit, or lie in it by both readings or "
                    "by neither; please find out where they come from",
                    kWords[reading], ids, located, judged, percent)},
       first->place->lonlat},
      count);
}

}  // namespace fangyuan
