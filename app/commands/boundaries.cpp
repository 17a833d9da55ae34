// SPDX-License-Identifier: Apache-2.0
// fangyuan boundaries PROJECT --out DIR: are the units' outlines sound.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include "app/context.h"
#include "sim/boundaries/check_boundaries.h"

namespace fangyuan::app {
namespace {

/// Lines and markers, what is due, findings per code.
std::string lines_text(const LineReport& lines, bool zh) {
  std::map<std::string, std::size_t> found;
  for (const LineFinding& f : lines.check.findings) ++found[f.code];
  std::string codes;
  for (const auto& [code, n] : found) codes += fmt::format(" {} {}", code, n);
  if (codes.empty()) codes = zh ? " 没有问题" : " nothing";
  std::size_t soon = 0, overdue = 0;
  for (const InspectionRow& i : lines.inspections) {
    soon += i.due == Due::soon ? 1U : 0U;
    overdue += i.due == Due::overdue ? 1U : 0U;
  }
  return zh ? fmt::format("界线 {} 条、界桩 {} 个；联检、勘定逾期 {} 项，应安排 {} 项；发现:{}\n",
                          lines.book.lines.size(), lines.book.markers.size(), overdue, soon, codes)
            : fmt::format(
                  "{} lines, {} markers; inspections and surveys: {} overdue, {} due; "
                  "found:{}\n",
                  lines.book.lines.size(), lines.book.markers.size(), overdue, soon, codes);
}

/// Units per layer, findings per code, and where the results are.
void print_check(const BoundaryCheck& check, const std::filesystem::path& out, Language language) {
  const bool zh = language == Language::zh;
  const Boundaries& b = *check.boundaries;
  std::string text;
  for (std::size_t l = 0; l < b.units.layers.size(); ++l) {
    const UnitLayer& layer = b.units.layers[l];
    std::map<std::string, std::size_t> found;
    for (const BoundaryFinding& f : b.findings)
      if (f.layer == l) ++found[f.code];
    std::string codes;
    for (const auto& [code, n] : found) codes += fmt::format(" {} {}", code, n);
    if (codes.empty()) codes = zh ? " 没有问题" : " nothing";
    text +=
        zh ? fmt::format("{}/{}: {} 个区划；{} 条边，其中 {} 条两侧相符，其余只属一方；发现:{}\n",
                         to_string(layer.tree), to_string(layer.level), layer.units.size(),
                         b.tilings[l].edges, b.tilings[l].matched_edges, codes)
           : fmt::format("{}/{}: {} units, {} of {} edges matched; found:{}\n",
                         to_string(layer.tree), to_string(layer.level), layer.units.size(),
                         b.tilings[l].matched_edges, b.tilings[l].edges, codes);
  }
  if (check.lines) text += lines_text(*check.lines, zh);
  const std::string book = (out / "boundaries.xlsx").string(),
                    map = (out / "boundaries.gpkg").string();
  text +=
      zh ? fmt::format("结果: {}\n  表: {}（用 Excel 打开）\n  图: {}（拖进 QGIS）\n", out.string(),
                       book, map)
         : fmt::format("results: {}\n  tables: {} (open in Excel)\n  map: {} (drag into QGIS)\n",
                       out.string(), book, map);
  std::fputs(text.c_str(), stdout);
}

}  // namespace

void add_boundaries(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "boundaries",
      "界线检查：空隙、重叠、界线不一致、代码、面积、驻地、界桩、联检 / check the units' outlines, "
      "lines and markers: gaps, overlaps, lines that differ, codes, areas, seats, joint "
      "inspection");
  struct Arguments {
    std::string project;
    std::string route;
    BoundaryCheckOptions options;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PROJECT", arguments->project, "project.toml 或其文件夹 / or its folder")
      ->required();
  command->add_option("--out", arguments->options.out, "结果文件夹 / the folder for the results")
      ->required();
  command->add_flag("--force", arguments->options.force,
                    "替换非空的结果文件夹 / replace a folder that is not empty");
  command
      ->add_option("--route", arguments->route,
                   "联检路线：逐条界线排出走访界桩的次序（读路网） / plan routes along each line's "
                   "markers (reads the roads): car, walk, bicycle, ebike")
      ->check(CLI::IsMember({"car", "walk", "bicycle", "ebike"}));
  command->callback([&context, arguments] {
    if (!arguments->route.empty()) arguments->options.route = parse_mode(arguments->route);
    context.chosen = [&context, arguments] {
      const BoundaryCheck check =
          check_boundaries(arguments->project, arguments->options, context.stage_printer());
      context.print(check.warnings);
      print_check(check, arguments->options.out, context.language);
    };
  });
}

}  // namespace fangyuan::app
