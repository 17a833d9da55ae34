// SPDX-License-Identifier: Apache-2.0
#include "sim/proposals/run_proposal.h"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "core/coverage/service_costs.h"
#include "geo/out/atomic_folder.h"
#include "sim/proposals/proposed_sites.h"
#include "sim/proposals/stability.h"
#include "sim/proposals/vetoes.h"
#include "sim/proposals/write_proposal.h"
#include "sim/run/now.h"
#include "sim/run/study_view.h"
#include "sim/run/write.h"

namespace fangyuan {
namespace {

Problem problem_of(const ProposalRequest& r, const char* code, const char* field, std::string value,
                   Text rule) {
  Problem p;
  p.code = code;
  p.file = r.site.file;
  p.layer = "proposal";
  p.field = field;
  p.value = std::move(value);
  p.rule = std::move(rule);
  return p;
}

/// Request and project, and whatever can be told of the red lines when either is wrong already.
class Reader {
 public:
  Reader(const std::filesystem::path& project, const std::filesystem::path& request)
      : request_(read_proposal_request(request, problems_)) {
    Problems of_project;
    try {
      project_ = read_project(project, of_project);
      read_ = true;
    } catch (const InputError& e) {
      for (const Problem& p : e.problems()) problems_.add(p);
    }
    for (const Problem& p : of_project.all()) problems_.add(p);
    if (read_) check_proposal_request(request_, project_, problems_);
  }

  ProposalRequest& request() { return request_; }
  Project& project() { return project_; }
  Problems& problems() { return problems_; }

  void throw_if_errors() {
    if (!problems_.has_errors()) return;
    tell_red_lines();
    problems_.throw_if_errors();
  }

  /// load_study, with its problems told beside those of the red lines.
  std::unique_ptr<Study> load(Stages& stages) {
    const Project kept = project_;
    try {
      return load_study(std::move(project_), stages, problems_);
    } catch (const InputError& e) {
      project_ = kept;
      for (const Problem& p : e.problems()) add_once(p);
      tell_red_lines();
      problems_.throw_if_errors();
      throw;
    }
  }

 private:
  void add_once(const Problem& p) {
    const auto& told = problems_.all();
    if (std::none_of(told.begin(), told.end(), [&](const Problem& q) {
          return q.code == p.code && q.file == p.file && q.field == p.field && q.value == p.value &&
                 q.rule.en == p.rule.en;
        }))
      problems_.add(p);
  }

  void tell_red_lines() {
    if (!read_) return;
    try {
      Problems ignored;
      const Frame frame(choose_crs(project_, ignored));
      Problems of_sites;
      const auto sites = find_proposed_sites(request_, nullptr, frame, of_sites);
      make_options(request_, sites, of_sites);
      for (const Problem& p : of_sites.all())
        if (p.severity == Severity::error) add_once(p);
    } catch (const InputError&) {
      return;  // nothing has a place: that is told already
    }
  }

  Problems problems_;
  ProposalRequest request_;
  Project project_;
  bool read_ = false;
};

std::vector<std::filesystem::path> inputs_of(const ProposalRequest& request,
                                             const Project& project) {
  auto paths = input_paths(project);
  paths.emplace_back(request.site.file);
  const auto add = [&](const LayerRef& ref) {
    std::error_code ignored;
    if (std::filesystem::exists(ref.resolved, ignored)) paths.emplace_back(ref.resolved);
  };
  for (const SitesSource& s : request.sites) add(s.layer);
  for (const ExclusionSource& e : request.site.exclusions)
    if (e.layer) add(*e.layer);
  return paths;
}

class Job {
 public:
  Job(ProposalSummary& summary, Study& study, Stages& stages, Problems& problems)
      : s_(summary), study_(study), stages_(stages), problems_(problems) {}

