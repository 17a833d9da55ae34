// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "geo/crs/shift_detect.h"

namespace fangyuan {
namespace {

constexpr std::array<Datum, 2> kDatums = {Datum::gcj02, Datum::bd09};
constexpr int kDirections = 12;
// Directions at right angles to the datum's own or farther from it: nearer ones lead to the same
// unit, which is larger than the difference.
constexpr int kFirstOther = 3, kLastOther = 9;

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

/// `p` moved by the datum's own offset turned about; 0: the datum undone.
LonLat moved(LonLat p, Datum datum, int direction) {
  const LonLat undone = undo_datum(datum, p);
  if (direction == 0) return undone;
  const double turn = 2 * std::numbers::pi * direction / kDirections;
  const double squeeze = std::cos(p.lat * std::numbers::pi / 180);
  const double x = (undone.lon - p.lon) * squeeze, y = undone.lat - p.lat;
  return {p.lon + (x * std::cos(turn) - y * std::sin(turn)) / squeeze,
          p.lat + x * std::sin(turn) + y * std::cos(turn)};
}

/// Whether `own` stands out from what chance gives.
bool stands_out(std::size_t own, const std::vector<double>& others) {
  double mean = 0, squares = 0;
  for (const double n : others) mean += n / static_cast<double>(others.size());
  for (const double n : others) squares += (n - mean) * (n - mean);
  const double deviation =
      std::sqrt(std::max({squares / static_cast<double>(others.size()), mean, 1.0}));
  const auto n = static_cast<double>(own);
  return own >= 3 && n > 2 * mean && n > mean + 3 * deviation;
}

}  // namespace

RowShifts detect_row_shifts(std::span<const ShiftRow> rows, std::span<const ShiftUnit> units) {
  RowShifts out;
  std::vector<Box> boxes;
  for (const ShiftUnit& unit : units) boxes.push_back(box_of(unit));
  const auto fits = [&](const ShiftRow& row, LonLat p) {
    return inside(units[row.unit], boxes[row.unit], p);
  };
  std::vector<std::size_t> misfits;
  std::size_t judged = 0;
  std::array<std::size_t, 2> undone{}, forward{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!in_shifted_area(rows[i].at) || rows[i].unit >= units.size()) continue;
    ++judged;
    if (fits(rows[i], rows[i].at))
      ++out.inside;
    else
      misfits.push_back(i);
    for (std::size_t d = 0; d < 2; ++d) {
      undone[d] += fits(rows[i], undo_datum(kDatums[d], rows[i].at)) ? 1U : 0U;
      forward[d] += fits(rows[i], shift_datum(kDatums[d], rows[i].at)) ? 1U : 0U;
    }
  }
  // Most rows: the whole layer, or the units.
  for (std::size_t d = 0; d < 2 && judged >= 10; ++d) {
    const auto clear = [&](std::size_t n, std::size_t other) {
      return n * 10 >= judged * 8 && n * 2 > out.inside * 3 && n > other;
    };
    if (clear(undone[d], undone[1 - d])) out.all_rows = kDatums[d];
    if (clear(forward[d], forward[1 - d])) out.units = kDatums[d];
  }
  std::array<std::vector<std::size_t>, 2> fitting;
  for (std::size_t d = 0; d < 2; ++d) {
    std::vector<double> others(kLastOther - kFirstOther + 1, 0);
    for (const std::size_t i : misfits) {
      if (fits(rows[i], moved(rows[i].at, kDatums[d], 0))) fitting[d].push_back(i);
      for (int k = kFirstOther; k <= kLastOther; ++k)
        if (fits(rows[i], moved(rows[i].at, kDatums[d], k)))
          ++others[static_cast<std::size_t>(k - kFirstOther)];
    }
    if (!stands_out(fitting[d].size(), others)) fitting[d].clear();
  }
  // A row that both datums would explain goes with the commoner.
  const std::size_t common = fitting[1].size() > fitting[0].size() ? 1 : 0;
  std::vector<std::pair<std::size_t, Datum>> named;
  for (const std::size_t i : fitting[common]) named.emplace_back(i, kDatums[common]);
  for (const std::size_t i : fitting[1 - common])
    if (!std::binary_search(fitting[common].begin(), fitting[common].end(), i))
      named.emplace_back(i, kDatums[1 - common]);
  std::sort(named.begin(), named.end());
  for (const auto& [row, datum] : named) {
    out.rows.push_back(row);
    out.datums.push_back(datum);
  }
  return out;
}

}  // namespace fangyuan
