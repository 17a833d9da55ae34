// SPDX-License-Identifier: Apache-2.0
// fangyuan propose: proposed sites of a project held against each other, as a folder.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "sim/proposals/proposal_plan.h"

namespace fangyuan {

struct ProposalOptions {
  std::filesystem::path request, out;
  bool force = false;
  int threads = 0;  ///< as told in proposals.json; 0: all
};

/// Everything that is written, and what the terminal says at the end.
struct ProposalSummary {
  ProposalRequest request;
  std::unique_ptr<const Study> study;  ///< with the proposed sites opened in it
  Service service;
  Measure measure = Measure::network;
  bool in_ms = true;  ///< what saved is in
  std::vector<ProposedSite> sites;
  std::vector<ProposalOption> options;  ///< doing nothing first
  std::vector<OptionScore> scores;      ///< as options
  Standing standing;
  std::vector<std::uint32_t> order;  ///< options as they are told: by rank, then what is not ranked
  std::vector<Problem> warnings;
  std::vector<std::pair<std::string, double>> stages;
  std::string started;
  double elapsed_s = 0;
  int threads = 0;
};

/// Reads, opens the sites, checks, scores, ranks, writes; the folder appears complete or keeps its
/// old content. Throws InputError (nothing written; problems of request, project and red lines at
/// once) or std::runtime_error (nothing written).
ProposalSummary run_proposal(const std::filesystem::path& project, const ProposalOptions& options,
                             const Progress& progress);

}  // namespace fangyuan