  void run() {
    stages_.begin("red lines");
    s_.sites = find_proposed_sites(s_.request, &study_.boundaries, *study_.frame, problems_);
    s_.options = make_options(s_.request, s_.sites, problems_);
    s_.measure = s_.request.site.measure.value_or(
        study_.has_roads() && s_.service.measure_network ? Measure::network : Measure::straight);
    check_roads();
    problems_.throw_if_errors();
    open_proposed_sites(s_.request, s_.service, s_.measure == Measure::network, s_.sites, study_,
                        problems_);
    problems_.throw_if_errors();
    stages_.begin("vetoes");
    check_proposed_sites(s_.request, study_, s_.sites, problems_);
    problems_.throw_if_errors();
    study_.project.services = {s_.service};  // what else the project measures is not asked
    stages_.begin("index");
    const BorrowedView borrowed(study_);
    require_measure(borrowed.view());
    const ServiceCosts costs(borrowed.view(), s_.service, s_.measure);
    s_.in_ms = costs.in_ms();
    const ScoreInputs inputs{s_.request, study_,     borrowed.view(), s_.service,
                             costs,      s_.measure, s_.sites,        s_.options};
    stages_.begin("scores");
    s_.scores = score_options(inputs);
    stages_.begin("draws");
    s_.standing = rank_options(inputs, s_.scores);
    stages_.end();
    put_in_order();
  }

 private:
  void check_roads() {
    if (study_.has_roads() || s_.request.site.measure == Measure::straight) return;
    Problem p = problem_of(s_.request, "proposal-no-roads", "measure", "straight",
                           {"项目没有道路，按直线比选；绕行看不出来",
                            "the project has no roads: options are compared in straight lines, "
                            "which know no detours"});
    if (s_.request.site.measure == Measure::network) {
      p.value = "network";
      p.rule = {"项目没有道路，不能按路网比选；请加 [[network]]，或写 measure = \"straight\"",
                "the project has no roads; add [[network]], or write measure = \"straight\""};
      problems_.error(std::move(p));
    } else {
      problems_.warning(std::move(p));
    }
  }

  void require_measure(const StudyView& view) const {
    if (ServiceCosts::has(view, s_.service, s_.measure)) return;
    throw InputError(
        problem_of(s_.request, "site-measure", "measure", std::string(to_string(s_.measure)),
                   {"这项服务没有这种度量：没有道路，或小汽车按时间又没有 straight_speed_mps",
                    "the service has no such measure: no roads, or a car's time limit without "
                    "straight_speed_mps"}));
  }

  void put_in_order() {
    s_.order.resize(s_.options.size());
    std::iota(s_.order.begin(), s_.order.end(), 0U);
    const auto& standing = s_.standing.options;
    std::ranges::stable_sort(s_.order, [&](std::uint32_t a, std::uint32_t b) {
      const bool ranked_a = standing[a].rank > 0, ranked_b = standing[b].rank > 0;
      if (ranked_a != ranked_b) return ranked_a;
      if (ranked_a) return standing[a].rank < standing[b].rank;
      return s_.scores[a].newly > s_.scores[b].newly;
    });
  }

  ProposalSummary& s_;
  Study& study_;
  Stages& stages_;
  Problems& problems_;
};

}  // namespace

ProposalSummary run_proposal(const std::filesystem::path& project, const ProposalOptions& options,
                             const Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  ProposalSummary summary;
  summary.started = now_iso();
  summary.threads = options.threads;
  Stages stages(progress);
  Reader reader(project, options.request);
  reader.throw_if_errors();
  summary.request = reader.request();
  summary.service =
      reader.project().services[service_of(summary.request.site, reader.project())->index()];
  AtomicFolder out(options.out, options.force, inputs_of(summary.request, reader.project()));
  std::unique_ptr<Study> study = reader.load(stages);
  Job(summary, *study, stages, reader.problems()).run();
  summary.study = std::move(study);
  stages.begin("write");
  write_proposal_tables(summary, out.staging(), reader.problems());
  stages.end();
  summary.warnings = reader.problems().all();
  summary.stages = stages.done();
  summary.elapsed_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  write_proposal_json(summary, out.staging());
  out.commit();
  return summary;
}

}  // namespace fangyuan
