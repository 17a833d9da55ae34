// SPDX-License-Identifier: Apache-2.0
// What `fangyuan propose` is asked for, as its request file says it. docs/proposals.md is the
// schema.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "geo/io/sources.h"
#include "sim/siting/site_request.h"

namespace fangyuan {

/// One layer or table of proposed sites: red lines or points.
struct SitesSource {
  std::string where;  ///< "sites[0]"
  LayerRef layer;     ///< fields: id, name, price, and amounts
  std::optional<std::int64_t> price;
};

/// A combination that the request names, by the sites' ids (or names).
struct NamedOption {
  std::string where;  ///< "options[0]"
  std::string name;   ///< empty: the sites' names joined
  std::vector<std::string> sites;
};

/// How far what is not known may be off: shares of it, 0–0.9.
struct Variation {
  std::uint32_t draws = 200;  ///< 0: nothing is varied
  std::uint64_t seed = 1;
  double speed = 0.1;     ///< one factor for everyone
  double demand = 0.1;    ///< one factor for each unit
  double capacity = 0.1;  ///< one factor for each proposed site
  bool any() const { return draws > 0 && (speed > 0 || demand > 0 || capacity > 0); }
};

enum class RankBy : std::uint8_t { newly, price_per_newly };
std::string_view to_string(RankBy by);

struct ProposalRequest {
  /// Service, type, amounts, limit, measure, weights and exclusions, as of a request that scores.
  SiteRequest site;
  std::vector<SitesSource> sites;
  std::vector<NamedOption> options;
  std::uint32_t all_up_to = 1;  ///< every combination of at most so many sites
  std::optional<std::int64_t> budget;
  std::string price_unit = "万元";
  RankBy rank_by = RankBy::newly;
  std::optional<std::vector<std::string>> must_check;  ///< layers without which a site is 未核
  std::map<std::string, Amount> least;                 ///< of each site: "land_mu", "beds"
  std::string least_source;
  Variation vary;
  bool a3 = false;
};

/// Every unknown key, wrong type and impossible value is told at once, in `problems`; never throws
/// for bad input. Paths are relative to the request's folder.
ProposalRequest read_proposal_request(const std::filesystem::path& file, Problems& problems);

/// What in the request does not fit the project. Told, never thrown.
void check_proposal_request(const ProposalRequest& request, const Project& project,
                            Problems& problems);

}  // namespace fangyuan
