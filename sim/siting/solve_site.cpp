// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>

#include "core/siting/choose_sites.h"
#include "sim/siting/site_plan.h"

namespace fangyuan {
namespace {

/// Pairs that a search may look at when the request sets no limit: some 20 seconds.
constexpr std::uint64_t kWork = 4'000'000'000;
constexpr std::size_t kCurvePoints = 40, kReplacements = 3;

SitingGoal goal_of(SiteKind kind) {
  switch (kind) {
    case SiteKind::fewest_sites:
      return SitingGoal::fewest_sites;
    case SiteKind::least_average:
      return SitingGoal::least_total;
    case SiteKind::least_worst:
      return SitingGoal::least_worst;
    default:
      return SitingGoal::most_covered;
  }
}

std::string people_text(Wide millionths) {
  return Amount::from_millionths(static_cast<std::int64_t>(millionths)).to_string();
}

[[noreturn]] void infeasible(const SiteRequest& r, const SiteProblem& problem,
                             const SitingAnswer& answer) {
  Problem p;
  p.code = "site-infeasible";
  p.file = r.file;
  p.layer = "site";
  switch (answer.obstacle) {
    case SitingObstacle::unreachable:
      p.field = "unreachable";
      p.value = people_text(answer.missing);
      p.rule = {fmt::format("{} 人（加权，{} 个居民点）没有候选点或现有设施能到；可写 unreachable "
                            "= \"leave-out\" 把他们另计",
                            p.value, problem.left_out_cells),
                fmt::format("{} people (weighted, in {} cells) have no candidate or existing site "
                            "in reach; unreachable = \"leave-out\" counts them apart",
                            p.value, problem.left_out_cells)};
      break;
    case SitingObstacle::target:
      p.field = "share";
      p.value = fmt::format("{}", r.share.value_or(0));
      p.rule = {fmt::format("全部候选点都建也还差 {} 人（加权）", people_text(answer.missing)),
                fmt::format("with every candidate built {} people (weighted) are still missing",
                            people_text(answer.missing))};
      break;
    case SitingObstacle::budget:
      p.field = "budget";
      p.value = fmt::format("{}", r.budget.value_or(0));
      p.rule = {
          fmt::format("要让每个人都够得着，预算至少还差 {}", to_string(answer.missing)),
          fmt::format("to serve everyone the budget lacks at least {}", to_string(answer.missing))};
      break;
    default:
      p.field = "sites";
      p.value = fmt::format("{}", r.sites.value_or(0));
      p.rule = {fmt::format("要让每个人都够得着，至少还差 {} 处", to_string(answer.missing)),
                fmt::format("to serve everyone at least {} more sites are needed",
                            to_string(answer.missing))};
  }
  throw InputError(std::move(p));
}

/// Shows value and bound; in words once a second.
class Teller {
 public:
  explicit Teller(const SolveControl& control) : control_(&control) {}
  void operator()(double ms, const Wide* value, const Wide* bound) {
    if (control_->numbers)
      control_->numbers({ms / 1000, value ? std::optional(*value) : std::nullopt,
                         bound ? std::optional(*bound) : std::nullopt});
    if (!control_->progress || ms < next_ms_ || value == nullptr || bound == nullptr) return;
    next_ms_ = ms + 1000;
    const auto v = static_cast<double>(*value), b = static_cast<double>(*bound);
    control_->progress(fmt::format("{:.0f} s: gap {:.3f} %", ms / 1000,
                                   v == 0 ? 100.0 : 100 * std::abs(v - b) / v));
  }

 private:
  const SolveControl* control_;
  double next_ms_ = 1000;
};

/// Numbers of sites for which the curve is drawn: all, or evenly spread.
std::vector<std::uint32_t> curve_counts(std::size_t most) {
  std::vector<std::uint32_t> counts;
  const std::size_t n = std::min(most, kCurvePoints);
  for (std::size_t i = 1; i <= n; ++i) {
    const auto k = static_cast<std::uint32_t>((i * most + n / 2) / n);
    if (counts.empty() || counts.back() != k) counts.push_back(k);
  }
  return counts;
}

class Solver {
 public:
  Solver(const SiteRequest& request, const SiteProblem& problem, const SolveControl& control)
      : r_(request), problem_(problem), control_(control) {}

  SitePlan run() {
    SitePlan plan;
    const SitingRequest asked = siting_request(r_, problem_);
    SitingLimits limits = limits_of(1);
    limits.gap = r_.gap;
    limits.progress = Teller(control_);
    plan.answer = choose_sites(asked, limits);
    if (plan.answer.status == SitingStatus::infeasible) infeasible(r_, problem_, plan.answer);
    plan.stopped = stopped_by(plan.answer, limits);
    if (!plan.answer.found()) return plan;
    check(asked, plan.answer);
    curve(plan);
    plan.replacements = replacements(asked, plan.answer.sites, kReplacements);
    return plan;
  }

 private:
  /// A part of what the whole search may take.
  SitingLimits limits_of(double part) const {
    SitingLimits limits;
    limits.cancel = control_.cancel;
    if (r_.time_limit_s) limits.time_ms = *r_.time_limit_s * 1000 * part;
    if (r_.work || !r_.time_limit_s)
      limits.work = std::max<std::uint64_t>(
          1, static_cast<std::uint64_t>(static_cast<double>(r_.work.value_or(kWork)) * part));
    return limits;
  }

