// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/contour.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace fangyuan {
namespace {

/// The sides of a cell, as their cuts are named while it is looked at.
enum Side : std::uint8_t { kSouth, kEast, kNorth, kWest };

/// How the outline passes a cell, by its corners: 1 south-west, 2 south-east, 4 north-east, 8
/// north-west is inside. It is walked with the inside on the left. Saddles (5, 10) as if apart.
struct Passage {
  Side from, to;
};
constexpr std::array<Passage, 16> kPassages{{{kSouth, kSouth},
                                             {kSouth, kWest},
                                             {kEast, kSouth},
                                             {kEast, kWest},
                                             {kNorth, kEast},
                                             {kSouth, kWest},
                                             {kNorth, kSouth},
                                             {kNorth, kWest},
                                             {kWest, kNorth},
                                             {kSouth, kNorth},
                                             {kEast, kSouth},
                                             {kEast, kNorth},
                                             {kWest, kEast},
                                             {kSouth, kEast},
                                             {kWest, kSouth},
                                             {kSouth, kSouth}}};

/// From the corner with level a towards that with level b, in cells.
double crossing(std::int32_t a, std::int32_t b) {
  const auto from = static_cast<double>(a), till = static_cast<double>(b);
  return std::clamp(from / (from - till), 0.01, 0.99);
}

}  // namespace

void Contour::begin(Window window, Shade shade) {
  assert(window.cell_m > 0 && window.tiles >= 2 && shade.bound > 0);
  assert(window.tiles * kTileSide < Cut::kOut);
  window_ = window;
  shade_ = shade;
  row_ = (std::int64_t{window.first_y} - 1) * kTileSide;
  outlines_.cuts.clear();
  south_.resize(window.tiles * kTileSide);
  now_ = 0;
  bands_[0].reset(window.tiles);
}

Band& Contour::next() {
  now_ ^= 1;
  row_ += kTileSide;
  bands_[now_].reset(window_.tiles);
  return bands_[now_];
}

void Contour::draw() {
  const Band& band = bands_[now_];
  cells(bands_[now_ ^ 1].row(kTileSide - 1), band.row(0), row_ - 1);
  for (std::size_t j = 1; j < kTileSide; ++j)
    cells(band.row(j - 1), band.row(j), row_ + static_cast<std::int64_t>(j) - 1);
}

void Contour::finish(double thin_m, std::vector<Circle::Polygon>& out) {
  const Band& band = next();
  cells(bands_[now_ ^ 1].row(kTileSide - 1), band.row(0), row_ - 1);
  outlines_.polygons(window_.cell_m, thin_m, out);
}

/// Cells between two rows of corners, the lower of which is j.
void Contour::cells(Band::Corners low, Band::Corners high, std::int64_t j) {
  for (std::size_t tile = 0; tile < window_.tiles; ++tile) {
    const bool last = tile + 1 == window_.tiles;
    const Band::Row sw = low.inside[tile], nw = high.inside[tile];
    const Band::Row se = sw >> 1 | (last ? 0 : low.inside[tile + 1]) << 31;
    const Band::Row ne = nw >> 1 | (last ? 0 : high.inside[tile + 1]) << 31;
    for (Band::Row cut = (sw ^ se) | (sw ^ nw) | (sw ^ ne); cut != 0; cut &= cut - 1) {
      const int i = std::countr_zero(cut);
      const auto bit = [&](Band::Row row) { return static_cast<unsigned>(row >> i & 1); };
      cell(low, high, j, tile * kTileSide + static_cast<std::size_t>(i),
           bit(sw) | bit(se) << 1 | bit(ne) << 2 | bit(nw) << 3);
    }
  }
}

void Contour::cell(Band::Corners low, Band::Corners high, std::int64_t j, std::size_t i,
                   unsigned corners) {
  std::vector<Cut>& cuts = outlines_.cuts;
  const double x =
      static_cast<double>(std::int64_t{window_.first_x} * kTileSide + static_cast<std::int64_t>(i));
  const double y = static_cast<double>(j);
  // The cuts of the south and west sides were made by the cells there. Those that are not cut keep
  // what was there before, and no passage asks for them.
  std::array<std::uint32_t, 4> at{south_[i], 0, 0, west_};
  const bool se = (corners & 2) != 0, ne = (corners & 4) != 0, nw = (corners & 8) != 0;
  const std::int32_t level_ne = high.level(i + 1, shade_);
  if (se != ne) {
    const double t = crossing(low.level(i + 1, shade_), level_ne);
    at[kEast] = west_ = static_cast<std::uint32_t>(cuts.size());
    cuts.push_back({{(x + 1) * window_.cell_m, (y + t) * window_.cell_m},
                    0,
                    static_cast<std::uint32_t>(i + 1) | (ne ? 0 : Cut::kOut)});
  }
  if (nw != ne) {
    const double t = crossing(high.level(i, shade_), level_ne);
    at[kNorth] = south_[i] = static_cast<std::uint32_t>(cuts.size());
    cuts.push_back({{(x + t) * window_.cell_m, (y + 1) * window_.cell_m},
                    0,
                    static_cast<std::uint32_t>(i) | Cut::kOnRow});
  }
  if (corners != 5 && corners != 10) {
    const Passage p = kPassages[corners];
    cuts[at[p.from]].next = at[p.to];
    return;
  }
  for (const std::uint32_t side : at) cuts[side].place |= Cut::kKept;
  const std::int64_t sum = std::int64_t{low.level(i, shade_)} + low.level(i + 1, shade_) +
                           high.level(i, shade_) + level_ne;
  const bool joined = sum <= -4;
  const auto pass = [&](Side from, Side to) { cuts[at[from]].next = at[to]; };
  if (corners == 5) {
    pass(kSouth, joined ? kEast : kWest);
    pass(kNorth, joined ? kWest : kEast);
  } else {
    pass(kEast, joined ? kNorth : kSouth);
    pass(kWest, joined ? kSouth : kNorth);
  }
}

}  // namespace fangyuan
