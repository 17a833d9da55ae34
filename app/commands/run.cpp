// SPDX-License-Identifier: Apache-2.0
// fangyuan run PROJECT --out DIR: the main job.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <memory>
#include <set>
#include <string>

#include "app/context.h"
#include "app/report.h"
#include "sim/run/run.h"
#include "sim/run/run_each.h"

namespace fangyuan::app {
namespace {

/// As a shell takes it for one word.
std::string shell_word(const std::string& path) {
  const bool plain = std::all_of(path.begin(), path.end(), [](unsigned char c) {
    return c >= 0x80 || std::isalnum(c) != 0 || std::strchr("/._-+,:@", c) != nullptr;
  });
  if (plain && !path.empty() && path.front() != '-') return path;
  std::string out = path.starts_with('-') ? "'./" : "'";
  for (const char c : path) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + '\'';
}

/// Where the results are and what to do with them.
void print_next(const std::filesystem::path& out, Language language) {
  const std::string folder = out.string(), excel = (out / "coverage.xlsx").string(),
                    map = (out / "coverage.gpkg").string(), word = shell_word(folder);
  const std::string text =
      language == Language::zh
          ? fmt::format(
                "结果: {}\n  表: {}（用 Excel 打开）\n  图: {}（拖进 QGIS）\n"
                "  网页: fangyuan serve {}\n",
                folder, excel, map, word)
          : fmt::format(
                "results: {}\n  tables: {} (open in Excel)\n  map: {} (drag into QGIS)\n"
                "  page: fangyuan serve {}\n",
                folder, excel, map, word);
  std::fputs(text.c_str(), stdout);
}

/// A line for each run of several scenarios: what was computed of it, and how long it took. Its
/// warnings come before it under its folder's name, each only once.
void print_each(const std::vector<EachResult>& results, Context& context) {
  const bool zh = context.language == Language::zh;
  std::set<std::string> told;
  for (const EachResult& r : results) {
    std::vector<Problem> fresh;  // what the runs before it have not told
    for (const Problem& p : r.warnings)
      if (told.insert(to_line(p, context.language)).second) fresh.push_back(p);
    if (!fresh.empty()) std::fprintf(stderr, "%s:\n", r.folder.string().c_str());
    context.print(fresh);
    print_scenario(r.scenario, r.edits, context.language);
    const std::string services =
        r.told.services.empty() ? "–" : fmt::format("{}", fmt::join(r.told.services, ", "));
    const std::string text =
        zh ? fmt::format("{}: 计算的服务 {}；服务圈 {} / {}；指标的圈 {} / {}{}；{:.1f} 秒\n",
                         r.folder.string(), services, r.told.circles, r.told.all_circles,
                         r.told.rule_circles, r.told.all_rule_circles,
                         r.read_again && !r.scenario.empty() ? "；重新读入" : "", r.seconds)
           : fmt::format(
                 "{}: services computed {}; circles {} of {}; circles of rules {} of "
                 "{}{}; {:.1f} s\n",
                 r.folder.string(), services, r.told.circles, r.told.all_circles,
                 r.told.rule_circles, r.told.all_rule_circles,
                 r.read_again && !r.scenario.empty() ? "; inputs read again" : "", r.seconds);
    std::fputs(text.c_str(), stdout);
  }
}

}  // namespace

void add_run(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "run",
      "主任务：谁在服务圈内，写出结果文件夹 / the main job: who is served; writes a run folder");
  struct Arguments {
    std::string project;
    RunOptions options;
    std::vector<std::filesystem::path> each;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PROJECT", arguments->project, "project.toml 或其文件夹 / or its folder")
      ->required();
  command->add_option("--out", arguments->options.out, "结果文件夹 / the run folder")->required();
  command->add_option(
      "--scenario", arguments->options.scenario,
      "方案文件；几个文件按次序合为一个方案 / scenario files, applied in order as one");
  auto* each = command->add_option(
      "--each", arguments->each,
      "逐个计算这些方案，现状只算一次：结果在 OUT/baseline 与 OUT/方案名 / these scenarios one by "
      "one over one baseline: run folders OUT/baseline and OUT/NAME");
  each->excludes("--scenario");
  command->add_flag("--force", arguments->options.force,
                    "替换非空的结果文件夹 / replace a folder that is not empty");
  command->add_flag("--dump", arguments->options.dump,
                    "另写 network.csv 与 snap.csv，供旁人复算 / also write what an outsider needs "
                    "to recompute every time");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] {
      if (!arguments->each.empty()) {
        print_each(run_each(arguments->project,
                            {.out = arguments->options.out,
                             .scenarios = arguments->each,
                             .force = arguments->options.force},
                            context.stage_printer()),
                   context);
        return;
      }
      arguments->options.threads = context.threads;
      const RunSummary summary =
          run_project(arguments->project, arguments->options, context.stage_printer());
      context.print(summary.warnings);
      print_scenario(summary.scenario, *summary.study, context.language);
      print_study(*summary.study, context.language);
      print_coverage(*summary.study, summary.tables, context.language);
      print_next(arguments->options.out, context.language);
    };
  });
}

}  // namespace fangyuan::app
