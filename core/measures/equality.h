// SPDX-License-Identifier: Apache-2.0
// How unequally something is spread over units, counted by people.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "core/base/amount.h"

namespace fangyuan {

/// One unit, or one cell: what each of its people has (a share, places per thousand, minutes).
struct UnitValue {
  Amount value;           ///< ≥ 0
  People people;          ///< ≥ 0
  std::size_t group = 0;  ///< county of a township, urban or rural: what the question asks
};

/// Σ value × people ÷ Σ people. Absent without people.
std::optional<double> mean_value(std::span<const UnitValue> units);

/// 0: everyone has the same; towards 1: one has all. Gini (1912), Variabilità e mutabilità: mean
/// difference between two people ÷ twice the mean. Absent without people or where nobody has
/// anything. O(n log n).
std::optional<double> gini(std::span<const UnitValue> units);

/// Theil's T: Σ s ln(value ÷ mean), s being the unit's share of the whole. Theil (1967), Economics
/// and Information Theory; that it splits into parts without rest: Shorrocks (1980), The class of
/// additively decomposable inequality measures, Econometrica 48.
struct Theil {
  double total = 0;
  double between = 0;  ///< as if everyone had the mean of their group
  double within = 0;   ///< Σ over groups of their share of the whole × their own T
};
/// By UnitValue::group. Absent as gini. total = between + within but for rounding.
std::optional<Theil> theil(std::span<const UnitValue> units);

/// Urban and rural, or centre and periphery (Friedmann 1966, Regional Development Policy: which
/// units are the centre is the plan's choice): means by people, their difference and ratio.
struct GroupGap {
  double first = 0, second = 0;
  double difference = 0;        ///< first − second
  std::optional<double> ratio;  ///< first ÷ second; absent where the second is 0
};
/// Of group `first` against group `second`. Absent when one of them has no people.
std::optional<GroupGap> gap_between(std::span<const UnitValue> units, std::size_t first,
                                    std::size_t second);

enum class Worst { lowest, highest };  ///< beds: the lowest is the worst; minutes: the highest

/// The share of all people who live in the worst tenth of the units that have people: of n units
/// the ceil(n ÷ 10) worst, ties in the order given. Absent without people. Own definition: the
/// plans name no other.
std::optional<double> people_in_worst_tenth(std::span<const UnitValue> units, Worst worst);

/// What the worst-served tenth of the people has of the whole, a unit's people being divisible: the
/// Lorenz curve at 0.1 (Lorenz 1905, Methods of measuring the concentration of wealth). Equality
/// gives 0.1. Absent as gini.
std::optional<double> share_of_worst_tenth(std::span<const UnitValue> units);

}  // namespace fangyuan
