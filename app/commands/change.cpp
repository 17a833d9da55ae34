// SPDX-License-Identifier: Apache-2.0
// fangyuan change PROJECT --scenario FILE --out DIR: the file of a change of units.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

#include "app/context.h"
#include "sim/changes/run_change.h"

namespace fangyuan::app {
namespace {

std::string survey(const ChangeReport& r, bool zh) {
  if (r.survey_due) return (zh ? "勘界期限 " : "survey due ") + to_string(*r.survey_due);
  if (!r.in_force) return zh ? "变更尚未生效" : "the change does not hold yet";
  return zh ? "不涉及界线" : "no line changes";
}

void print_change(const ChangeReport& r, const std::filesystem::path& out, Language language) {
  const bool zh = language == Language::zh;
  std::string text;
  for (std::size_t i = 0; i < r.edits.size(); ++i) {
    text += zh ? r.edits[i].zh : r.edits[i].en;
    if (r.pending[i]) text += zh ? "（尚未生效，未计入）" : " (does not hold yet, not counted)";
    text += '\n';
  }
  const auto count = [&](UnitRuleChange::Kind kind) {
    return std::count_if(r.rules.begin(), r.rules.end(),
                         [&](const UnitRuleChange& c) { return c.kind == kind; });
  };
  People moved;
  if (!r.moved.empty() && !r.moved.front().people.empty())
    for (const MovedArea& m : r.moved)
      if (m.level == r.moved.front().level) moved += m.people.front();
  const auto fresh =
      std::count_if(r.names.begin(), r.names.end(), [](const NameClash& c) { return c.is_new; });
  text += fmt::format(
      fmt::runtime(zh ? "变更的区划 {} 个；移交 {} 人；规则：起约束 {}，不再约束 {}，达标变化 {}；"
                        "应享变化 {} 行；重名、同音 {}（新增 {}）；须变更代码 {} 个；{}\n"
                      : "{} units change; {} people move; rules: {} start, {} cease, {} change "
                        "status; {} rows of entitlement; {} names clash ({} new); {} codes to "
                        "change; {}\n"),
      r.units.size(), moved.to_string(), count(UnitRuleChange::Kind::starts),
      count(UnitRuleChange::Kind::ceases), count(UnitRuleChange::Kind::status),
      r.entitlement.size(), r.names.size(), fresh, r.codes.size(), survey(r, zh));
  const std::string book = (out / "change.xlsx").string(), map = (out / "change.gpkg").string(),
                    after = (out / "map_after.svg").string();
  text +=
      zh ? fmt::format("结果: {}\n  表: {}（用 Excel 打开）\n  图: {}（拖进 QGIS）、{}（浏览器）\n",
                       out.string(), book, map, after)
         : fmt::format(
               "results: {}\n  tables: {} (open in Excel)\n  map: {} (drag into QGIS), "
               "{} (browser)\n",
               out.string(), book, map, after);
  std::fputs(text.c_str(), stdout);
}

}  // namespace

void add_change(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "change",
      "区划变更的材料：人口、面积、设施、应享、规则、重名、代码、变更前后图 / the file of a change "
      "of "
      "units: people, areas, sites, entitlement, rules, names, codes, maps before and after");
  struct Arguments {
    std::string project;
    ChangeOptions options;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PROJECT", arguments->project, "project.toml 或其文件夹 / or its folder")
      ->required();
  command
      ->add_option(
          "--scenario", arguments->options.scenario,
          "区划变更的方案（可写几个，按次序） / scenario with the changes (several in order)")
      ->required();
  command->add_option("--out", arguments->options.out, "结果文件夹 / the folder for the results")
      ->required();
  command->add_flag("--force", arguments->options.force,
                    "替换非空的结果文件夹 / replace a folder that is not empty");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] {
      const ChangeSummary summary =
          run_change(arguments->project, arguments->options, context.stage_printer());
      context.print(summary.warnings);
      print_change(*summary.report, arguments->options.out, context.language);
    };
  });
}

}  // namespace fangyuan::app
