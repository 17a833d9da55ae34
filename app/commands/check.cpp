// SPDX-License-Identifier: Apache-2.0
// fangyuan check PROJECT: loads and validates everything, reports data quality, computes nothing.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/context.h"
#include "app/report.h"
#include "sim/study/study.h"

namespace fangyuan::app {

void add_check(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "check",
      "检查项目：读入并校验全部数据，不作计算 / load and validate everything, compute nothing");
  auto project = std::make_shared<std::string>();
  command->add_option("PROJECT", *project, "project.toml 或其文件夹 / or its folder")->required();
  command->callback([&context, project] {
    context.chosen = [&context, project] {
      Problems problems;
      Stages stages(context.stage_printer());
      Project settings = read_project(*project, problems);
      const auto study = load_study(std::move(settings), stages, problems);
      context.print(problems.all());
      print_study(*study, context.language);
    };
  });
}

}  // namespace fangyuan::app
