// SPDX-License-Identifier: Apache-2.0
// fangyuan run PROJECT --out DIR: the main job.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/context.h"
#include "app/report.h"
#include "sim/run/run.h"

namespace fangyuan::app {

void add_run(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "run",
      "主任务：谁在服务圈内，写出结果文件夹 / the main job: who is served; writes a run folder");
  struct Arguments {
    std::string project;
    RunOptions options;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PROJECT", arguments->project, "project.toml 或其文件夹 / or its folder")
      ->required();
  command->add_option("--out", arguments->options.out, "结果文件夹 / the run folder")->required();
  command->add_flag("--force", arguments->options.force,
                    "替换非空的结果文件夹 / replace a folder that is not empty");
  command->add_flag("--dump", arguments->options.dump,
                    "另写 network.csv 与 snap.csv，供旁人复算 / also write what an outsider needs "
                    "to recompute every time");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] {
      arguments->options.threads = context.threads;
      const RunSummary summary =
          run_project(arguments->project, arguments->options, context.stage_printer());
      context.print(summary.warnings);
      print_study(*summary.study, context.language);
      print_coverage(*summary.study, summary.tables, context.language);
    };
  });
}

}  // namespace fangyuan::app
