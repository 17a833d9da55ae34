// SPDX-License-Identifier: Apache-2.0
// fangyuan rules TABLE --out PACK: a rule pack from a plan's own table of indicators.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "app/context.h"
#include "sim/project/plan_table.h"

namespace fangyuan::app {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string table, layer, out, id, name;
  bool force = false;
};

void import_table(const Context& context, const Arguments& a) {
  std::error_code ignored;
  if (!a.force && fs::exists(a.out, ignored))
    throw InputError(Problem{.severity = Severity::error,
                             .code = "out-not-empty",
                             .file = a.out,
                             .rule = {"已有这个文件，未改动；加 --force 替换",
                                      "the file is there already and was left; add --force"}});
  PlanTable table;
  table.ref.path = a.table;
  table.ref.resolved = a.table;
  table.ref.layer = a.layer;
  const std::string stem = fs::path(a.out).stem().string();
  table.id = a.id.empty() ? stem : a.id;
  table.name = a.name;
  Problems problems;
  const std::string text = pack_from_table(table, problems);
  problems.throw_if_errors();
  std::ofstream out(a.out, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) throw std::runtime_error("cannot write " + a.out);
  context.print(problems.all());
  const Text done{"已写出 " + a.out + "，请核对每条猜测\n",
                  "wrote " + a.out + "; check every guess\n"};
  std::fputs(std::string(context.text(done)).c_str(), stdout);
}

}  // namespace

void add_rules(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "rules",
      "把规划的指标表（Excel）写成规则包 / make a rule pack from a plan's table of indicators");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("TABLE", arguments->table, "指标表 / the table")->required();
  command->add_option("--out", arguments->out, "规则包 / the pack to write")->required();
  command->add_option("--layer", arguments->layer, "工作表 / the sheet");
  command->add_option("--id", arguments->id, "规则包的编号 / the pack's id");
  command->add_option(
      "--name", arguments->name,
      "规划的名称；缺省为表头上面的标题 / the plan's name; by default the title above the header");
  command->add_flag("--force", arguments->force, "替换已有的文件 / replace the file");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] { import_table(context, *arguments); };
  });
}

}  // namespace fangyuan::app
