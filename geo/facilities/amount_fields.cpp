// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/amount_fields.h"

#include <algorithm>

#include "geo/facilities/facility_types.h"

namespace fangyuan {
namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// What an amount is called when it is land; "land" alone takes the unit off its header.
std::optional<AreaUnit> land_key(std::string_view name) {
  if (name == "land") return AreaUnit::none;
  if (name == "land_mu") return AreaUnit::mu;
  if (name == "land_m2") return AreaUnit::m2;
  if (name == "land_ha") return AreaUnit::ha;
  return std::nullopt;
}

std::string_view word(AreaUnit unit) {
  switch (unit) {
    case AreaUnit::mu:
      return "land_mu";
    case AreaUnit::m2:
      return "land_m2";
    case AreaUnit::ha:
      return "land_ha";
    case AreaUnit::none:
      break;
  }
  return "land";
}

/// Sets column.land; false after an error.
bool find_land_unit(AmountColumn& column, const std::string& header, RowReport& report) {
  const AreaUnit said = area_unit_in(header);
  const auto wanted = land_key(column.name);
  if (!wanted) {
    const bool floor_m2 = column.name == "area_m2";
    if (!floor_m2 || said == AreaUnit::none || said == AreaUnit::m2) return true;
    report.layer({Severity::error,
                  "land-unit",
                  column.name,
                  header,
                  0,
                  {"area_m2 是建筑面积（平方米），而列名写的是别的单位",
                   "area_m2 is floor area in m², yet the header names another unit"}},
                 1);
    return false;
  }
  column.land = *wanted == AreaUnit::none ? said : *wanted;
  if (column.land == AreaUnit::none) {
    report.layer({Severity::error,
                  "land-unit",
                  column.name,
                  header,
                  0,
                  {"列名没有写单位，请改用 land_mu（亩）、land_m2（平方米）或 land_ha（公顷）",
                   "the header names no unit; use land_mu, land_m2 or land_ha"}},
                 1);
    return false;
  }
  if (said != AreaUnit::none && said != column.land) {
    const std::string right(word(said));
    report.layer({Severity::error,
                  "land-unit",
                  column.name,
                  header,
                  0,
                  {"列名写的单位与字段名不一致，请改用 " + right,
                   "the header names another unit than the key; use " + right}},
                 1);
    return false;
  }
  return true;
}

void put_land(std::map<std::string, Amount>& amounts, AreaUnit unit, Amount value) {
  Amount m2 = value;
  if (unit == AreaUnit::ha) m2 = Amount::from_millionths(value.millionths() * 10'000);
  if (unit == AreaUnit::mu) m2 = mu_to_m2(value);
  const Amount mu = unit == AreaUnit::mu ? value : m2_to_mu(m2);
  // A unit that the list gives itself is kept as given.
  if (unit == AreaUnit::mu)
    amounts["land_mu"] = mu;
  else
    amounts.emplace("land_mu", mu);
  if (unit == AreaUnit::mu)
    amounts.emplace("land_m2", m2);
  else
    amounts["land_m2"] = m2;
}

}  // namespace

Amount mu_to_m2(Amount mu) {
  return scaled_nearest(mu, Amount::from_whole(10'000), Amount::from_whole(15));
}
Amount m2_to_mu(Amount m2) {
  return scaled_nearest(m2, Amount::from_whole(15), Amount::from_whole(10'000));
}

const std::vector<std::string_view>& facility_amounts() {
  static const std::vector<std::string_view> words{
      "beds",  "nursing_beds", "area_m2", "land_mu", "land_m2",     "land_ha",
      "staff", "places",       "graves",  "niches",  "places_used", "places_left"};
  return words;
}

AreaUnit area_unit_in(std::string_view header) {
  const std::string h = fold_word(header);
  if (contains(h, "公顷") || contains(h, "hm2") || contains(h, "hm²") || contains(h, "万平方米") ||
      contains(h, "万㎡") || contains(h, "万m2"))
    return AreaUnit::ha;
  for (const std::string_view m2 : {"平方米", "平米", "㎡", "m2", "m²", "sqm"})
    if (contains(h, m2)) return AreaUnit::m2;
  if (contains(h, "亩")) return AreaUnit::mu;
  return AreaUnit::none;
}

bool not_wanted(const VectorLayer& layer, std::string_view key) {
  const auto it = layer.ref.fields.find(std::string(key));
  return it != layer.ref.fields.end() && it->second.empty();
}

std::vector<AmountColumn> amount_columns(const VectorLayer& layer,
                                         const std::vector<std::string_view>& reserved,
                                         const std::vector<std::string_view>& usual,
                                         RowReport& report, Problems& problems) {
  const auto among = [](const std::vector<std::string_view>& list, std::string_view key) {
    return std::find(list.begin(), list.end(), key) != list.end();
  };
  std::vector<AmountColumn> out;
  for (const auto& [key, theirs] : layer.ref.fields) {
    if (among(reserved, key) || theirs.empty()) continue;
    const auto column = layer.field(key, problems);
    if (column) out.push_back({key, *column, true});
  }
  for (const std::string_view key : usual) {
    if (layer.ref.fields.count(std::string(key)) > 0) continue;
    if (const auto column = layer.find_column(key)) out.push_back({std::string(key), *column});
  }
  std::erase_if(
      out, [&](AmountColumn& c) { return !find_land_unit(c, layer.columns[c.column], report); });
  return out;
}

std::map<std::string, Amount> read_amounts(const std::vector<AmountColumn>& columns,
                                           const VectorLayer& layer, const Row& row,
                                           RowReport& report) {
  std::map<std::string, Amount> out;
  for (const AmountColumn& c : columns) {
    const auto& text = row.values[c.column];
    if (!text) continue;
    const auto value = parse_amount(*text);
    if (!value || *value < Amount()) {
      const bool negative = value.has_value();
      report.row({Severity::error, negative ? "amount-negative" : "amount-text",
                  layer.columns[c.column], *text, row.number,
                  negative ? Text{"数量不能为负", "an amount is never negative"}
                           : Text{"应为数，不能夹文字；没有就留空",
                                  "must be a number without words; leave it empty if unknown"}});
      continue;
    }
    if (c.land == AreaUnit::none)
      out[c.name] = *value;
    else
      put_land(out, c.land, *value);
  }
  return out;
}

void tell_empty_amounts(const std::vector<AmountColumn>& columns, const VectorLayer& layer,
                        const std::set<std::uint64_t>& left_out, RowReport& report) {
  for (const AmountColumn& c : columns) {
    if (!c.asked) continue;
    std::uint64_t empty = 0;
    std::uint64_t first = 0;
    for (const Row& row : layer.rows)
      if (!row.values[c.column] && !left_out.contains(row.number) && empty++ == 0)
        first = row.number;
    if (empty == 0) continue;
    report.layer({Severity::warning,
                  "amount-empty",
                  layer.columns[c.column],
                  "",
                  0,
                  {"第 " + std::to_string(first) + " 行起有空格：没有数据，合计时按 0",
                   "empty from row " + std::to_string(first) + " on: no data, 0 in sums"}},
                 empty);
  }
}

}  // namespace fangyuan
