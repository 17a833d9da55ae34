// SPDX-License-Identifier: Apache-2.0
// overlap.csv.
#include "geo/out/csv.h"
#include "geo/out/csv_writer.h"

namespace fangyuan {

void write_overlap_csv(const RunContents& contents, const std::filesystem::path& path) {
  const std::vector<std::string> columns{"service", "limit",    "measure", "tree",   "level",
                                         "code",    "name",     "group",   "people", "none",
                                         "one",     "two",      "three",   "more",   "mean_sites",
                                         "sites",   "capacity", "load",    "idle"};
  constexpr int kPlaces = 6;
  CsvWriter csv(path, columns);
  for (const OverlapRow& row : contents.overlap) {
    const Service& service = contents.services[row.service.index()];
    csv.text(service.id).text(row.limit).text(to_string(row.measure));
    csv.unit(contents.units, row.unit_layer, row.unit);
    People all;
    for (const People p : row.by_sites) all += p;
    csv.text(service.group).amount(all);
    for (const People p : row.by_sites) csv.amount(p);
    csv.fixed(all > People() ? std::optional(static_cast<double>(row.site_people) /
                                             static_cast<double>(all.millionths()))
                             : std::nullopt,
              kPlaces);
    csv.whole(row.sites).amount(row.capacity).amount(row.load);
    csv.amount(row.capacity ? std::optional(*row.capacity - *row.load) : std::nullopt);
    csv.end_row();
  }
  csv.close();
}

}  // namespace fangyuan
