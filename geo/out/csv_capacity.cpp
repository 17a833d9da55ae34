// SPDX-License-Identifier: Apache-2.0
// filling.csv, access.csv and equality.csv.
#include "geo/out/csv.h"
#include "geo/out/csv_writer.h"
#include "geo/out/unit_words.h"

namespace fangyuan {
namespace {

using Columns = std::vector<std::string>;

/// Millionths × ms as whole thousandths of a minute, millionths × mm as those of a kilometre,
/// halves up.
std::uint64_t thousandths(Wide cost, bool by_time) {
  const Wide unit = by_time ? 60'000'000 : 1'000'000'000;
  return static_cast<std::uint64_t>((2 * cost + unit) / (2 * unit));
}

void write_minutes_and_km(CsvWriter& csv, const FillingRow& row) {
  for (const bool time : {true, false}) {
    if (row.by_time != time) {
      csv.missing().missing();
      continue;
    }
    csv.thousandths(thousandths(row.nearest_first_cost, time));
    if (row.best_cost)
      csv.thousandths(thousandths(*row.best_cost, time));
    else
      csv.missing();
  }
}

const TooManyPairs* skipped(const RunContents& contents, const FillingRow& row) {
  for (const TooManyPairs& s : contents.skipped)
    if (s.filling && s.service == row.service && s.limit == row.limit) return &s;
  return nullptr;
}

std::string note_of(const RunContents& contents, const FillingRow& row) {
  if (row.best)
    return row.unit_layer ? "最优各列：几种同样好的装填之一 / best columns: one of several equally "
                            "good fillings"
                          : "";
  if (const TooManyPairs* s = skipped(contents, row)) {
    const std::string most = std::to_string(s->most);
    return "居民点与设施的组合超过 " + most + " 对，没有算最优装填 / more than " + most +
           " pairs of cell and site: the best filling was not computed";
  }
  return "项目写明不算最优装填 / the project asks for no best filling";
}

const ServiceAccess* places_of(const RunContents& contents, ServiceId service) {
  for (const ServiceAccess& p : contents.places)
    if (p.service == service) return &p;
  return nullptr;
}

}  // namespace

void write_filling_csv(const RunContents& contents, const std::filesystem::path& path) {
  const Columns columns{"service",
                        "limit",
                        "measure",
                        "tree",
                        "level",
                        "code",
                        "name",
                        "need",
                        "need_in_reach",
                        "nearest_first",
                        "best",
                        "won",
                        "served",
                        "served_best",
                        "nearest_first_min",
                        "best_min",
                        "nearest_first_km",
                        "best_km",
                        "note"};
  CsvWriter csv(path, columns);
  for (const FillingRow& row : contents.filling) {
    csv.text(contents.services[row.service.index()].id).text(row.limit);
    csv.text(to_string(row.measure));
    csv.unit(contents.units, row.unit_layer, row.unit);
    csv.amount(row.need).amount(row.need_in_reach).amount(row.nearest_first).amount(row.best);
    csv.amount(row.best ? std::optional(*row.best - row.nearest_first) : std::nullopt);
    csv.amount(row.served).amount(row.served_best);
    write_minutes_and_km(csv, row);
    csv.text(note_of(contents, row));
    csv.end_row();
  }
  csv.close();
}

void write_access_csv(const RunContents& contents, const std::filesystem::path& path) {
  const Columns columns{"service",
                        "limit",
                        "measure",
                        "decay",
                        "tree",
                        "level",
                        "code",
                        "name",
                        "group",
                        "people",
                        "mean_per_thousand",
                        "lowest_per_thousand",
                        "people_none",
                        "share_none",
                        "places",
                        "places_without_people"};
  CsvWriter csv(path, columns);
  for (const AccessRow& row : contents.access) {
    const Service& service = contents.services[row.service.index()];
    csv.text(service.id).text(row.limit).text(to_string(row.measure));
    csv.text(service.floating ? to_string(service.floating->decay.shape) : "");
    csv.unit(contents.units, row.unit_layer, row.unit);
    csv.text(service.group).amount(row.people).amount(row.mean).amount(row.lowest);
    csv.amount(row.none).share(row.none, row.people);
    const ServiceAccess* places = row.unit_layer ? nullptr : places_of(contents, row.service);
    csv.amount(places != nullptr ? std::optional(places->places) : std::nullopt);
    csv.amount(places != nullptr ? std::optional(places->places_without_people) : std::nullopt);
    csv.end_row();
  }
  csv.close();
}

void write_equality_csv(const RunContents& contents, const std::filesystem::path& path) {
  const Columns columns{"service",
                        "limit",
                        "measure",
                        "indicator",
                        "tree",
                        "level",
                        "units",
                        "people",
                        "mean",
                        "gini",
                        "theil",
                        "theil_between",
                        "theil_within",
                        "urban_mean",
                        "rural_mean",
                        "urban_minus_rural",
                        "urban_over_rural",
                        "people_in_worst_tenth",
                        "share_of_worst_tenth"};
  constexpr int kPlaces = 6;
  CsvWriter csv(path, columns);
  for (const EqualityRow& row : contents.equality) {
    const UnitLayer& layer = contents.units.layers[row.unit_layer];
    csv.text(contents.services[row.service.index()].id).text(row.limit);
    csv.text(to_string(row.measure)).text(to_string(row.of));
    csv.text(to_string(layer.tree)).text(to_string(layer.level));
    csv.whole(std::uint64_t{row.units}).amount(row.people).fixed(row.mean, kPlaces);
    csv.fixed(row.gini, kPlaces).fixed(row.theil, kPlaces);
    csv.fixed(row.theil_between, kPlaces).fixed(row.theil_within, kPlaces);
    const auto of_gap = [&](double GroupGap::*member) {
      csv.fixed(row.gap ? std::optional((*row.gap).*member) : std::nullopt, kPlaces);
    };
    of_gap(&GroupGap::first);
    of_gap(&GroupGap::second);
    of_gap(&GroupGap::difference);
    csv.fixed(row.gap ? row.gap->ratio : std::nullopt, kPlaces);
    csv.fixed(row.people_in_worst_tenth, kPlaces).fixed(row.share_of_worst_tenth, kPlaces);
    csv.end_row();
  }
  csv.close();
}

}  // namespace fangyuan
