// SPDX-License-Identifier: Apache-2.0
// Which columns hold amounts, in which unit, and their values. Internal to geo/facilities.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/amount.h"
#include "geo/facilities/row_report.h"
#include "geo/io/vector_layer.h"

namespace fangyuan {

/// The unit that a header names: "用地面积（亩）" → mu, "占地面积(平方米)" → m2, "公顷" → ha.
enum class AreaUnit { none, mu, m2, ha };
AreaUnit area_unit_in(std::string_view header);

struct AmountColumn {
  std::string name;  ///< ours: "beds"
  std::size_t column = 0;
  bool asked = false;              ///< named in the project; else found because it is called so
  AreaUnit land = AreaUnit::none;  ///< not none: land, to be held in 亩 and m²
};

/// Ours, as lists are searched for them; of land the one that scenarios do not know (land_ha) too.
const std::vector<std::string_view>& facility_amounts();

/// `fields = { key = "" }`: a column that happens to be called so means something else.
bool not_wanted(const VectorLayer& layer, std::string_view key);

/// Every key of ref.fields that is not among `reserved`, and the columns called like one of
/// `usual`. A land key whose header names another unit is an error (land-unit).
std::vector<AmountColumn> amount_columns(const VectorLayer& layer,
                                         const std::vector<std::string_view>& reserved,
                                         const std::vector<std::string_view>& usual,
                                         RowReport& report, Problems& problems);

/// The values of one row. Text and negative numbers are errors (amount-text, amount-negative);
/// empty ones are absent. Land in either unit gives both land_mu and land_m2.
std::map<std::string, Amount> read_amounts(const std::vector<AmountColumn>& columns,
                                           const VectorLayer& layer, const Row& row,
                                           RowReport& report);

/// One warning (amount-empty) per asked column with empty rows, those numbered in `left_out` aside.
void tell_empty_amounts(const std::vector<AmountColumn>& columns, const VectorLayer& layer,
                        const std::set<std::uint64_t>& left_out, RowReport& report);

/// 1 亩 = 10000/15 m², to the nearest millionth.
Amount mu_to_m2(Amount mu);
Amount m2_to_mu(Amount m2);

}  // namespace fangyuan
