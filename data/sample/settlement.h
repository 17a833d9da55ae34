// SPDX-License-Identifier: Apache-2.0
// Where people's houses stand: a patch of lanes in every village, a grid of streets in every town.
#pragma once

#include <string>
#include <vector>

#include "data/sample/terrain.h"
#include "data/sample/world.h"

namespace fangyuan::sample {

/// A rectangular patch of lanes, turned a little. Node (i, j) is the crossing of lane i of `xs` and
/// lane j of `ys`.
struct Patch {
  std::uint32_t village = 0;
  Pt centre;
  Direction2 u;
  std::vector<std::int32_t> xs, ys;  ///< offsets from the centre, decimetres, ascending
  Pt node(std::size_t i, std::size_t j) const {
    return offset(centre, u, static_cast<double>(xs[i]), static_cast<double>(ys[j]));
  }
  double radius() const;                         ///< of the circle around it
  std::vector<Pt> outline(double margin) const;  ///< closed, counter-clockwise
  /// The node of the rim through which the way from the centre to `target` leaves.
  std::pair<std::size_t, std::size_t> way_out(Pt target) const;
};

/// Streets of a town. Indices run from −reach to reach in steps of 60 m; most streets take every
/// second line, the old city every line.
class TownGrid {
 public:
  TownGrid(const World& world, const Terrain& terrain, std::uint32_t town);
  std::uint32_t town() const { return town_; }
  std::int32_t reach() const { return reach_; }
  bool old_city(std::int32_t i, std::int32_t j) const {
    return std::abs(i) <= old_ && std::abs(j) <= old_;
  }
  bool has(std::int32_t i, std::int32_t j) const {
    return std::abs(i) <= reach_ && std::abs(j) <= reach_ && owner_[at(i, j)] != kOutside;
  }
  Pt node(std::int32_t i, std::int32_t j) const { return place_[at(i, j)]; }
  std::uint32_t owner(std::int32_t i, std::int32_t j) const { return owner_[at(i, j)]; }
  /// The next node on the line eastwards or northwards: one step in the old city, else two.
  std::int32_t step(std::int32_t i, std::int32_t j, bool east) const;
  /// The existing node nearest to `p`. REQUIRES: the town has one.
  Pt nearest(Pt p) const;
  bool empty() const { return count_ == 0; }

 private:
  std::size_t at(std::int32_t i, std::int32_t j) const {
    return static_cast<std::size_t>(j + reach_) * static_cast<std::size_t>(2 * reach_ + 1) +
           static_cast<std::size_t>(i + reach_);
  }
  std::uint32_t town_;
  std::int32_t reach_ = 0, old_ = -1;
  std::size_t count_ = 0;
  std::vector<Pt> place_;
  std::vector<std::uint32_t> owner_;
};

struct Settlements {
  std::vector<Patch> patches;            ///< the villages' main patches, then hamlets (自然村)
  std::size_t hamlets_from = 0;          ///< where in `patches` the hamlets begin
  std::vector<std::uint32_t> patch_of;   ///< of a village its main patch; kOutside in towns
  std::vector<TownGrid> grids;           ///< by town
  std::vector<std::vector<Pt>> corners;  ///< of a village: street corners of its own
  /// The middle of the village's houses.
  Pt centre(const World& world, std::uint32_t village) const;
  /// A house beside one of the village's streets, different for different `k`.
  Pt address(const World& world, std::uint32_t village, std::uint64_t k) const;
};

Settlements make_settlements(const World& world, const Terrain& terrain);

}  // namespace fangyuan::sample
