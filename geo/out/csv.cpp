// SPDX-License-Identifier: Apache-2.0
#include "geo/out/csv.h"

#include "geo/out/csv_writer.h"
#include "geo/out/unit_words.h"

namespace fangyuan {
namespace {

using Columns = std::vector<std::string>;

void write_lonlat(CsvWriter& csv, const std::optional<Place>& place) {
  if (!place) {
    csv.missing().missing();
    return;
  }
  csv.coordinate(place->lonlat.lon).coordinate(place->lonlat.lat);
}

}  // namespace

void write_coverage_csv(const RunContents& contents, const std::filesystem::path& path) {
  const Columns columns{"service",     "limit",        "measure",     "tree",         "level",
                        "code",        "name",         "group",       "total",        "served",
                        "no_capacity", "out_of_reach", "unconnected", "share_served", "mean_time_s",
                        "p90_time_s",  "mean_m",       "p90_m"};
  CsvWriter csv(path, columns);
  for (const CoverageRow& row : contents.coverage) {
    csv.text(contents.services[row.service.index()].id)
        .text(row.limit)
        .text(to_string(row.measure));
    csv.unit(contents.units, row.unit_layer, row.unit);
    csv.text(contents.cells.groups[row.group]);
    const Parts& p = row.parts;
    csv.amount(p.total).amount(p.served).amount(p.no_capacity).amount(p.out_of_reach);
    csv.amount(p.unconnected).share(p.served, p.total);
    csv.thousandths(row.mean_ms).thousandths(row.p90_ms);
    csv.thousandths(row.mean_mm).thousandths(row.p90_mm);
    csv.end_row();
  }
  csv.close();
}

void write_units_csv(const RunContents& contents, const std::filesystem::path& path) {
  const std::vector<std::string> types = facility_types(contents);
  Columns columns{"tree", "level", "code", "name", "class", "parent", "area_km2"};
  for (const std::string& group : contents.cells.groups) columns.push_back(group);
  for (const std::string& type : types) columns.push_back("facilities_" + type);
  for (const char* name : {"road_km", "median_access_m", "network_over_straight", "share_unlocated",
                           "trust", "reasons"})
    columns.emplace_back(name);
  CsvWriter csv(path, columns);
  for (const UnitRow& row : contents.unit_rows) {
    const Unit& unit = contents.units[row.unit];
    csv.text(to_string(unit.tree)).text(to_string(unit.level)).text(unit.code).text(unit.name);
    csv.text(unit.unit_class).text(unit.parent_code).fixed(unit.area_m2 / 1e6, 6);
    for (std::size_t g = 0; g < contents.cells.groups.size(); ++g) csv.amount(row.people.at(g));
    for (const std::string& type : types) csv.whole(facility_count(row, type));
    csv.fixed(row.road_km, 3).fixed(row.median_access_m, 3).fixed(row.network_over_straight, 3);
    csv.fixed(row.share_unlocated, 6).text(trust_word(row.trust)).text(joined(row.reasons, ";"));
    csv.end_row();
  }
  csv.close();
}

void write_facilities_csv(const RunContents& contents, const std::filesystem::path& path) {
  const Columns columns{"service",  "limit",    "facility",  "name",     "type",
                        "status",   "code",     "lon",       "lat",      "snap_lon",
                        "snap_lat", "access_m", "in_reach",  "served",   "capacity",
                        "load",     "warnings", "load_best", "only_here"};
  CsvWriter csv(path, columns);
  for (const FacilityRow& row : contents.facility_rows) {
    const Facility& f = contents.facilities[row.site.index()];
    csv.text(contents.services[row.service.index()].id).text(row.limit);
    csv.text(f.id).text(f.name).text(f.type).text(to_string(f.status));
    const UnitId unit = finest_unit(contents.units, f.unit_of);
    csv.text(unit ? contents.units[unit].code : std::string());
    write_lonlat(csv, f.place);
    write_lonlat(csv, row.snap);
    csv.thousandths(row.access_mm);
    csv.amount(row.in_reach).amount(row.served).amount(row.capacity).amount(row.load);
    csv.text(joined(row.warnings, ";")).amount(row.load_best).amount(row.only_here);
    csv.end_row();
  }
  csv.close();
}

void write_indicators_csv(const RunContents& contents, const std::filesystem::path& path) {
  const Columns columns{"rule",
                        "name",
                        "level",
                        "code",
                        "unit",
                        "year",
                        "base",
                        "value",
                        "target",
                        "comparator",
                        "gap",
                        "gap_unit",
                        "attribute",
                        "modality",
                        "denominator",
                        "status",
                        "due",
                        "source",
                        "source_line",
                        "confidence",
                        "people",
                        "people_unlocated",
                        "people_unassigned",
                        "value_unlocated",
                        "measure",
                        "share_total",
                        "share_older60",
                        "note",
                        "is_share"};
  CsvWriter csv(path, columns);
  for (const IndicatorRow& row : contents.indicators) {
    csv.text(row.rule).text(row.name).text(row.level).text(row.code).text(row.unit);
    csv.whole(std::int64_t{row.year}).amount(row.base).amount(row.value).amount(row.target);
    csv.text(row.comparator).amount(row.gap).text(row.gap_unit).text(row.attribute);
    csv.text(row.modality).text(row.denominator).text(to_string(row.status));
    csv.text(row.due ? to_string(*row.due) : std::string());
    csv.text(row.source).text(row.source_line).text(row.confidence);
    csv.amount(row.people).amount(row.people_unlocated).amount(row.people_unassigned);
    csv.amount(row.value_unlocated).text(row.measure).amount(row.share_total);
    csv.amount(row.share_older60);
    csv.text(row.note.zh.empty() ? "" : row.note.zh + " / " + row.note.en);
    csv.text(row.is_share ? "true" : "false");
    csv.end_row();
  }
  csv.close();
}

}  // namespace fangyuan
