// SPDX-License-Identifier: Apache-2.0
// Numbers for sites in the order of their ids, with room between them for sites that an edit adds.
// Internal to sim/live.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/study/facility.h"

namespace fangyuan {

/// Ties between sites go to the lower id as text, then to the earlier one: so do these numbers,
/// whatever the edits add.
class SiteRanks {
 public:
  /// Sites that may be added at a time.
  static constexpr std::size_t kMostAdded = 255;

  explicit SiteRanks(std::span<const Facility> sites);
  std::uint32_t of(SiteId site) const { return rank_[site.index()]; }
  /// Of the sites behind the first ones, in their order. REQUIRES: at most kMostAdded.
  std::vector<std::uint32_t> of_added(std::span<const Facility> all) const;

 private:
  std::vector<std::uint32_t> rank_;  // [site]
  std::vector<std::string> ids_;     // in order
};

}  // namespace fangyuan
