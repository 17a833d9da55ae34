// SPDX-License-Identifier: Apache-2.0
// The files of a proposal folder. Internal to sim/proposals.
#pragma once

#include <filesystem>

#include "geo/print/page.h"
#include "sim/proposals/run_proposal.h"

namespace fangyuan {

/// options.csv, served.csv, checks.csv, draws.csv, proposals.gpkg, option-NN.toml, comparison.xlsx
/// and comparison.pdf. Warns proposal-font where the machine has no Chinese font for the PDF.
void write_proposal_tables(const ProposalSummary& summary, const std::filesystem::path& folder,
                           Problems& problems);

/// proposals.json, the last file.
void write_proposal_json(const ProposalSummary& summary, const std::filesystem::path& folder);

/// "option-03.toml": the scenario of an option; doing nothing has none (empty).
std::string scenario_file(const ProposalSummary& s, std::uint32_t option);
/// Text of a scenario that `run --scenario` accepts and that opens the option's sites.
std::string option_scenario(const ProposalSummary& s, std::uint32_t option);

/// 选址比选表: the options and what speaks for and against them, on one sheet of paper.
Page comparison_page(const ProposalSummary& summary);

// What is told of an option in words, and in figures that several files share.
Text reason_of(const ProposalSummary& s, std::uint32_t option);
/// What to take, and whether the draws tell it apart.
Text conclusion_of(const ProposalSummary& s);
/// To the nearest whole, thousands apart: "12,345".
std::string whole_text(double value);
Amount of_wide(Wide millionths);
double saved_of(const ProposalSummary& s, const OptionScore& score);  ///< person-hours or -km
std::optional<double> price_per_newly(const OptionScore& score);
People newly_of(const ProposalSummary& s, const OptionScore& score, std::size_t group);
/// The limit that options are ranked by, as tables write it.
std::string ranking_limit(const ProposalSummary& s);

}  // namespace fangyuan
