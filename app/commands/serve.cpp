// SPDX-License-Identifier: Apache-2.0
// fangyuan serve RUN_OR_PROJECT: the viewer.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/context.h"
#include "sim/run/run.h"
#include "viewer/server/server.h"

namespace fangyuan::app {
namespace {

/// A folder that is gone when the server stops.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "fangyuan-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
      throw std::runtime_error("no temporary folder can be made: " + pattern);
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct Arguments {
  std::filesystem::path what;
  std::string token_file;
  ServeOptions options;
};

void serve(const Context& context, Arguments arguments) {
  std::unique_ptr<TemporaryFolder> temporary;
  if (!arguments.token_file.empty()) arguments.options.token_file = arguments.token_file;
  check_serve_options(arguments.options);  // before a project is computed for nothing
  if (std::filesystem::exists(arguments.what / "run.json")) {
    arguments.options.run_folder = arguments.what;
  } else {
    temporary = std::make_unique<TemporaryFolder>();
    RunOptions run;
    run.out = temporary->path() / "run";
    run.threads = context.threads;
    context.print(run_project(arguments.what, run, context.stage_printer()).warnings);
    arguments.options.run_folder = run.out;
  }
  context.stage_printer()(context.language == Language::zh ? "读取结果文件夹"
                                                           : "reading the run folder");
  Server server(arguments.options);
  std::printf("http://%s:%u/\n", arguments.options.host.c_str(), server.port());
  std::fflush(stdout);
  server.wait();
}

}  // namespace

void add_serve(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "serve", "打开浏览器查看结果（运行结果或项目） / the viewer of a run folder or a project");
  auto arguments = std::make_shared<Arguments>();
  command
      ->add_option("RUN_OR_PROJECT", arguments->what,
                   "结果文件夹或项目 / a run folder or a project")
      ->required();
  command->add_option("--port", arguments->options.port,
                      "端口，0 为任选 / the port; 0: any that is free");
  command->add_option(
      "--host", arguments->options.host,
      "地址；对外开放须有 --token-file / the address; beyond this machine with --token-file only");
  command->add_option("--token-file", arguments->token_file,
                      "口令文件 / a file whose first line is the token");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] { serve(context, *arguments); };
  });
}

}  // namespace fangyuan::app
