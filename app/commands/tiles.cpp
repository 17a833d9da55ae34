// SPDX-License-Identifier: Apache-2.0
// fangyuan tiles RUN --out FILE.pmtiles: a run's layers as map tiles in one file.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/context.h"
#include "sim/tiles/run_tiles.h"

namespace fangyuan::app {

void add_tiles(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "tiles",
      "把结果的图层写成一个矢量瓦片文件（PMTiles） / a run's layers as one file of vector "
      "tiles (PMTiles)");
  auto options = std::make_shared<TilesOptions>();
  command->add_option("RUN", options->run, "结果文件夹 / a run folder")->required();
  command->add_option("--out", options->out, "要写的文件 / the file to write")->required();
  command
      ->add_option("--layers", options->layers,
                   "只要这些图层，逗号隔开；缺省为全部 / these layers alone; by default all")
      ->delimiter(',');
  command->add_option("--project", options->project,
                      "结果所属的项目：道路也写入 / the run's project: its roads come, too");
  command->add_flag("--force", options->force, "替换已有的文件 / replace the file");
  command->callback([&context, options] {
    context.chosen = [&context, options] {
      const TilesSummary s = write_run_tiles(*options, context.stage_printer());
      const double mb = static_cast<double>(s.bytes) / 1e6;
      const Text done{fmt::format("已写出 {}：{} 张瓦片，{:.1f} MB，图层 {}\n",
                                  options->out.string(), s.tiles, mb, fmt::join(s.layers, "、")),
                      fmt::format("wrote {}: {} tiles, {:.1f} MB, layers {}\n",
                                  options->out.string(), s.tiles, mb, fmt::join(s.layers, ", "))};
      std::fputs(std::string(context.text(done)).c_str(), stdout);
    };
  });
}

}  // namespace fangyuan::app
