// SPDX-License-Identifier: Apache-2.0
// fangyuan init FOLDER: looks at the files in a folder and writes a project.toml with its guesses.
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "app/context.h"
#include "sim/init/propose_project.h"

namespace fangyuan::app {
namespace {

namespace fs = std::filesystem;

/// Beside the target first, so that it appears complete or not at all.
void write_whole(const fs::path& file, const std::string& text) {
  const fs::path part = file.parent_path() / ".project.toml.part";
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) {
      std::error_code ignored;
      fs::remove(part, ignored);
      throw std::runtime_error("cannot write " + file.string());
    }
  }
  fs::rename(part, file);
}

void init_folder(const Context& context, const fs::path& folder, bool force) {
  const fs::path file = folder / "project.toml";
  std::error_code ignored;
  if (!force && fs::exists(file, ignored))
    throw InputError(Problem{.severity = Severity::error,
                             .code = "project-exists",
                             .file = file.string(),
                             .rule = {"已有 project.toml，未改动；加 --force 替换",
                                      "there is a project.toml already, left as it is; add --force "
                                      "to replace it"}});
  context.stage_printer()("survey");
  Problems problems;
  const std::string text = propose_project(folder, problems);
  write_whole(file, text);
  context.print(problems.all());
  const Text done{"已写出 " + file.string() + "，请核对其中的理由，再运行 fangyuan check\n",
                  "wrote " + file.string() + "; check its reasons, then run fangyuan check\n"};
  std::fputs(std::string(context.text(done)).c_str(), stdout);
}

}  // namespace

void add_init(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "init",
      "看一个文件夹里的资料，写出带理由的 project.toml / look at a folder's files and write a "
      "project.toml with guesses and reasons");
  struct Arguments {
    std::string folder;
    bool force = false;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("FOLDER", arguments->folder, "文件夹 / the folder")->required();
  command->add_flag("--force", arguments->force,
                    "替换已有的 project.toml / replace a project.toml that is there");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] {
      init_folder(context, arguments->folder, arguments->force);
    };
  });
}

}  // namespace fangyuan::app
