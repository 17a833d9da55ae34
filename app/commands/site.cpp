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
#include "geo/out/words_zh.h"
#include "sim/siting/run_site.h"
#include "sim/siting/write_parts.h"

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

/// "30 分钟", "2000 米" / "30 min", "2000 m".
std::string limit_words(const Limit& limit, bool zh) {
  const double value = limit.value / (limit.is_time ? 60'000.0 : 1000.0);
  return fmt::format("{} {}", value, limit.is_time ? (zh ? "分钟" : "min") : (zh ? "米" : "m"));
}

std::string before_after(double before, double after, double of, bool zh) {
  return fmt::format(fmt::runtime(zh ? "{} → {}（新增 {}），共 {}" : "{} → {} ({} more) of {}"),
                     grouped(before, 0), grouped(after, 0), grouped(after - before, 0),
                     grouped(of, 0));
}

/// What was sought, whom places serve, floors, and whom the limits cover.
std::string result_lines(const SiteSummary& s, bool zh) {
  std::string text;
  const auto say = [&](const Text& name, const std::string& value) {
    text += fmt::format("  {}: {}\n", zh ? name.zh : name.en, value);
  };
  if (!s.request.covering()) {
    const Text value = value_text(s, s.plan.answer.value);
    say(sought_text(s), zh ? value.zh : value.en);
  }
  if (s.plan.phased && s.request.capacity)
    for (const PeriodLine& p : s.plan.phased->periods) {
      const std::string year = p.year != 0 ? fmt::format("{} ", p.year) : "";
      say({year + "得到服务（需要的人里）", year + "served (of who needs a place)"},
          before_after(p.served_before.to_double(), p.served.to_double(), p.people.to_double(),
                       zh));
    }
  if (const Text floors = floor_text(s); !floors.zh.empty())
    say({"下限", "floors"}, zh ? floors.zh : floors.en);
  const std::string group = zh ? group_zh(s.service.group) : s.service.group;
  const std::size_t per_limit = s.study->population.cells.groups.size();
  for (std::size_t i = 0; i < s.plan.coverage.size(); ++i) {
    const CoverageLine& line = s.plan.coverage[i];
    if (s.study->population.cells.groups[line.group] != s.service.group) continue;
    const char* note = !s.request.capacity ? "" : zh ? "（不看容量）" : " (before capacity)";
    const std::string limit = limit_words(s.service.limits[i / per_limit], zh);
    say({limit + "内 " + group + note, "within " + limit + ", " + group + note},
        before_after(line.before.to_double(), line.after.to_double(), line.total.to_double(), zh));
  }
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
          fmt::runtime(zh ? "{}. {}: 新增 {} 人\n" : "{}. {}: {} people newly in reach\n"), i + 1,
          facilities[(*s.sites)[line.rank].index()].name, grouped(line.newly.to_double(), 0));
    }
  } else if (!s.plan.answer.found()) {
    text += zh ? "没有找到满足要求的方案\n" : "no plan that does what is asked was found\n";
  } else {
    text += fmt::format(fmt::runtime(zh ? "选中 {} 处（{}）\n" : "{} sites chosen ({})\n"),
                        s.plan.answer.sites.size(), bound_words(s, language));
    if (const Text spare = spare_text(s); !spare.zh.empty())
      text += "  " + (zh ? spare.zh : spare.en) + '\n';
    for (const std::uint32_t j : s.plan.answer.sites)
      text += "  " + facilities[(*s.sites)[j].index()].id + " " +
              facilities[(*s.sites)[j].index()].name + '\n';
    text += result_lines(s, zh);
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
