// SPDX-License-Identifier: Apache-2.0
// fangyuan export RUN --out DIR: the page in a folder that needs no server.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/context.h"
#include "viewer/server/export_folder.h"

namespace fangyuan::app {
namespace {

void write_export(const Context& context, const ExportOptions& options) {
  const ExportSummary s = export_folder(options);
  const std::string out = (options.out / "index.html").string();
  const double mb = static_cast<double>(s.bytes) / 1e6;
  std::string zh = fmt::format("双击打开 {}（{} 个文件，{:.1f} MB，不联网）\n", out, s.files, mb);
  std::string en = fmt::format("open {} ({} files, {:.1f} MB, no network)\n", out, s.files, mb);
  if (!s.has_places) {
    zh += "居民点太多：点地图看一处的详情没有写入\n";
    en += "too many places: what a click on the map tells is left out\n";
  }
  std::fputs(std::string(context.text({zh, en})).c_str(), stdout);
}

}  // namespace

void add_export(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "export",
      "把结果写成不用服务器、双击即可打开的网页文件夹 / a run as a folder of a page that opens by "
      "double click");
  auto options = std::make_shared<ExportOptions>();
  command->add_option("RUN", options->run_folder, "结果文件夹 / a run folder")->required();
  command->add_option("--out", options->out, "网页文件夹 / the folder to write")->required();
  command->add_flag("--force", options->force,
                    "替换非空的文件夹 / replace a folder that is not empty");
  command->callback([&context, options] {
    context.chosen = [&context, options] { write_export(context, *options); };
  });
}

}  // namespace fangyuan::app
