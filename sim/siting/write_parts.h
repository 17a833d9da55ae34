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

/// Value and bound as people read them: people, sites, or seconds and metres (a mean for
/// least-average).
double plain_value(const SiteSummary& s, Wide value);
std::string_view value_unit(const SiteSummary& s);

}  // namespace fangyuan
