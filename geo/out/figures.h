// SPDX-License-Identifier: Apache-2.0
// Coverage rows as columns: what wide tables (units of the GeoPackage and of the XLSX) show of each
// service × limit × measure. Internal to geo/out.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "geo/out/run_contents.h"

namespace fangyuan {

/// One service × limit × measure.
struct Figure {
  ServiceId service;
  std::string limit;
  Measure measure = Measure::network;
  friend bool operator==(const Figure&, const Figure&) = default;
};

/// The leading group's parts of every unit, by figure.
class FigureTable {
 public:
  explicit FigureTable(const RunContents& contents) {
    for (const CoverageRow& row : contents.coverage) {
      if (contents.cells.groups[row.group] != contents.services[row.service.index()].group)
        continue;
      const Figure figure{row.service, row.limit, row.measure};
      auto it = std::find(figures_.begin(), figures_.end(), figure);
      if (it == figures_.end()) it = figures_.insert(it, figure);
      // Level all is the layer "none".
      auto& parts = parts_[{row.unit_layer ? *row.unit_layer + 1 : 0, row.unit}];
      parts.resize(std::max(parts.size(), figures_.size()));
      parts[static_cast<std::size_t>(it - figures_.begin())] = &row.parts;
    }
  }

  /// In the order of coverage.csv.
  const std::vector<Figure>& figures() const { return figures_; }
  /// Null: no such row. `layer` absent: level all; `unit` none: people in no unit of the layer.
  const Parts* find(std::optional<std::size_t> layer, UnitId unit, std::size_t figure) const {
    const auto it = parts_.find({layer ? *layer + 1 : 0, unit});
    return it == parts_.end() || figure >= it->second.size() ? nullptr : it->second[figure];
  }

 private:
  std::vector<Figure> figures_;
  std::map<std::pair<std::size_t, UnitId>, std::vector<const Parts*>> parts_;
};

}  // namespace fangyuan
