// SPDX-License-Identifier: Apache-2.0
// fangyuan: parse the command line, run the one command, turn exceptions into exit codes.
#include <tbb/global_control.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/context.h"
#include "sim/project/nearest_word.h"

namespace {

using fangyuan::Language;
using fangyuan::app::Context;
using fangyuan::app::Exit;

/// Chinese unless the environment clearly speaks English.
Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value)
      return std::string_view(value).starts_with("en") ? Language::en : Language::zh;
  }
  return Language::zh;
}

/// What kind of mistake on the command line; the parser's own words, with the option, are English.
std::string in_chinese(const CLI::ParseError& e) {
  if (dynamic_cast<const CLI::RequiredError*>(&e)) return "命令行缺少必需的参数或子命令";
  if (dynamic_cast<const CLI::ExtrasError*>(&e)) return "命令行里有不认识的参数";
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&e)) return "命令行选项的值个数不对";
  if (dynamic_cast<const CLI::ConversionError*>(&e)) return "命令行选项的值类型不对";
  if (dynamic_cast<const CLI::ValidationError*>(&e)) return "命令行选项的值不在允许范围内";
  return "命令行有误";
}

/// The first word that stands where the command would, when it is none: the parser only says that a
/// command is missing.
std::optional<fangyuan::Problem> unknown_command(const CLI::App& cli, int argc, char** argv) {
  std::vector<std::string> names;
  for (const CLI::App* command : cli.get_subcommands({})) names.push_back(command->get_name());
  for (int i = 1; i < argc; ++i) {
    const std::string word(argv[i]);
    if (word == "--lang" || word == "--threads") {
      ++i;  // its value
    } else if (!word.starts_with("-")) {
      if (std::find(names.begin(), names.end(), word) != names.end()) return std::nullopt;
      const auto near = fangyuan::nearest_word(word, names);
      std::string all;
      for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
      return fangyuan::Problem{
          .severity = fangyuan::Severity::error,
          .code = "command-line",
          .value = word,
          .rule = {"没有这个命令" + (near ? "；是否想写 " + *near : "") + "；可用的命令：" + all +
                       "（用 --help 查看用法）",
                   "no such command" + (near ? "; did you mean " + *near : "") +
                       "; the commands are " + all + " (see --help)"}};
    }
  }
  return std::nullopt;
}

int fail(const Context& context, const char* code, fangyuan::Text rule) {
  context.print({fangyuan::Problem{
      .severity = fangyuan::Severity::error, .code = code, .rule = std::move(rule)}});
  return static_cast<int>(Exit::failed);
}

int run(int argc, char** argv) {
  Context context;
  context.language = language_of_environment();
  CLI::App cli{
      "方圆 fangyuan：谁能在规划许诺的时间内到达 / who can reach what, within the time the plan "
      "promises"};
  cli.set_version_flag("--version", std::string("fangyuan ") + FANGYUAN_VERSION);
  cli.require_subcommand(1);
  cli.fallthrough();
  // What is wrong with the rest of the command line is told in the language asked for, too.
  for (int i = 1; i < argc; ++i) {
    const std::string_view word(argv[i]);
    const std::string_view next = i + 1 < argc ? argv[i + 1] : "";
    if (word == "--lang=en" || (word == "--lang" && next == "en")) context.language = Language::en;
    if (word == "--lang=zh" || (word == "--lang" && next == "zh")) context.language = Language::zh;
  }
  std::string lang;
  cli.add_option("--lang", lang, "zh 或 en：提示语言 / language of messages")
      ->check(CLI::IsMember({"zh", "en"}));
  cli.add_option("--threads", context.threads, "线程数 / number of threads (0: all)")
      ->check(CLI::Range(0, 1024));
  cli.add_flag("--progress", context.progress, "显示进度 / show progress also without a terminal");
  cli.footer(
      "道路的缩约次序存放在 FANGYUAN_CACHE_DIR（缺省为 "
      "~/.cache/fangyuan；设为空则不存），可随时删除\n"
      "orders of the roads are kept in FANGYUAN_CACHE_DIR (else ~/.cache/fangyuan; set but empty: "
      "nowhere); they may be deleted at any time");
  add_sample(cli, context);
  add_init(cli, context);
  add_rules(cli, context);
  add_check(cli, context);
  add_run(cli, context);
  add_compare(cli, context);
  add_names(cli, context);
  add_boundaries(cli, context);
  add_change(cli, context);
  add_site(cli, context);
  add_propose(cli, context);
  add_serve(cli, context);
  add_export(cli, context);
  add_tiles(cli, context);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::CallForHelp& e) {
    return cli.exit(e);
  } catch (const CLI::CallForAllHelp& e) {
    return cli.exit(e);
  } catch (const CLI::CallForVersion& e) {
    return cli.exit(e);
  } catch (const CLI::ParseError& e) {
    if (const auto unknown = unknown_command(cli, argc, argv)) {
      context.print({*unknown});
      return static_cast<int>(Exit::wrong_input);
    }
    const fangyuan::Problem p{
        .severity = fangyuan::Severity::error,
        .code = "command-line",
        .rule = {in_chinese(e) + "：" + e.what() + "（用 --help 查看用法）",
                 std::string("the command line is wrong: ") + e.what() + " (see --help)"}};
    context.print({p});
    return static_cast<int>(Exit::wrong_input);
  }
  if (!lang.empty()) context.language = lang == "en" ? Language::en : Language::zh;
  std::unique_ptr<tbb::global_control> limit;
  if (context.threads > 0)
    limit = std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism,
                                                  static_cast<std::size_t>(context.threads));
  try {
    context.chosen();
    return static_cast<int>(Exit::done);
  } catch (const fangyuan::InputError& e) {
    context.print(e.problems());
    return static_cast<int>(Exit::wrong_input);
  } catch (const std::bad_alloc&) {
    return fail(context, "out-of-memory", {"内存不足", "not enough memory"});
  } catch (const std::exception& e) {
    return fail(context, "failed",
                {std::string("没有完成，结果文件夹未改动：") + e.what(),
                 std::string("not finished, the result folder is unchanged: ") + e.what()});
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& e) {  // before the language is known
    std::cerr << "error failed ::= " << e.what() << '\n';
  }
  return static_cast<int>(Exit::failed);
}
