// SPDX-License-Identifier: Apache-2.0
// The CSV tables of a run folder, with the columns of the contract in its order.
//
// UTF-8 with a BOM, RFC 4180 quoting, LF; a missing value is an empty cell. People are exact
// decimals, so rows add up as printed; shares 0–1 with six places, halves up, of the exact parts;
// times in seconds and lengths in metres with three places. Rows keep the order of their table in
// RunContents.
//
// Every function creates or replaces `path` and throws std::runtime_error when the disk says no.
#pragma once

#include <filesystem>

#include "geo/out/run_contents.h"

namespace fangyuan {

void write_coverage_csv(const RunContents& contents, const std::filesystem::path& path);
/// `tree,level,code,name,class,parent,area_km2`, one column per group, `facilities_<type>` per type
/// that occurs (by name), `road_km,median_access_m,network_over_straight,share_unlocated,trust,
/// reasons` (codes, joined by `;`).
void write_units_csv(const RunContents& contents, const std::filesystem::path& path);
/// `code`: of the finest legal unit that holds the site, else of the finest management unit.
void write_facilities_csv(const RunContents& contents, const std::filesystem::path& path);
void write_indicators_csv(const RunContents& contents, const std::filesystem::path& path);
/// The whole (level all), units, then every burial ground (level site). REQUIRES: contents.burial.
void write_burial_csv(const RunContents& contents, const std::filesystem::path& path);
/// `parameter,name,value,unit,source,grade,given` of every parameter used. REQUIRES: likewise.
void write_burial_parameters_csv(const RunContents& contents, const std::filesystem::path& path);
/// The leading group by how many sites lie within the limit; sites, places and idle ones in the
/// unit.
void write_overlap_csv(const RunContents& contents, const std::filesystem::path& path);
/// Places needed: by nearest-first, by the best filling and what it wins; people served by either;
/// Σ places × minutes, or × km where costs are lengths, to the thousandth.
void write_filling_csv(const RunContents& contents, const std::filesystem::path& path);
void write_access_csv(const RunContents& contents, const std::filesystem::path& path);
void write_equality_csv(const RunContents& contents, const std::filesystem::path& path);
/// One row per usable arc: `u` is where it starts, `edge` the number of the drawn edge.
void write_network_csv(const RunContents& contents, const std::filesystem::path& path);
/// One row per cell (kind `cell`, point its number) and per entrance of a site (kind `site`, point
/// its id): `u,v` are the edge's ends as drawn, `x,y` where the access leg starts. Unconnected:
/// only mode, kind, point, x and y.
void write_snap_csv(const RunContents& contents, const std::filesystem::path& path);

}  // namespace fangyuan
