// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "geo/out/csv.h"
#include "geo/out/csv_writer.h"
#include "geo/out/unit_words.h"

namespace fangyuan {
namespace {

using Columns = std::vector<std::string>;

void whole(CsvWriter& csv, std::optional<std::int64_t> value) {
  value ? csv.whole(*value) : csv.missing();
}

void note(CsvWriter& csv, const Text& text) {
  csv.text(text.zh.empty() ? "" : text.zh + " / " + text.en);
}

void skip(CsvWriter& csv, int columns) {
  for (; columns > 0; --columns) csv.missing();
}

void write_unit(CsvWriter& csv, const RunContents& contents, const BurialUnitRow& row) {
  if (row.unit) {
    const Unit& unit = contents.units[row.unit];
    csv.text(to_string(unit.level)).text(unit.code).text(unit.name).text(unit.unit_class);
  } else {
    csv.text("all").text("all").text("全部").missing();
  }
  skip(csv, 9);  // unit … niches
  whole(csv, row.places);
  csv.missing();  // used
  whole(csv, row.left);
  csv.missing();  // from
  row.sites ? csv.whole(std::uint64_t{*row.sites}) : csv.missing();
  row.sites ? csv.whole(std::uint64_t{row.sites_unknown}) : csv.missing();
  csv.amount(row.people).amount(row.deaths).amount(row.demand).amount(row.years_left);
  whole(csv, row.short_year);
  csv.amount(row.needed).amount(row.missing).amount(row.missing_mu);
  note(csv, row.note);
  csv.end_row();
}

void write_site(CsvWriter& csv, const RunContents& contents, const CemeteryRow& row) {
  const Facility& f = contents.facilities[row.site.index()];
  csv.text("site").text(f.id).text(f.name).text(f.type);
  const UnitId unit = finest_unit(contents.units, f.unit_of);
  csv.text(unit ? contents.units[unit].code : std::string());
  row.tier ? csv.text(to_string(*row.tier)) : csv.missing();
  csv.text(to_string(f.status)).text(row.counts ? "yes" : "no");
  csv.amount(row.land_mu).amount(row.least_mu).amount(row.missing_mu);
  whole(csv, row.graves);
  whole(csv, row.niches);
  whole(csv, row.places);
  whole(csv, row.used);
  whole(csv, row.left);
  csv.text(row.from);
  skip(csv, 10);  // sites … missing_land_mu
  note(csv, row.note);
  csv.end_row();
}

}  // namespace

void write_burial_csv(const RunContents& contents, const std::filesystem::path& path) {
  const Columns columns{"level",         "code",       "name",
                        "class",         "unit",       "tier",
                        "status",        "counts",     "land_mu",
                        "least_mu",      "lacks_mu",   "graves",
                        "niches",        "places",     "used",
                        "left",          "from",       "sites",
                        "sites_unknown", "people",     "deaths",
                        "demand",        "years_left", "short_year",
                        "needed",        "missing",    "missing_land_mu",
                        "note"};
  CsvWriter csv(path, columns);
  for (const BurialUnitRow& row : contents.burial->units) write_unit(csv, contents, row);
  for (const CemeteryRow& row : contents.burial->sites) write_site(csv, contents, row);
  csv.close();
}

void write_burial_parameters_csv(const RunContents& contents, const std::filesystem::path& path) {
  const Columns columns{"parameter", "name", "value", "unit", "source", "grade", "given"};
  CsvWriter csv(path, columns);
  for (const UsedParameter& p : contents.burial->parameters) {
    csv.text(p.id).text(p.name_zh).amount(p.value).text(p.unit).text(p.source);
    csv.text(to_string(p.grade)).text(p.given ? "yes" : "no");
    csv.end_row();
  }
  csv.close();
}

}  // namespace fangyuan
