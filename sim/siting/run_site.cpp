// SPDX-License-Identifier: Apache-2.0
#include "sim/siting/run_site.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/coverage/measured.h"
#include "core/siting/choose_sites.h"
#include "geo/out/atomic_folder.h"
#include "sim/run/now.h"
#include "sim/run/study_view.h"
#include "sim/run/write.h"
#include "sim/siting/plan_periods.h"
#include "sim/siting/service_pairs.h"
#include "sim/siting/write_parts.h"

namespace fangyuan {
namespace {

/// Beyond every way that a sweep can hold.
constexpr Cost kAnywhere{0x7fff'fffdU};

Problem problem_of(const SiteRequest& r, const char* code, const char* field, std::string value,
                   Text rule) {
  Problem p;
  p.code = code;
  p.file = r.file;
  p.layer = "site";
  p.field = field;
  p.value = std::move(value);
  p.rule = std::move(rule);
  return p;
}

/// Request and project, with all that is wrong with either and with their fit.
Project read_both(const std::filesystem::path& project, const std::filesystem::path& file,
                  SiteRequest& request, Problems& problems) {
  request = read_site_request(file, problems);
  Problems of_project;
  Project settings;
  try {
    settings = read_project(project, of_project);
    for (const Problem& p : of_project.all()) problems.add(p);
    check_site_request(request, settings, problems);
  } catch (const InputError& e) {
    for (const Problem& p : e.problems()) problems.add(p);
  }
  problems.throw_if_errors();
  return settings;
}

std::vector<std::filesystem::path> inputs_of(const SiteRequest& request, const Project& project) {
  auto paths = input_paths(project);
  paths.emplace_back(request.file);
  const auto add = [&](const std::optional<LayerRef>& ref) {
    std::error_code ignored;
    if (ref && std::filesystem::exists(ref->resolved, ignored)) paths.emplace_back(ref->resolved);
  };
  for (const CandidateSource& c : request.candidates) add(c.layer);
  for (const ExclusionSource& e : request.exclusions) add(e.layer);
  return paths;
}

class Job {
 public:
  Job(SiteSummary& summary, Study& study, const SiteControl& control, Stages& stages,
      Problems& problems)
      : s_(summary), study_(study), control_(control), stages_(stages), problems_(problems) {}

  void run() {
    stages_.begin("candidates");
    s_.candidates = find_candidates(s_.request, s_.service, study_, problems_);
    problems_.throw_if_errors();
    const bool network = uses_network();
    s_.measure = network ? Measure::network : Measure::straight;
    open_candidates(s_.request, s_.service, network, s_.candidates, study_, problems_);
    problems_.throw_if_errors();
    // What else the project measures needs no index here.
    study_.project.services = {s_.service};
    stages_.begin("index");
    const BorrowedView borrowed(study_);
    require_measure(borrowed.view());
    const ServiceCosts costs(borrowed.view(), s_.service, s_.measure);
    s_.sites = std::make_unique<ServingSites>(s_.service, study_.facilities.all,
                                              study_.boundaries.units, study_.population.cells);
    stages_.begin("reach");
    pose(costs);
    stages_.begin("solve");
    if (control_.solving) control_.solving(true);
    solve();
    count_near(*borrowed.view().straight);
    if (control_.solving) control_.solving(false);
    stages_.begin("evaluate");
    evaluate_plan(costs);
    stages_.end();
  }

 private:
  bool uses_network() const {
    if (s_.request.measure) return *s_.request.measure == Measure::network;
    return study_.has_roads() && s_.service.measure_network;
  }

  void require_measure(const StudyView& view) const {
    if (ServiceCosts::has(view, s_.service, s_.measure)) return;
    throw InputError(
        problem_of(s_.request, "site-measure", "measure", std::string(to_string(s_.measure)),
                   {"这项服务没有这种度量：没有道路，或小汽车按时间又没有 straight_speed_mps",
                    "the service has no such measure: no roads, or a car's time limit without "
                    "straight_speed_mps"}));
  }

  void weigh() {
    s_.problem.everyone = weighted_people(s_.request, s_.service, study_.population.cells);
    s_.problem.people = s_.problem.everyone;
  }

  /// The problem: pairs, people, states, prices.
  void pose(const ServiceCosts& costs) {
    weigh();
    SiteProblem& p = s_.problem;
    const SiteRequest& r = s_.request;
    p.in_ms = costs.in_ms();
    p.cover = costs.cost_of(covering_limit(r, s_.service));
    p.limit = r.covering() ? p.cover : r.limit ? costs.cost_of(*r.limit) : kAnywhere;
    p.cover = std::min(p.cover, p.limit);
    const PairsRequest request{costs.costs(), *s_.sites, p.limit, p.everyone};
    auto pairs = find_pairs(request);
    if (!pairs)
      throw InputError(problem_of(
          r, "site-too-large", "", fmt::format("{}", request.most),
          {"候选点与居民点的组合太多；请减少候选点、加大格网，或写较短的 limit_min、limit_m",
           "too many pairs of candidate and cell; give fewer candidates, a wider grid, or a "
           "shorter limit_min or limit_m"}));
    p.pairs = std::move(*pairs);
    p.candidate_of.assign(s_.sites->size(), SiteProblem::kExisting);
    p.state.assign(s_.sites->size(), r.keep_existing ? SiteState::open : SiteState::free);
    p.price.assign(s_.sites->size(), 0);
    std::vector<std::uint32_t> of_site(study_.facilities.all.size(), SiteProblem::kExisting);
    for (std::uint32_t c = 0; c < s_.candidates.size(); ++c)
      if (s_.candidates[c].site) of_site[s_.candidates[c].site.index()] = c;
    for (std::uint32_t j = 0; j < p.state.size(); ++j) {
      const std::uint32_t c = p.candidate_of[j] = of_site[(*s_.sites)[j].index()];
      if (c == SiteProblem::kExisting) continue;
      const Candidate& candidate = s_.candidates[c];
      p.state[j] = candidate.fate == CandidateFate::usable ? SiteState::free : SiteState::forbidden;
      p.price[j] = candidate.price.value_or(0);
      if (r.budget && !candidate.price)
        problems_.error(problem_of(r, "key-missing", "price", candidate.id,
                                   {"候选点没有价格", "the candidate has no price"}));
    }
    problems_.throw_if_errors();
    leave_out_unreachable();
    for (const std::string& fault : faults(siting_request(r, p)))
      if (r.kind != SiteKind::score && !r.phased())
        throw InputError(problem_of(r, "value-bad", "", "", {"请求不成立：" + fault, fault}));
  }

  /// Cells that no site can serve, for averages and worsts.
  void leave_out_unreachable() {
    SiteProblem& p = s_.problem;
    std::vector<char> reached(p.everyone.size());
    for (const SitePair& pair : p.pairs)
      if (p.state[pair.site] != SiteState::forbidden) reached[pair.cell] = 1;
    for (std::size_t c = 0; c < reached.size(); ++c) {
      if (reached[c] != 0 || p.everyone[c] <= Amount()) continue;
      p.left_out += p.everyone[c];
      ++p.left_out_cells;
      if (!s_.request.covering() && s_.request.leave_out_unreachable) p.people[c] = People();
    }
    if (s_.request.covering() || !s_.request.leave_out_unreachable || p.left_out_cells == 0) return;
    Problem w = problem_of(s_.request, "site-unreachable", "unreachable", p.left_out.to_string(),
                           {fmt::format("{} 人（加权）没有候选点或现有设施能到，不计入平均和最远",
                                        p.left_out.to_string()),
                            fmt::format("{} people (weighted) have no candidate or existing site "
                                        "in reach and count in no average or worst",
                                        p.left_out.to_string())});
    w.count = p.left_out_cells;
    problems_.warning(std::move(w));
  }

  void solve() {
    if (s_.request.kind == SiteKind::score) {
      s_.plan.scores = score_candidates(s_.problem, study_.population.cells);
      return;
    }
    if (s_.request.phased()) {
      plan_periods({s_.request, s_.service, study_, *s_.sites, s_.problem},
                   {control_.cancel, control_.progress, {}}, s_.plan);
      return;
    }
    s_.plan = solve_site(s_.request, s_.problem, {control_.cancel, control_.progress, numbers()});
  }

  /// As people read them.
  std::function<void(const SolveProgress&)> numbers() const {
    if (!control_.numbers) return {};
    return [this](const SolveProgress& p) {
      SiteProgress told;
      told.seconds = p.seconds;
      if (p.value) told.value = plain_value(s_, *p.value);
      if (p.bound) told.bound = plain_value(s_, *p.bound);
      if (p.value && p.bound && *p.value != 0)
        told.gap =
            std::abs(static_cast<double>(*p.value - *p.bound)) / static_cast<double>(*p.value);
      control_.numbers(told);
    };
  }

  void count_near(const StraightLine& straight) {
    const Cells& cells = study_.population.cells;
    const auto group =
        find_group(cells, "total").value_or(find_group(cells, s_.service.group).value_or(0));
    std::vector<CellCost> near;
    for (ScoreLine& line : s_.plan.scores) {
      near.clear();
      straight.within((*s_.sites)[line.rank], kNearMm, near);
      for (const CellCost& c : near) line.near += cells.people[group][c.cell.index()];
    }
  }

  /// Who is covered before and after, by the search that a run makes: of what stays open only.
  void evaluate_plan(const ServiceCosts& costs) {
    const Nearest after = nearest_of(costs, true), before = nearest_of(costs, false);
    const Cells& cells = study_.population.cells;
    for (const Limit& limit : s_.service.limits) {
      const Cost within = costs.cost_of(limit);
      for (std::size_t g = 0; g < cells.groups.size(); ++g) {
        CoverageLine line{limit.to_string(), g, {}, {}, {}};
        for (std::size_t c = 0; c < cells.size(); ++c) {
          line.total += cells.people[g][c];
          if (before.cost[c] <= within) line.before += cells.people[g][c];
          if (after.cost[c] <= within) line.after += cells.people[g][c];
        }
        s_.plan.coverage.push_back(std::move(line));
      }
    }
    lines(before, after);
    if (s_.request.kind != SiteKind::most_covered || !s_.plan.answer.found() || s_.plan.phased)
      return;
    Wide covered = 0;
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (after.cost[c] <= s_.problem.cover) covered += s_.problem.everyone[c].millionths();
    if (covered != s_.plan.answer.value)
      throw std::runtime_error("siting: the run's search and the plan disagree");
  }

  Nearest nearest_of(const ServiceCosts& costs, bool with_plan) const {
    std::vector<Facility> facilities = study_.facilities.all;
    const auto& chosen = s_.plan.answer.sites;
    for (std::uint32_t j = 0; j < s_.problem.state.size(); ++j) {
      const bool existing = s_.problem.candidate_of[j] == SiteProblem::kExisting;
      const bool is_chosen = std::binary_search(chosen.begin(), chosen.end(), j);
      const bool open = with_plan ? is_chosen || s_.problem.state[j] == SiteState::open : existing;
      if (!open) facilities[(*s_.sites)[j].index()].status = Status::closed;
    }
    const ServingSites sites(s_.service, facilities, study_.boundaries.units,
                             study_.population.cells);
    std::vector<Cost> limits;
    for (const Limit& l : s_.service.limits) limits.push_back(costs.cost_of(l));
    Nearest nearest = find_nearest({costs.costs(), sites, limits, s_.problem.everyone});
    // Ranks among those open become ranks among all.
    std::vector<std::uint32_t> rank_of(study_.facilities.all.size());
    for (std::uint32_t j = 0; j < s_.sites->size(); ++j) rank_of[(*s_.sites)[j].index()] = j;
    for (std::uint32_t& rank : nearest.rank)
      if (rank != Nearest::kNoRank) rank = rank_of[sites[rank].index()];
    return nearest;
  }

  void lines(const Nearest& before, const Nearest& after) {
    const SiteProblem& p = s_.problem;
    auto& out = s_.plan.sites;
    out.resize(p.state.size());
    for (const SitePair& pair : p.pairs) {
      if (pair.cost > p.cover) continue;
      out[pair.site].in_reach += p.everyone[pair.cell];
      if (!(before.cost[pair.cell] <= p.cover)) out[pair.site].alone += p.everyone[pair.cell];
    }
    for (std::size_t c = 0; c < after.cost.size(); ++c)
      if (after.cost[c] <= p.cover) out[after.rank[c]].nearest += p.everyone[c];
  }

  SiteSummary& s_;
  Study& study_;
  const SiteControl& control_;
  Stages& stages_;
  Problems& problems_;
};

/// Everything that a siting begins with and ends with, around what is done to its summary.
class Clocked {
 public:
  Clocked(SiteSummary& summary, const SiteControl& control) : s_(summary) {
    s_.started = now_iso();
    s_.threads = control.threads;
  }
  void stop(const Stages& stages) {
    s_.stages = stages.done();
    s_.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  SiteSummary& s_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

SiteSummary run_site(const std::filesystem::path& project, const SiteOptions& options) {
  SiteSummary summary;
  Clocked clocked(summary, options.control);
  Problems problems;
  Stages stages(options.control.progress);
  Project settings = read_both(project, options.request, summary.request, problems);
  summary.service = settings.services[service_of(summary.request, settings)->index()];
  // Refused before anything is read: the folder that cannot be written.
  AtomicFolder out(options.out, options.force, inputs_of(summary.request, settings));
  std::unique_ptr<Study> study = load_study(std::move(settings), stages, problems);
  Job(summary, *study, options.control, stages, problems).run();
  summary.study = std::move(study);
  summary.warnings = problems.all();
  stages.begin("write");
  write_site_tables(summary, out.staging());
  stages.end();
  clocked.stop(stages);
  write_site_json(summary, out.staging());
  out.commit();
  return summary;
}

SiteSummary site_study(SiteRequest request, std::unique_ptr<Study> study,
                       const SiteControl& control) {
  SiteSummary summary;
  Clocked clocked(summary, control);
  Problems problems;
  Stages stages(control.progress);
  summary.request = std::move(request);
  check_site_request(summary.request, study->project, problems);
  problems.throw_if_errors();
  summary.service = study->project.services[service_of(summary.request, study->project)->index()];
  Job(summary, *study, control, stages, problems).run();
  summary.study = std::move(study);
  summary.warnings = problems.all();
  clocked.stop(stages);
  return summary;
}

}  // namespace fangyuan
