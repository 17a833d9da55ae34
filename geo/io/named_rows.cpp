// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "geo/io/layer_crs.h"

namespace fangyuan {

std::optional<std::size_t> name_column(const RawLayer& layer) {
  static constexpr std::array<const char*, 10> kNames = {
      "name", "NAME", "Name", "名称", "设施名称", "机构名称", "单位名称", "村名", "单位", "id"};
  for (const char* name : kNames) {
    const auto found = std::find(layer.columns.begin(), layer.columns.end(), name);
    if (found != layer.columns.end())
      return static_cast<std::size_t>(found - layer.columns.begin());
  }
  return std::nullopt;
}

std::string NamedRows::list(const RawLayer& layer) const {
  // All rows of a long layer are the layer: a few show which.
  const std::size_t most = rows.size() == layer.rows.size() ? 20 : 200;
  std::optional<std::size_t> column = name_column(layer);
  if (!layer.name_field.empty()) {
    const auto given = std::find(layer.columns.begin(), layer.columns.end(), layer.name_field);
    if (given != layer.columns.end())
      column = static_cast<std::size_t>(given - layer.columns.begin());
  }
  std::string out;
  for (std::size_t i = 0; i < rows.size() && i < most; ++i) {
    const RawRow& row = layer.rows[rows[i]];
    out += (i == 0 ? "" : ", ") + std::to_string(row.number);
    if (column && row.values[*column]) out += ' ' + *row.values[*column];
  }
  if (rows.size() > most) out += ", …";
  return out;
}

}  // namespace fangyuan
