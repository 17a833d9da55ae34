// SPDX-License-Identifier: Apache-2.0
// One service by one measure, from costs to outcomes at each limit.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/coverage/capacity.h"
#include "core/coverage/nearest.h"
#include "core/coverage/site_costs.h"
#include "core/coverage/tally.h"
#include "core/study/cells.h"
#include "core/study/service.h"

namespace fangyuan {

/// The place of a group among the cells' groups; absent: the study has no such people.
std::optional<std::size_t> find_group(const Cells& cells, std::string_view group);

/// What tables tell of a best filling.
struct BestColumns {
  std::vector<Amount> met;   ///< [cell]
  std::vector<Wide> cost;    ///< [cell] Σ of what is met × its cost
  std::vector<Amount> load;  ///< [rank]
};

/// Everything that tables and writers want of one service by one measure.
struct Measured {
  Nearest nearest;
  std::vector<Amount> need;       ///< [cell]; empty: the service has no capacity
  std::vector<Amount> capacity;   ///< [rank]; empty likewise
  std::vector<Filling> fillings;  ///< [limit]; empty likewise
  /// [limit]; empty, or absent: not computed. See core/coverage/capacity_tables.h.
  std::vector<std::optional<BestColumns>> best;
  std::vector<CellOutcome> outcomes;        ///< [limit]; they point into `need` and `fillings`
  std::vector<std::vector<People>> served;  ///< [limit][rank] of the leading group

  Measured() = default;
  Measured(const Measured&) = delete;
  Measured& operator=(const Measured&) = delete;
};

struct MeasureRequest {
  const Service& service;
  const ServingSites& sites;
  std::span<const Facility> facilities;
  const Cells& cells;
  const SiteCosts& costs;
  std::span<const Cost> limits;               ///< ascending; ms or mm as `costs`
  std::span<const std::uint8_t> unconnected;  ///< [cell]; empty: nobody is (straight line)
};

std::unique_ptr<Measured> measure(const MeasureRequest& request);

}  // namespace fangyuan
