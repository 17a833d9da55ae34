// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "geo/crs/shift_detect.h"

namespace fangyuan {
namespace {

constexpr std::array<Datum, 2> kDatums = {Datum::gcj02, Datum::bd09};

struct Box {
  LonLat min, max;
};

bool inside(const ShiftUnit& unit, const Box& box, LonLat p) {
  if (p.lon < box.min.lon || p.lon > box.max.lon || p.lat < box.min.lat || p.lat > box.max.lat)
    return false;
  bool in = false;
  for (const auto& ring : unit.rings)
    for (std::size_t i = 1; i < ring.size(); ++i) {
      const LonLat a = ring[i - 1], b = ring[i];
      if ((a.lat > p.lat) != (b.lat > p.lat) &&
          p.lon < (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon)
        in = !in;
    }
  return in;
}

Box box_of(const ShiftUnit& unit) {
  Box box{{400, 400}, {-400, -400}};
  for (const auto& ring : unit.rings)
    for (const LonLat p : ring) {
      box.min = {std::min(box.min.lon, p.lon), std::min(box.min.lat, p.lat)};
      box.max = {std::max(box.max.lon, p.lon), std::max(box.max.lat, p.lat)};
    }
  return box;
}

}  // namespace

ListShift detect_list_shift(std::span<const ShiftRow> rows, std::span<const ShiftUnit> units) {
  std::vector<Box> boxes;
  for (const ShiftUnit& unit : units) boxes.push_back(box_of(unit));
  std::size_t judged = 0, as_read = 0;
  std::array<std::size_t, 2> undone{}, forward{};
  for (const ShiftRow& row : rows) {
    if (!in_shifted_area(row.at) || row.unit >= units.size()) continue;
    ++judged;
    const auto fits = [&](LonLat p) -> std::size_t {
      return inside(units[row.unit], boxes[row.unit], p) ? 1 : 0;
    };
    as_read += fits(row.at);
    for (std::size_t d = 0; d < 2; ++d) {
      undone[d] += fits(undo_datum(kDatums[d], row.at));
      forward[d] += fits(shift_datum(kDatums[d], row.at));
    }
  }
  ListShift out;
  if (judged < 10) return out;
  std::size_t best = 0;
  const auto consider = [&](std::size_t fitting, Datum list, Datum outlines) {
    if (fitting <= best || fitting * 10 < judged * 8 || fitting * 2 <= as_read * 3) return;
    best = fitting;
    out = {list, outlines};
  };
  for (std::size_t d = 0; d < 2; ++d) {
    consider(undone[d], kDatums[d], Datum::as_declared);
    consider(forward[d], Datum::as_declared, kDatums[d]);
  }
  return out;
}

}  // namespace fangyuan
