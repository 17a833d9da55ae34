// SPDX-License-Identifier: Apache-2.0
// fangyuan site: best new sites of a project, as a folder.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "sim/siting/site_plan.h"

namespace fangyuan {

/// Value and bound in the unit of the answer, like those of site.json.
struct SiteProgress {
  double seconds = 0;
  std::optional<double> value, bound, gap;
};

/// How a siting is watched and ended.
struct SiteControl {
  int threads = 0;                            ///< as told in site.json; 0: all
  const std::atomic<bool>* cancel = nullptr;  ///< ends the search with the best found
  /// Told true when the search begins and false when it has ended: before and after, cancel is not
  /// looked at. May be empty.
  std::function<void(bool)> solving = {};
  Progress progress = {};  ///< stages, and sentences of the search
  /// The search in numbers, as people read them. May be empty.
  std::function<void(const SiteProgress&)> numbers = {};
};

struct SiteOptions {
  std::filesystem::path request, out;
  bool force = false;
  SiteControl control = {};
};

/// Everything that is written, and what the terminal says at the end.
struct SiteSummary {
  SiteRequest request;
  std::unique_ptr<const Study> study;  ///< with the candidates opened in it
  Service service;
  Measure measure = Measure::network;
  std::vector<Candidate> candidates;
  std::unique_ptr<ServingSites> sites;  ///< by rank, as those of `problem`
  SiteProblem problem;
  SitePlan plan;
  std::vector<Problem> warnings;
  std::vector<std::pair<std::string, double>> stages;
  std::string started;
  double elapsed_s = 0;
  int threads = 0;
};

/// Reads, opens the candidates, solves, writes; the folder appears complete or keeps its old
/// content. Throws InputError (nothing written; every problem of request and project at once) or
/// std::runtime_error (nothing written).
SiteSummary run_site(const std::filesystem::path& project, const SiteOptions& options);

/// The same of a study in memory, which the summary takes; of files only layers that the request
/// names are read, and nothing is written. Throws as run_site().
SiteSummary site_study(SiteRequest request, std::unique_ptr<Study> study,
                       const SiteControl& control);

}  // namespace fangyuan
