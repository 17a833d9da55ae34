// SPDX-License-Identifier: Apache-2.0
// fangyuan names PROJECT --out DIR: the gazetteer checked by the regulations on place names.
#include "sim/names/run_names.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include "app/context.h"

namespace fangyuan::app {
namespace {

void print_findings(const NamesSummary& summary, Language language) {
  const bool zh = language == Language::zh;
  const NameReport& report = summary.report;
  std::string out = fmt::format(
      fmt::runtime(zh ? "地名: {}（不在有效期或历史 {}）\n" : "names: {} ({} not in force)\n"),
      summary.study.gazetteer.names.size(), report.not_in_force);
  for (std::size_t c = 0; c < kNameClasses; ++c) {
    const auto name_class = static_cast<NameClass>(c);
    if (report.compared[c] + report.uncompared[c] == 0) continue;
    out += fmt::format(fmt::runtime(zh ? "  {}: 比较 {}，范围不明 {}\n"
                                       : "  {}: {} compared, {} of unknown scope\n"),
                       zh ? zh_of(name_class) : to_string(name_class), report.compared[c],
                       report.uncompared[c]);
  }
  std::map<NameRule, std::array<std::size_t, 4>> counts;
  for (const NameFinding& f : report.findings) ++counts[f.rule][static_cast<std::size_t>(f.grade)];
  for (const auto& [rule, grades] : counts) {
    out += zh ? info_of(rule).title.zh : info_of(rule).title.en;
    out += ":";
    for (std::size_t g = 0; g < grades.size(); ++g)
      if (grades[g] > 0) {
        const auto grade = static_cast<NameGrade>(g);
        out += fmt::format(" {} {}", zh ? zh_of(grade) : to_string(grade), grades[g]);
      }
    out += '\n';
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
}

void print_next(const std::filesystem::path& out, Language language) {
  const std::string text =
      language == Language::zh
          ? fmt::format("结果: {}\n  表: {}（用 Excel 打开）\n  图: {}（拖进 QGIS）\n",
                        out.string(), (out / "names.xlsx").string(), (out / "names.gpkg").string())
          : fmt::format("results: {}\n  tables: {} (open in Excel)\n  map: {} (drag into QGIS)\n",
                        out.string(), (out / "names.xlsx").string(), (out / "names.gpkg").string());
  std::fputs(text.c_str(), stdout);
}

}  // namespace

void add_names(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "names",
      "地名检查：重名、同音、用字、拼写、更名 / check place names: duplicates, homophones, "
      "characters, spelling");
  struct Arguments {
    std::string project;
    NamesOptions options;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PROJECT", arguments->project, "project.toml 或其文件夹 / or its folder")
      ->required();
  command->add_option("--out", arguments->options.out, "结果文件夹 / the result folder")
      ->required();
  command->add_flag("--force", arguments->options.force,
                    "替换非空的结果文件夹 / replace a folder that is not empty");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] {
      const NamesSummary summary =
          run_names(arguments->project, arguments->options, context.stage_printer());
      context.print(summary.warnings);
      print_findings(summary, context.language);
      print_next(arguments->options.out, context.language);
    };
  });
}

}  // namespace fangyuan::app
