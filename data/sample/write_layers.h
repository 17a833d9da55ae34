// SPDX-License-Identifier: Apache-2.0
// The sample's files, one function each.
#pragma once

#include <filesystem>
#include <functional>

#include "data/sample/facilities.h"
#include "data/sample/geopackage.h"
#include "data/sample/roads.h"

namespace fangyuan::sample {

/// A unit of any level, ready to be written.
struct UnitOutline {
  std::string code, name, unit_class, parent;
  std::vector<std::uint32_t> villages;
};
std::vector<UnitOutline> county_outlines(const World& world);
std::vector<UnitOutline> township_outlines(const World& world);
std::vector<UnitOutline> village_outlines(const World& world);

/// The layers county, township and village without people.
void write_outline_layers(const World& world, LayerWriter& writer);
void write_units(const World& world, const std::filesystem::path& file);
void write_roads(const std::vector<Road>& roads, const std::filesystem::path& file);
void write_land(const World& world, const Terrain& terrain, const Settlements& settlements,
                const std::filesystem::path& file);
void write_facilities(const World& world, const Facilities& facilities,
                      const std::filesystem::path& file);
/// 儿童之家.csv, with longitude and latitude in degrees.
void write_homes(const World& world, const Facilities& facilities,
                 const std::filesystem::path& file);
void write_deaths(const World& world, const std::filesystem::path& file);
/// 地名录.csv: units, streets, estates, hamlets (自然村), with faults put in on purpose; and the
/// table of project.toml that names it.
void write_gazetteer(const World& world, const Terrain& terrain, const Settlements& settlements,
                     const std::filesystem::path& file);
std::string gazetteer_table();
void write_project(const World& world, const Facilities& facilities, bool roads,
                   const std::filesystem::path& file);
void write_readme(const World& world, const std::filesystem::path& file);
/// Throws std::runtime_error when it cannot.
void write_text(const std::filesystem::path& file, const std::string& text);

}  // namespace fangyuan::sample
