// SPDX-License-Identifier: Apache-2.0
// The files of a siting folder. Internal to sim/siting.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sim/siting/run_site.h"

namespace fangyuan {

/// What became of a site: chosen, kept, closing, existing, candidate, or why it cannot be chosen.
std::string_view state_word(const SiteSummary& s, std::uint32_t rank);

/// sites.csv, sites.gpkg, scenario.toml and, by kind, curve.csv, alternatives.csv or scores.csv.
void write_site_tables(const SiteSummary& summary, const std::filesystem::path& folder);

/// site.json, the last file.
void write_site_json(const SiteSummary& summary, const std::filesystem::path& folder);

/// siting.xlsx: in Chinese, for who decides.
void write_site_book(const SiteSummary& summary, const std::filesystem::path& path);

/// Person-hours or person-kilometres that the candidate saves those who are covered already.
double saved_of(const SiteSummary& s, const ScoreLine& line);

/// In words, with its unit: "2,829.6 米" / "2,829.6 m".
Text value_text(const SiteSummary& s, Wide value);
/// What the kind makes best: "到最近设施的平均" / "mean to the nearest site".
Text sought_text(const SiteSummary& s);
/// Why fewer sites than may be are opened and more would not help; empty: all are, or it is not
/// proven.
Text spare_text(const SiteSummary& s);
/// What the floors ask of each unit, and whether every one has it; empty: there are none.
Text floor_text(const SiteSummary& s);
/// Σ people × cost over people, in seconds or metres; absent: nobody is served.
std::optional<double> mean_of(const SitingValue& v);
/// 1234567.8 with one place → "1,234,567.8".
std::string grouped(double value, int places);

/// Value and bound as people read them: people, sites, or seconds and metres (a mean for
/// least-average).
double plain_value(const SiteSummary& s, Wide value);
std::string_view value_unit(const SiteSummary& s);

}  // namespace fangyuan
