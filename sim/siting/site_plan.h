// SPDX-License-Identifier: Apache-2.0
// A siting request as numbers, and all that is found out about it. Internal to sim/siting.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/coverage/nearest.h"
#include "core/coverage/service_costs.h"
#include "core/siting/replacements.h"
#include "sim/siting/candidates.h"

namespace fangyuan {

/// Owns what a SitingRequest borrows. Sites are numbered by their rank among the serving ones.
struct SiteProblem {
  std::vector<SitePair> pairs;
  std::vector<People> everyone;  ///< [cell] people × weights
  std::vector<People> people;    ///< the same without those who are left out
  std::vector<SiteState> state;
  std::vector<std::int64_t> price;          ///< empty: no budget
  std::vector<std::uint32_t> candidate_of;  ///< [rank], or kExisting
  Cost limit;                               ///< of the pairs
  Cost cover;                               ///< within which people count as covered
  bool in_ms = true;
  People left_out;  ///< weighted, of cells that no site can reach
  std::size_t left_out_cells = 0;
  static constexpr std::uint32_t kExisting = ~std::uint32_t{0};

  /// Most people covered by so many sites: the question behind curve.csv.
  SitingRequest covering(std::optional<std::uint32_t> most) const;
};

struct CurvePoint {
  std::uint32_t sites = 0;  ///< at most so many
  Wide covered = 0, bound = 0;
  SitingStatus status = SitingStatus::unknown;
  std::vector<std::uint32_t> plan;
};

/// Of one group within one limit of the service, before capacity.
struct CoverageLine {
  std::string limit;
  std::size_t group = 0;
  People total, before, after;
};

/// Of a site by its rank: weighted people.
struct SiteLine {
  People in_reach;  ///< within the covering limit
  People alone;     ///< of them who have no existing site within it
  People nearest;   ///< within it in the plan, and this site is their nearest
};

/// 邻避: who lives this near is told beside every candidate.
constexpr std::uint32_t kNearMm = 500'000;

/// Of one candidate opened alone, beside what exists.
struct ScoreLine {
  std::uint32_t rank = 0;
  People in_reach, newly;        ///< weighted
  std::vector<People> newly_of;  ///< [group] people
  People near;  ///< residents within kNearMm as the crow flies: whom a burial ground would trouble
  Wide saved = 0;  ///< weighted millionths × ms or mm, of who is covered already
};

/// A period of a plan, or its one moment.
struct PeriodLine {
  int year = 0;  ///< 0: no periods were asked for
  std::uint32_t opened = 0, opened_until = 0;
  std::int64_t spent = 0, spent_until = 0;
  Amount people;         ///< who needs a place, or weighted people
  Amount served;         ///< by the best filling: what is sought
  Amount nearest_first;  ///< when places are filled in order of cost, as `run` does
  Amount served_before, nearest_first_before;  ///< the same by what exists alone
};

/// What a floor asks of a unit and what becomes of it; people are weighted, of the last period.
struct FloorLine {
  UnitId unit;
  std::uint32_t sites_before = 0, sites_after = 0;  ///< that serve
  People people, covered_before, covered_after;     ///< within the limit, before capacity
  bool holds = false;
};

/// When each site opens; of requests for which SiteRequest::phased().
struct PhasedPlan {
  std::vector<std::uint32_t> period_of;  ///< [rank], or kNever
  std::vector<PeriodLine> periods;
  std::vector<Amount> capacity;  ///< [rank]; empty: does not count
  std::vector<FloorLine>
      floors;                ///< of every unit of the floors' level; empty: none were asked for
  Wide bound_by_prices = 0;  ///< as anyone can recompute it
  static constexpr std::uint32_t kNever = ~std::uint32_t{0};
};

struct SitePlan {
  /// Of a phased plan: all sites that open, and person-periods as value and bound.
  SitingAnswer answer;
  std::optional<PhasedPlan> phased;
  std::string stopped;  ///< "work", "time", "cancelled"; empty: it ended by itself
  std::vector<CurvePoint> curve;
  std::vector<Replacement> replacements;
  std::vector<CoverageLine> coverage;
  std::vector<SiteLine> sites;    ///< [rank]
  std::vector<ScoreLine> scores;  ///< best first; of kind score alone
};

/// How far a search has come: value and bound as those of its SitingAnswer.
struct SolveProgress {
  double seconds = 0;
  std::optional<Wide> value, bound;  ///< absent: none yet
};

struct SolveControl {
  const std::atomic<bool>* cancel = nullptr;
  std::function<void(std::string_view)> progress;          ///< sentences; may be empty
  std::function<void(const SolveProgress&)> numbers = {};  ///< at every step; may be empty
};

/// What the request asks of the problem; spans are the problem's.
SitingRequest siting_request(const SiteRequest& request, const SiteProblem& problem);

/// The answer, the curve and the alternatives. Throws InputError (site-infeasible, with how much is
/// missing) when no choice does what is asked, std::runtime_error when the evaluator does not agree
/// with the search.
SitePlan solve_site(const SiteRequest& request, const SiteProblem& problem,
                    const SolveControl& control);

/// Every candidate by itself.
std::vector<ScoreLine> score_candidates(const SiteProblem& problem, const Cells& cells);

/// Text of a scenario that `run --scenario` accepts and that opens (and closes) what was chosen.
/// Text and hash of the request say where it comes from.
struct ScenarioParts {
  const SiteRequest& request;
  const SiteProblem& problem;
  const SitePlan& plan;
  const std::vector<Candidate>& candidates;
  const ServingSites& sites;
  const std::vector<Facility>& facilities;
};
/// `period`: of a phased plan as it is at the end of that year, with as many people; absent: all.
std::string scenario_text(const ScenarioParts& parts, std::optional<std::uint32_t> period = {});

}  // namespace fangyuan
