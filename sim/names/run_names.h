// SPDX-License-Identifier: Apache-2.0
// fangyuan names: a project's gazetteer checked, and the findings written.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/problem.h"
#include "geo/names/check_names.h"
#include "geo/names/name_scopes.h"
#include "geo/out/run_contents.h"
#include "sim/project/project.h"
#include "sim/study/stages.h"

namespace fangyuan {

/// What the checks need of a project, read.
struct NamesStudy {
  Project project;
  std::unique_ptr<const Frame> frame;
  Boundaries boundaries;
  std::vector<BuiltUpArea> built_up;
  Gazetteer gazetteer;
  std::vector<MapName> map;
  PlaceReadings readings = PlaceReadings::shipped();
  std::vector<OwnWord> words;
  std::vector<InputInfo> inputs;
};

/// All problems at once. Throws InputError: names-missing without [[names]], and what the readers
/// of layers tell as errors. Of boundaries only errors are told; `fangyuan check` tells the rest.
NamesStudy load_names(Project project, Problems& problems);

struct NamesOptions {
  std::filesystem::path out;
  bool force = false;
};

struct NamesSummary {
  NamesStudy study;
  NameReport report;
  std::vector<Problem> warnings;
};

/// names.xlsx, names.json and names.gpkg appear complete or not at all. Findings are results.
/// Throws InputError for bad input, std::runtime_error when something cannot be written.
NamesSummary run_names(const std::filesystem::path& project, const NamesOptions& options,
                       const Progress& progress);

}  // namespace fangyuan
