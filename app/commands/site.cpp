// SPDX-License-Identifier: Apache-2.0
// fangyuan site PROJECT --request FILE --out DIR: best new sites.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>

#include "app/context.h"
#include "sim/siting/run_site.h"

namespace fangyuan::app {
namespace {

/// What a signal handler may write: lock-free, and there before the program starts.
std::atomic<bool>& interrupted() {
  static constinit std::atomic<bool> flag{false};
  return flag;
}

/// While it lives, the first Ctrl-C ends the search with the best found; the next one the program.
void catch_interrupt(bool on) {
  struct sigaction action = {};
  action.sa_handler = SIG_DFL;
  if (on) {
    action.sa_handler = [](int) { interrupted() = true; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
  }
  sigaction(SIGINT, &action, nullptr);
}

std::string bound_words(const SiteSummary& s, Language language) {
  const bool zh = language == Language::zh;
  const SitingAnswer& a = s.plan.answer;
  if (a.status == SitingStatus::optimal) return zh ? "已证明最优" : "proven optimal";
  std::string text = fmt::format(
      fmt::runtime(zh ? "与上下界相差 {:.2f} %" : "within {:.2f} % of the bound"), 100 * a.gap());
  if (s.plan.stopped == "cancelled") text += zh ? "；已中断" : "; interrupted";
  if (s.plan.stopped == "time") text += zh ? "；到时限" : "; the time limit was reached";
  if (s.plan.stopped == "work") text += zh ? "；到工作量限额" : "; the work limit was reached";
  return text;
}

void print_plan(const SiteSummary& s, const std::string& out, Language language) {
  const bool zh = language == Language::zh;
  const auto& facilities = s.study->facilities.all;
  std::string text;
  if (s.request.kind == SiteKind::score) {
    for (std::size_t i = 0; i < s.plan.scores.size() && i < 5; ++i) {
      const ScoreLine& line = s.plan.scores[i];
      text += fmt::format(
          fmt::runtime(zh ? "{}. {}: 新增 {:.0f} 人\n" : "{}. {}: {:.0f} people newly in reach\n"),
          i + 1, facilities[(*s.sites)[line.rank].index()].name, line.newly.to_double());
    }
  } else if (!s.plan.answer.found()) {
    text += zh ? "没有找到满足要求的方案\n" : "no plan that does what is asked was found\n";
  } else {
    text += fmt::format(fmt::runtime(zh ? "选中 {} 处（{}）\n" : "{} sites chosen ({})\n"),
                        s.plan.answer.sites.size(), bound_words(s, language));
    for (const std::uint32_t j : s.plan.answer.sites)
      text += "  " + facilities[(*s.sites)[j].index()].id + " " +
              facilities[(*s.sites)[j].index()].name + '\n';
    for (const CoverageLine& line : s.plan.coverage)
      if (s.study->population.cells.groups[line.group] == s.service.group)
        text += fmt::format(fmt::runtime(zh ? "  {} {}: {:.0f} → {:.0f}（新增 {:.0f}），共 {:.0f}\n"
                                            : "  {} {}: {:.0f} → {:.0f} ({:.0f} more) of {:.0f}\n"),
                            line.limit, s.service.group, line.before.to_double(),
                            line.after.to_double(), (line.after - line.before).to_double(),
                            line.total.to_double());
  }
  text += fmt::format("{}: {}\n", zh ? "结果" : "results", out);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace

void add_site(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand("site", "选址：最好的新设施位置 / best new sites");
  struct Arguments {
    std::string project;
    SiteOptions options;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PROJECT", arguments->project, "project.toml 或其文件夹 / or its folder");
  command->add_option("--request", arguments->options.request, "选址请求（TOML） / the request");
  command->add_option("--out", arguments->options.out, "结果文件夹 / the result folder");
  command->add_flag("--force", arguments->options.force,
                    "替换非空的结果文件夹 / replace a folder that is not empty");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] {
      SiteOptions& options = arguments->options;
      options.control = {.threads = context.threads,
                         .cancel = &interrupted(),
                         .solving = catch_interrupt,
                         .progress = context.stage_printer()};
      const SiteSummary summary = run_site(arguments->project, options);
      context.print(summary.warnings);
      print_plan(summary, options.out.string(), context.language);
    };
  });
}

}  // namespace fangyuan::app
