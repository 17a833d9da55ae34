// SPDX-License-Identifier: Apache-2.0
// The files of a siting folder. Internal to sim/siting.
#pragma once

#include <filesystem>

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

/// Value and bound as people read them: people, sites, or seconds and metres (a mean for
/// least-average).
double plain_value(const SiteSummary& s, Wide value);
std::string_view value_unit(const SiteSummary& s);

}  // namespace fangyuan
