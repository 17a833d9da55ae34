// SPDX-License-Identifier: Apache-2.0
// fangyuan compare RUN_A RUN_B --out DIR: what the second run changes against the first.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "app/context.h"
#include "geo/out/atomic_folder.h"
#include "sim/compare/compare.h"

namespace fangyuan::app {
namespace {

/// With its sign and in whole people.
std::string signed_people(People p) { return fmt::format("{:+.0f}", p.to_double()); }

void print_comparison(const Comparison& c, const std::string& out, Language language) {
  const bool zh = language == Language::zh;
  std::string text;
  for (const CoverageChange& row : c.coverage) {
    if (row.level != "all" || !row.any() || !row.served.a || !row.served.b) continue;
    // The files hold every group; here the one that leads.
    const auto leading = c.b.leading.find(row.service);
    if (leading != c.b.leading.end() && leading->second != row.group) continue;
    text += fmt::format("{} {} {} {}: {} → {} ({})", c.b.name_of(row.service), row.limit,
                        row.measure, row.group, row.served.a->to_string(),
                        row.served.b->to_string(), signed_people(row.served.change()));
    for (const Movement& m : c.movements)
      if (m.service == row.service && m.limit == row.limit && m.group == row.group &&
          m.measure == row.measure)
        text += zh ? fmt::format("；新进圈 {:.0f}，退出圈 {:.0f}", m.gained.to_double(),
                                 m.lost.to_double())
                   : fmt::format("; came within {:.0f}, fell out {:.0f}", m.gained.to_double(),
                                 m.lost.to_double());
    text += '\n';
  }
  std::size_t flips = 0;
  for (const RuleChange& r : c.rules) flips += r.flips() ? 1U : 0U;
  text += zh ? fmt::format("达标情况改变的指标行: {}；有变化的人口点: {}\n结果: {}\n", flips,
                           c.cells.size(), out)
             : fmt::format("indicator rows that flip: {}; cells that changed: {}\nresults: {}\n",
                           flips, c.cells.size(), out);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace

void add_compare(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "compare",
      "比较两次结果：谁进圈、谁退圈，哪些指标改变 / what the second run changes against the first");
  struct Arguments {
    std::string a, b, out;
    bool force = false;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("RUN_A", arguments->a, "现状的结果文件夹 / the run folder before")
      ->required();
  command->add_option("RUN_B", arguments->b, "方案的结果文件夹 / the run folder after")->required();
  command->add_option("--out", arguments->out, "比较结果的文件夹 / the folder to write")
      ->required();
  command->add_flag("--force", arguments->force,
                    "替换非空的文件夹 / replace a folder that is not empty");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] {
      const std::filesystem::path inputs[] = {arguments->a, arguments->b};
      AtomicFolder out(arguments->out, arguments->force, inputs);
      Problems problems;
      const Comparison comparison = compare_runs(arguments->a, arguments->b, problems);
      write_comparison(comparison, out.staging());
      out.commit();
      context.print(problems.all());
      print_comparison(comparison, arguments->out, context.language);
    };
  });
}

}  // namespace fangyuan::app
