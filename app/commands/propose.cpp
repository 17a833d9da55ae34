// SPDX-License-Identifier: Apache-2.0
// fangyuan propose PROJECT --request FILE --out DIR: proposed sites held against each other.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "app/context.h"
#include "sim/proposals/run_proposal.h"
#include "sim/proposals/write_proposal.h"

namespace fangyuan::app {
namespace {

void print_options(const ProposalSummary& s, const std::string& out, const Context& context) {
  constexpr std::size_t kShown = 8;
  const bool zh = context.language == Language::zh;
  std::string text(zh ? "初筛，不代替用地预审与选址意见\n"
                      : "a first screening: no land pre-examination, no site opinion\n");
  std::size_t shown = 0;
  for (const std::uint32_t o : s.order) {
    if (shown++ == kShown) break;
    const OptionStanding& standing = s.standing.options[o];
    text += fmt::format("{} {}: {}\n", standing.rank > 0 ? fmt::format("{}.", standing.rank) : "×",
                        s.options[o].name, context.text(reason_of(s, o)));
  }
  text += fmt::format("{}\n{}: {}\n", context.text(conclusion_of(s)), zh ? "结果" : "results", out);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace

void add_propose(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "propose", "选址比选：报来的地块哪个合适 / proposed sites held against each other");
  struct Arguments {
    std::string project;
    ProposalOptions options;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PROJECT", arguments->project, "project.toml 或其文件夹 / or its folder");
  command->add_option("--request", arguments->options.request, "比选请求（TOML） / the request");
  command->add_option("--out", arguments->options.out, "结果文件夹 / the result folder");
  command->add_flag("--force", arguments->options.force,
                    "替换非空的结果文件夹 / replace a folder that is not empty");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] {
      ProposalOptions& options = arguments->options;
      options.threads = context.threads;
      const ProposalSummary summary =
          run_proposal(arguments->project, options, context.stage_printer());
      context.print(summary.warnings);
      print_options(summary, options.out.string(), context);
    };
  });
}

}  // namespace fangyuan::app
