// SPDX-License-Identifier: Apache-2.0
// fangyuan compare RUN_A RUN_B --out DIR: what the second run changes against the first.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "app/context.h"
#include "geo/out/atomic_folder.h"
#include "sim/compare/compare.h"
#include "sim/compare/headlines.h"

namespace fangyuan::app {
namespace {

void print_comparison(const Comparison& c, const std::string& out, Language language) {
  const bool zh = language == Language::zh;
  std::string text;
  for (const Text& line : headlines(c)) text += (zh ? line.zh : line.en) + '\n';
  text += (zh ? "结果: " : "results: ") + out + '\n';
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
