// SPDX-License-Identifier: Apache-2.0
// project.toml as a value: everything a planner writes, checked, with defaults filled in.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/base/problem.h"
#include "core/burial/settings.h"
#include "core/rules/indicators.h"
#include "core/study/service.h"
#include "geo/io/sources.h"
#include "sim/project/names_settings.h"

namespace fangyuan {

/// [modes.walk] and its siblings.
struct ModeSettings {
  double speed_mps = 1.0;        ///< not used by car
  double off_network_mps = 1.0;  ///< on access legs, at most the service's own speed
  double access_limit_m = 500;
};

struct Project {
  std::filesystem::path file;    ///< project.toml
  std::filesystem::path folder;  ///< what relative paths are relative to
  std::string name;
  Date date{};
  std::string crs = "auto";
  std::vector<std::string> rules;  ///< packs by name, or paths
  double cell_size_m = 100;
  std::array<ModeSettings, kModes> modes{ModeSettings{1.0}, ModeSettings{3.5}, ModeSettings{5.0},
                                         ModeSettings{}};
  std::map<std::string, double> class_kmh = {  ///< by car
      {"motorway", 100}, {"trunk", 70},       {"primary", 50}, {"secondary", 40},
      {"tertiary", 35},  {"residential", 25}, {"service", 15}};
  std::vector<BoundarySource> boundaries;
  std::vector<NetworkSource> network;
  std::vector<PopulationSource> population;
  std::vector<StatisticsSource> statistics;
  std::vector<FacilitySource> facilities;
  std::vector<LandSource> land;
  std::vector<Service> services;
  std::vector<GivenExemption> exemptions;
  std::optional<BurialSettings> burial;  ///< absent: nothing about burial is computed
  NamesSettings names;                   ///< for the command names; a run does not read them

  const ModeSettings& settings(Mode mode) const { return modes[static_cast<std::size_t>(mode)]; }
  /// Speed of a service in m/s: its own, else its mode's. By car the edges have their own.
  double speed_mps(const Service& s) const {
    return s.speed_mps.value_or(settings(s.mode).speed_mps);
  }
};

/// Reads a project.toml, or the one in a folder. Every unknown key (with the nearest known one),
/// wrong type, impossible value and broken reference is told at once.
/// Throws InputError; with warnings alone they go to `problems`.
Project read_project(const std::filesystem::path& file_or_folder, Problems& problems);

/// The effective configuration as JSON text, defaults included, keys in a fixed order.
std::string effective_config_json(const Project& project);

}  // namespace fangyuan
