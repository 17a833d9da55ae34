// SPDX-License-Identifier: Apache-2.0
#include "sim/names/run_names.h"

#include "geo/out/atomic_folder.h"
#include "geo/out/names_folder.h"
#include "sim/run/write.h"

namespace fangyuan {
namespace {

std::vector<std::filesystem::path> inputs_of(const Project& project) {
  auto paths = input_paths(project);
  const auto add = [&](const LayerRef& ref) {
    if (std::error_code ignored; std::filesystem::exists(ref.resolved, ignored))
      paths.emplace_back(ref.resolved);
  };
  for (const NamesSource& s : project.names.gazetteers) add(s.ref);
  for (const LayerRef& ref : project.names.maps) add(ref);
  for (const auto* ref : {&project.names.built_up, &project.names.readings, &project.names.words})
    if (*ref) add(**ref);
  return paths;
}

}  // namespace

NamesSummary run_names(const std::filesystem::path& project, const NamesOptions& options,
                       const Progress& progress) {
  Problems problems;
  Stages stages(progress);
  Project settings = read_project(project, problems);
  // Refused before anything is read: the folder that cannot be written.
  AtomicFolder out(options.out, options.force, inputs_of(settings));
  NamesSummary summary;
  stages.begin("read");
  summary.study = load_names(std::move(settings), problems);
  const NamesStudy& study = summary.study;
  stages.begin("names");
  const NamesSettings& names = study.project.names;
  auto scopes = find_scopes(study.gazetteer,
                            {study.project.boundaries.empty() ? nullptr : &study.boundaries,
                             study.built_up, names.subdistricts},
                            problems);
  summary.report =
      check_names(study.gazetteer, std::move(scopes), study.map, study.readings,
                  {study.project.date, names.subdistricts, names.patrol_months, study.words});
  stages.begin("write");
  summary.warnings = problems.all();
  write_names_folder({.version = FANGYUAN_VERSION,
                      .project = study.project.name,
                      .date = study.project.date,
                      .frame = *study.frame,
                      .gazetteer = study.gazetteer,
                      .report = summary.report,
                      .inputs = study.inputs,
                      .warnings = summary.warnings,
                      .subdistricts = names.subdistricts},
                     out.staging());
  stages.end();
  out.commit();
  return summary;
}

}  // namespace fangyuan