  std::string stopped_by(const SitingAnswer& answer, const SitingLimits& limits) const {
    if (answer.status == SitingStatus::optimal) return "";
    if (control_.cancel != nullptr && control_.cancel->load()) return "cancelled";
    if (answer.work >= limits.work) return "work";
    if (answer.time_ms >= limits.time_ms) return "time";
    return "";
  }

  static void check(const SitingRequest& asked, const SitingAnswer& answer) {
    if (const std::string wrong = certify(asked, answer); !wrong.empty())
      throw std::runtime_error("siting: the evaluator says: " + wrong);
  }

  void curve(SitePlan& plan) const {
    const auto counts = curve_counts(plan.answer.sites.size());
    const double part = 0.5 / static_cast<double>(std::max<std::size_t>(counts.size(), 1));
    for (const std::uint32_t k : counts) {
      if (control_.cancel != nullptr && control_.cancel->load()) break;
      SitingAnswer answer;
      const bool asked =
          r_.kind == SiteKind::most_covered && !r_.budget && k == counts.back() && r_.sites == k;
      const SitingRequest request = problem_.covering(k);
      if (asked) {
        answer = plan.answer;
      } else {
        answer = choose_sites(request, limits_of(part));
        check(request, answer);
      }
      CurvePoint point{k, answer.value, answer.bound, answer.status, answer.sites};
      // More sites never cover fewer.
      if (!plan.curve.empty() && plan.curve.back().covered > point.covered) {
        point.covered = plan.curve.back().covered;
        point.plan = plan.curve.back().plan;
      }
      plan.curve.push_back(std::move(point));
    }
    // Nor may fewer cover more.
    for (std::size_t i = plan.curve.size(); i-- > 1;) {
      CurvePoint& fewer = plan.curve[i - 1];
      fewer.bound = std::max(fewer.covered, std::min(fewer.bound, plan.curve[i].bound));
      if (fewer.bound == fewer.covered) fewer.status = SitingStatus::optimal;
    }
  }

  const SiteRequest& r_;
  const SiteProblem& problem_;
  const SolveControl& control_;
};

}  // namespace

SitingRequest SiteProblem::covering(std::optional<std::uint32_t> most) const {
  SitingRequest s;
  s.goal = SitingGoal::most_covered;
  s.pairs = pairs;
  s.people = everyone;
  s.sites = state.size();
  s.state = state;
  s.most = most;
  s.limit = cover;
  return s;
}

SitingRequest siting_request(const SiteRequest& request, const SiteProblem& problem) {
  SitingRequest s = problem.covering(request.sites);
  s.goal = goal_of(request.kind);
  s.people = problem.people;
  s.limit = problem.limit;
  if (request.budget) {
    s.price = problem.price;
    s.budget = request.budget;
  }
  if (request.kind == SiteKind::fewest_sites) {
    Wide all = 0;
    for (const People p : problem.everyone) all += p.millionths();
    // Of the share as the decimal it was written as; who is a part of a millionth counts whole.
    constexpr Wide kParts = 1'000'000'000;
    const Wide share = std::llround(request.share.value_or(1) * 1e9);
    s.target =
        Amount::from_millionths(static_cast<std::int64_t>((all * share + kParts - 1) / kParts));
  }
  return s;
}

SitePlan solve_site(const SiteRequest& request, const SiteProblem& problem,
                    const SolveControl& control) {
  return Solver(request, problem, control).run();
}

std::vector<ScoreLine> score_candidates(const SiteProblem& problem, const Cells& cells) {
  std::vector<Cost> existing(problem.everyone.size());
  for (const SitePair& p : problem.pairs)
    if (problem.state[p.site] == SiteState::open && p.cost <= problem.cover)
      existing[p.cell] = std::min(existing[p.cell], p.cost);
  std::vector<ScoreLine> lines;
  std::vector<std::uint32_t> line_of(problem.state.size(), ~std::uint32_t{0});
  for (std::uint32_t j = 0; j < problem.state.size(); ++j) {
    if (problem.state[j] != SiteState::free) continue;
    line_of[j] = static_cast<std::uint32_t>(lines.size());
    ScoreLine& line = lines.emplace_back();
    line.rank = j;
    line.newly_of.resize(cells.groups.size());
  }
  for (const SitePair& p : problem.pairs) {
    if (line_of[p.site] == ~std::uint32_t{0} || p.cost > problem.cover) continue;
    ScoreLine& line = lines[line_of[p.site]];
    const People w = problem.everyone[p.cell];
    line.in_reach += w;
    if (!existing[p.cell].reached()) {
      line.newly += w;
      for (std::size_t g = 0; g < line.newly_of.size(); ++g)
        line.newly_of[g] += cells.people[g][p.cell];
    } else if (p.cost < existing[p.cell]) {
      line.saved += Wide{w.millionths()} * (existing[p.cell].value() - p.cost.value());
    }
  }
  std::ranges::stable_sort(lines, [](const ScoreLine& a, const ScoreLine& b) {
    return a.newly != b.newly ? a.newly > b.newly : a.saved > b.saved;
  });
  return lines;
}

}  // namespace fangyuan
