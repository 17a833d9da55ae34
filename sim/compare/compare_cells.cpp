// SPDX-License-Identifier: Apache-2.0
// What changed cell by cell: from the layer `cells` of both runs.
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include "geo/io/gdal_scope.h"
#include "sim/compare/read_runs.h"

namespace fangyuan {
namespace {

/// A run's cells: one entry per cell in every column.
struct CellColumns {
  std::vector<XY> at;
  std::vector<std::string> names;
  std::vector<std::vector<std::optional<double>>> values;  ///< [name][cell]

  const std::vector<std::optional<double>>* find(const std::string& name) const {
    const auto it = std::find(names.begin(), names.end(), name);
    return it == names.end() ? nullptr : &values[static_cast<std::size_t>(it - names.begin())];
  }
};

struct CloseDataset {
  void operator()(GDALDataset* d) const { GDALClose(d); }
};

/// Every column of numbers. Nothing where the run has no cells.
CellColumns read_cells(const std::filesystem::path& run) {
  const GdalScope scope;
  CellColumns out;
  const std::unique_ptr<GDALDataset, CloseDataset> data(
      GDALDataset::Open((run / "coverage.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  OGRLayer* layer = data ? data->GetLayerByName("cells") : nullptr;
  if (layer == nullptr) return out;
  const OGRFeatureDefn& fields = *layer->GetLayerDefn();
  std::vector<int> wanted;
  for (int i = 0; i < fields.GetFieldCount(); ++i) {
    const OGRFieldType type = fields.GetFieldDefn(i)->GetType();
    if (type != OFTReal && type != OFTInteger64 && type != OFTInteger) continue;
    wanted.push_back(i);
    out.names.emplace_back(fields.GetFieldDefn(i)->GetNameRef());
  }
  out.values.resize(wanted.size());
  for (const auto& feature : layer) {
    const OGRGeometry* geometry = feature->GetGeometryRef();
    if (geometry == nullptr || wkbFlatten(geometry->getGeometryType()) != wkbPoint) return {};
    out.at.push_back({geometry->toPoint()->getX(), geometry->toPoint()->getY()});
    for (std::size_t c = 0; c < wanted.size(); ++c)
      out.values[c].push_back(feature->IsFieldSetAndNotNull(wanted[c])
                                  ? std::optional(feature->GetFieldAsDouble(wanted[c]))
                                  : std::nullopt);
  }
  return out;
}

/// A limit as the column of costs counts it.
struct Measured {
  std::string column;
  double most = 0;  ///< ms or m
};

/// A service's limit in both runs, under the name that it has in B.
struct Limit {
  std::string service, limit;
  Measured a, b;
  bool one_column() const { return a.column == b.column; }
};

Measured measured(const std::string& service, const std::string& limit) {
  const bool metres = limit.ends_with('m');
  return {service + (metres ? "_net_m" : "_ms"), std::stod(limit) * (metres ? 1 : 1000)};
}

/// Network limits that both runs' tables have and that a column of both tells.
std::vector<Limit> limits_of(const Comparison& comparison, const CellColumns& a,
                             const CellColumns& b) {
  std::vector<Limit> limits;
  std::set<std::pair<std::string, std::string>> seen;
  for (const CoverageChange& c : comparison.coverage) {
    if (c.level != "all" || c.measure != "network" || !c.total.a || !c.total.b) continue;
    if (!seen.emplace(c.service, c.limit).second || c.limit.find('+') != std::string::npos)
      continue;
    Limit l{c.service, c.limit, measured(c.service, comparison.limit_in_a(c.service, c.limit)),
            measured(c.service, c.limit)};
    if (a.find(l.a.column) != nullptr && b.find(l.b.column) != nullptr)
      limits.push_back(std::move(l));
  }
  return limits;
}

bool within(const std::optional<double>& cost, double most) { return cost && *cost <= most; }

void add_movement(const Limit& limit, const std::string& group, const CellColumns& a,
                  const CellColumns& b, Comparison& out) {
  const auto &in_a = *a.find(limit.a.column), &in_b = *b.find(limit.b.column);
  const auto &people_a = *a.find(group), &people_b = *b.find(group);
  Movement m{limit.service, limit.limit, group, "network", {}, {}, {}, {}, {}, {}, {}, {}};
  for (std::size_t c = 0; c < b.at.size(); ++c) {
    const People people = People::from_double(people_b[c].value_or(0));
    const bool after = within(in_b[c], limit.b.most);
    if (c >= a.at.size()) {
      (after ? m.new_within : m.new_beyond) += people;
      continue;
    }
    const bool before = within(in_a[c], limit.a.most);
    if (before && after) {
      m.kept += people;
      m.kept_change += people - People::from_double(people_a[c].value_or(0));
      if (!limit.one_column()) continue;  // minutes and metres have no order
      if (*in_b[c] < *in_a[c]) m.nearer += people;
      if (*in_b[c] > *in_a[c]) m.further += people;
    } else if (after) {
      m.gained += people;
    } else if (before) {
      m.lost += People::from_double(people_a[c].value_or(0));
    }
  }
  out.movements.push_back(std::move(m));
}

void list_changed(const std::vector<Limit>& limits, const CellColumns& a, const CellColumns& b,
                  Comparison& out) {
  for (const Limit& l : limits)
    if (l.one_column() &&
        std::find(out.columns.begin(), out.columns.end(), l.b.column) == out.columns.end())
      out.columns.push_back(l.b.column);
  const auto* number = b.find("cell");
  for (std::size_t c = 0; c < b.at.size(); ++c) {
    const bool is_new = c >= a.at.size();
    bool changed = is_new;
    for (const std::string& column : out.columns)
      changed = changed || (*a.find(column))[c] != (*b.find(column))[c];
    if (!changed) continue;
    CellChangeRow row;
    row.cell = number != nullptr && (*number)[c] ? static_cast<std::uint64_t>(*(*number)[c]) : c;
    row.xy = b.at[c];
    row.is_new = is_new;
    for (const std::string& column : out.columns) {
      row.a.push_back(is_new ? std::nullopt : (*a.find(column))[c]);
      row.b.push_back((*b.find(column))[c]);
    }
    out.cells.push_back(std::move(row));
  }
}

}  // namespace

void compare_cells(const std::filesystem::path& a, const std::filesystem::path& b,
                   Comparison& comparison, Problems& problems) {
  const CellColumns in_a = read_cells(a), in_b = read_cells(b);
  const std::size_t common = std::min(in_a.at.size(), in_b.at.size());
  const bool one_study =
      comparison.a.crs == comparison.b.crs && in_a.at.size() <= in_b.at.size() &&
      std::equal(in_a.at.begin(), in_a.at.begin() + static_cast<std::ptrdiff_t>(common),
                 in_b.at.begin());
  if (!one_study) {
    problems.warning(
        {.code = "compare-cells",
         .file = comparison.b.folder,
         .layer = "cells",
         .rule = {"两次运行的人口点不是同一批，只比较各表，不逐点比较",
                  "the cells of the two runs are not of one study: tables are compared, "
                  "not cell by cell"}});
    return;
  }
  const std::vector<Limit> limits = limits_of(comparison, in_a, in_b);
  std::vector<std::string> groups;
  for (const CoverageChange& c : comparison.coverage)
    if (c.level == "all" && std::find(groups.begin(), groups.end(), c.group) == groups.end() &&
        in_a.find(c.group) != nullptr && in_b.find(c.group) != nullptr)
      groups.push_back(c.group);
  for (const Limit& limit : limits)
    for (const std::string& group : groups) add_movement(limit, group, in_a, in_b, comparison);
  list_changed(limits, in_a, in_b, comparison);
}

}  // namespace fangyuan
