// SPDX-License-Identifier: Apache-2.0
// Proposed sites, the options made of them, and all that is found out about both. Internal to
// sim/proposals.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/wide.h"
#include "geo/facilities/land.h"
#include "sim/proposals/proposal_request.h"
#include "sim/scenario/edit.h"
#include "sim/study/study.h"

namespace fangyuan {

/// 未见否决, 未核, 否决: what was not looked at is never a pass.
enum class Verdict : std::uint8_t { clear, unchecked, veto };
std::string_view to_string(Verdict verdict);  ///< "clear", "unchecked", "veto"

/// One thing that a site was held against.
struct SiteCheck {
  enum class Kind : std::uint8_t { layer, size };
  Kind kind = Kind::layer;
  std::string name;  ///< the layer, or the amount: "land_mu"
  Verdict verdict = Verdict::unchecked;
  std::optional<double> area_m2;     ///< of the site on the layer, geodesic
  std::optional<double> distance_m;  ///< to the layer, where it is within its buffer
  double buffer_m = 0;
  std::optional<Amount> has, asked;  ///< of sizes
  Text words;
  std::string source;  ///< the rule that asks, or empty
};
std::string_view to_string(SiteCheck::Kind kind);

struct ProposedSite {
  LandFeature shape;  ///< as it was handed in
  std::string where;  ///< "sites[0]"
  std::optional<std::int64_t> price;
  Place place;  ///< where it is opened: its point, or one inside the red line
  Edit edit;    ///< that opens it
  SiteId site = {};
  bool connected = true;  ///< some street of the service's mode is near
  std::vector<SiteCheck> checks;
  Verdict verdict() const;
  bool has_outline() const { return !shape.polygons.empty(); }
};

/// Sites opened together; none: doing nothing.
struct ProposalOption {
  std::string name;
  std::vector<std::uint32_t> sites;  ///< ascending, into the proposed sites
  bool named = false;                ///< by the request
};

/// Of one group within one limit of the service.
struct ServedLine {
  std::string limit;
  std::size_t group = 0;
  People total, before, after;
};

/// The unit with the least share served at the ranking limit.
struct WorstUnit {
  UnitId unit;
  double share = 0;
};

/// One option by itself, beside what exists, as a run of its scenario tells.
struct OptionScore {
  std::vector<ServedLine> served;  ///< by limit, then group
  Wide newly = 0;                  ///< weighted millionths, at the ranking limit
  People in_reach, overlap;  ///< of the leading group: in reach of the sites; of those, served now
  Wide saved = 0;  ///< millionths of the leading group × ms or mm, of who is in reach now
  std::optional<Amount> capacity, load;  ///< of the proposed sites; absent: the service has none
  std::optional<std::int64_t> price;
  People near;                 ///< residents within 500 m as the crow flies of any of the sites
  std::optional<double> gini;  ///< of the share served, over the units of the equality level
  std::optional<WorstUnit> worst;
  double worst_was = 0;  ///< that unit's share now
  Verdict verdict = Verdict::clear;
  bool over_budget = false;
  bool ranked() const { return verdict != Verdict::veto && !over_budget; }
};

/// How an option stands when what is not known varies.
struct OptionStanding {
  std::uint32_t rank = 0;  ///< 1 is best; equal values have equal ranks; 0: not ranked
  std::uint32_t tie = 0;   ///< the group of those that the draws do not tell apart; 0: none
  Wide newly_low = 0, newly_high = 0;         ///< 5 % and 95 % of the draws, weighted millionths
  std::uint32_t rank_low = 0, rank_high = 0;  ///< likewise
  std::uint32_t first = 0;                    ///< draws in which nobody is better
};

/// What a draw took for granted, in thousandths of what is told.
struct Draw {
  std::uint32_t speed = 1000;
  std::vector<std::uint32_t> demand;    ///< by unit of the demand's layer, the last of no unit
  std::vector<std::uint32_t> capacity;  ///< by proposed site
  std::vector<Wide> newly;              ///< by option
  std::vector<std::uint32_t> rank;      ///< by option; 0: not ranked
};

struct Standing {
  std::vector<OptionStanding> options;
  std::vector<Draw> draws;
  bool speed = false, demand = false, capacity = false;  ///< which of them was varied
  Text left_out;  ///< why nothing was drawn, or why one of them says nothing here
};

/// What an amount is called in Chinese (land_mu: 用地（亩）); others by their own name.
std::string amount_zh(const std::string& amount);

/// The layer of units that demand and equality go by: the finest legal one down to townships with
/// at least two units; absent: there is none.
std::optional<std::size_t> unit_layer_of(const Units& units);

}  // namespace fangyuan
