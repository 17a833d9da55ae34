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
  std::filesystem::path what, other;
  std::string project;
  std::string token_file;
  ServeOptions options;
};

/// The study of a project whose run is there already. What it warns of stands in the run.
std::unique_ptr<const Study> load(const Context& context, const std::string& project) {
  Problems problems;
  Stages stages(context.stage_printer());
  Project settings = read_project(project, problems);
  problems.throw_if_errors();
  auto study = load_study(std::move(settings), stages, problems);
  problems.throw_if_errors();
  return study;
}

/// The run of a scenario file on the project that is served.
std::filesystem::path run_scenario(const Context& context, const Arguments& arguments,
                                   const std::filesystem::path& out) {
  const bool of_run = std::filesystem::exists(arguments.what / "run.json");
  if (of_run && arguments.project.empty())
    throw InputError(Problem{
        .code = "run-missing",
        .file = arguments.other.string(),
        .rule = {"不是结果文件夹；要比较方案文件，请给项目：serve 项目 方案.toml，或加 --project",
                 "not a run folder; to compare a scenario file give the project: serve PROJECT "
                 "SCENARIO.toml, or --project"}});
  RunOptions run;
  run.out = out;
  run.threads = context.threads;
  run.scenario = {arguments.other};
  const std::filesystem::path project =
      of_run ? std::filesystem::path(arguments.project) : arguments.what;
  context.print(run_project(project, run, context.stage_printer()).warnings);
  return out;
}

void serve(const Context& context, Arguments arguments) {
  std::unique_ptr<TemporaryFolder> temporary;
  std::unique_ptr<const Study> study;
  if (!arguments.token_file.empty()) arguments.options.token_file = arguments.token_file;
  check_serve_options(arguments.options);  // before a project is computed for nothing
  if (std::filesystem::exists(arguments.what / "run.json")) {
    arguments.options.run_folder = arguments.what;
    if (!arguments.project.empty()) study = load(context, arguments.project);
  } else {
    temporary = std::make_unique<TemporaryFolder>();
    RunOptions run;
    run.out = temporary->path() / "run";
    run.threads = context.threads;
    RunSummary summary = run_project(arguments.what, run, context.stage_printer());
    context.print(summary.warnings);
    study = std::move(summary.study);
    arguments.options.run_folder = run.out;
  }
  if (!arguments.other.empty()) {
    const bool is_run = std::filesystem::exists(arguments.other / "run.json");
    if (is_run || std::filesystem::is_directory(arguments.other)) {
      arguments.options.compared = arguments.other;
    } else {
      if (!temporary) temporary = std::make_unique<TemporaryFolder>();
      arguments.options.compared = run_scenario(context, arguments, temporary->path() / "other");
    }
  }
  context.stage_printer()(context.language == Language::zh ? "读取结果文件夹"
                                                           : "reading the run folder");
  Server server(arguments.options, std::move(study));
  std::printf("%s\n", server.address().c_str());
  if (arguments.options.token_file)
    std::printf("%s\n", context.language == Language::zh
                            ? "网址后加 ?token=口令；别的机器把地址换成这台机器的名称或 IP"
                            : "with ?token=… at its end; elsewhere by this machine's name or IP");
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
  command->add_option("OTHER", arguments->other,
                      "另一个结果文件夹或方案文件，与前者比较 / another run folder, or a scenario "
                      "file, to compare with the first");
  command->add_option(
      "--project", arguments->project,
      "结果所属的项目：网页上可以试改设施 / the run's project: sites can be edited on "
      "the page");
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
