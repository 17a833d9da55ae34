// SPDX-License-Identifier: Apache-2.0
// One site added, moved or enlarged in a project: all rows of coverage from a live study, and the
// whole run folder's tables over a kept baseline. Answers are compared before they are timed.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "bench/report.h"
#include "core/coverage/nearest.h"
#include "sim/live/live_study.h"
#include "sim/run/baseline.h"
#include "sim/scenario/scenario_text.h"

namespace fangyuan {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Scenario scenario_of(const std::string& toml) {
  Problems problems;
  Scenario scenario = read_scenario_text(toml, "bench", problems);
  problems.throw_if_errors();
  return scenario;
}

/// Rows of the live tables that the run of the scenario has differently.
std::size_t wrong_rows(const LiveStudy& live, const std::vector<LiveTable>& tables,
                       const CoverageResult& run) {
  std::size_t wrong = 0;
  const auto rows = live.layout().rows();
  for (const LiveTable& t : tables) {
    const Service& service = live.study().project.services[t.service.index()];
    const std::string limit = service.is_joint() ? "" : service.limits[t.limit].to_string();
    std::size_t at = 0;
    for (const CoverageRow& row : run.rows) {
      if (row.service != t.service || row.measure != t.measure) continue;
      if (!limit.empty() && row.limit != limit) continue;
      const std::size_t r = at++ / t.after.size();  // by unit, then group
      const Parts& parts = t.after[row.group][r];
      const bool same = rows[r].unit == row.unit && parts.served == row.parts.served &&
                        parts.no_capacity == row.parts.no_capacity &&
                        parts.out_of_reach == row.parts.out_of_reach &&
                        parts.unconnected == row.parts.unconnected;
      wrong += same ? 0 : 1;
    }
    if (at != rows.size() * t.after.size()) ++wrong;
  }
  return wrong;
}

void bench_edit(const Baseline& baseline, const LiveStudy& live, const std::string& name,
                const std::string& toml) {
  const Scenario scenario = scenario_of(toml);
  Stages stages;
  Problems problems;
  const auto start = Clock::now();
  const ScenarioRun run = baseline.with(scenario, stages, problems);
  std::printf("%s: all tables of a run folder over the baseline: %.0f ms (", name.c_str(),
              ms_since(start));
  for (const auto& [stage, seconds] : stages.done())
    std::printf("%s %.0f, ", stage.c_str(), seconds * 1000);
  std::printf("%zu services, %zu circles of %zu, %zu circles of rules of %zu)\n",
              run.computed.told.services.size(), run.computed.told.circles,
              run.computed.told.all_circles, run.computed.told.rule_circles,
              run.computed.told.all_rule_circles);
  double best = 1e9;
  std::size_t wrong = 0, tables = 0;
  for (int i = 0; i < 6; ++i) {
    const auto began = Clock::now();
    const EditedSites edited = edit_sites(scenario, live.study(), problems);
    const auto answer = live.tables(edited);
    const double ms = ms_since(began);
    if (!answer) {
      std::printf("%s: too many pairs for a live study\n", name.c_str());
      return;
    }
    if (i == 0) {
      tables = answer->size();
      wrong = wrong_rows(live, *answer, run.computed.tables.coverage);
      std::printf("%s: live, the first time: %.0f ms\n", name.c_str(), ms);
    } else {
      best = std::min(best, ms);
    }
  }
  std::printf("%s: live, then: %.1f ms for %zu tables of %zu rows × groups; %zu wrong\n",
              name.c_str(), best, tables, live.layout().rows().size(), wrong);
}

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  using namespace fangyuan;
  bench::expect_words(argc, argv, 1, 1, "scenario_bench PROJECT");
  return bench::run_or_tell([&] {
    bench::print_machine();
    Problems problems;
    Stages stages;
    Baseline baseline(argv[1], stages, problems);
    baseline.compute(stages);
    for (const auto& [stage, seconds] : stages.done())
      std::printf("baseline: %s %.0f ms\n", stage.c_str(), seconds * 1000);
    const LiveStudy live(std::make_unique<const Study>(baseline.study()));
    // The middle one of the sites of the first service that has a place.
    const Study& study = baseline.study();
    std::vector<const Facility*> sites;
    for (const Facility& f : study.facilities.all)
      if (f.place && serves(f, study.project.services.front())) sites.push_back(&f);
    if (sites.empty()) return 1;
    const Facility& site = *sites[sites.size() / 2];
    const std::string at = fmt::format("at = [{:.6f}, {:.6f}]\n", site.place->lonlat.lon + 0.004,
                                       site.place->lonlat.lat + 0.003);
    bench_edit(baseline, live, "one site added",
               "[[edits]]\nkind = \"open\"\nid = \"bench-new\"\ntype = \"" + site.type + "\"\n" +
                   at + "amounts = { beds = 40 }\n");
    bench_edit(baseline, live, "one site moved",
               "[[edits]]\nkind = \"move\"\nsite = \"" + site.id + "\"\n" + at);
    bench_edit(
        baseline, live, "one site enlarged",
        "[[edits]]\nkind = \"extend\"\nsite = \"" + site.id + "\"\namounts = { beds = 40 }\n");
    return 0;
  });
}
