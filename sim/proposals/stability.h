// SPDX-License-Identifier: Apache-2.0
// How the ranking of options stands when speed, demand and capacity are not quite as told. Internal
// to sim/proposals.
#pragma once

#include "sim/proposals/score_options.h"

namespace fangyuan {

/// Ranks, and what seeded draws make of them; the same for any number of threads.
///
/// A draw has one factor of speed (everyone's, access legs included; nothing to a limit in metres),
/// one of demand for each unit of unit_layer_of, one of capacity for each proposed site, each a
/// whole number of thousandths, evenly spread over 1 ± what the request says. With all factors 1
/// the answer is that of score_options, or std::runtime_error.
///
/// A tie: going down the ranking, an option is tied with the first of its group unless that one is
/// better in at least 95 % of the draws. O(draws × options × pairs of the proposed sites), of
/// services with a capacity × all pairs; beyond 40 million pairs nothing is drawn, and it is said.
Standing rank_options(const ScoreInputs& inputs, const std::vector<OptionScore>& scores);

/// Ranks by value alone, 1 the best, equal ones equal; 0 for those that are not ranked.
std::vector<std::uint32_t> ranks_of(const ScoreInputs& inputs,
                                    const std::vector<OptionScore>& scores,
                                    const std::vector<Wide>& newly);

}  // namespace fangyuan
