// SPDX-License-Identifier: Apache-2.0
// fangyuan sample --out DIR: the synthetic prefecture as ordinary input files.
#include "data/sample/sample.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "app/context.h"
#include "geo/out/atomic_folder.h"

namespace fangyuan::app {

void add_sample(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "sample", "写出合成的样例地级市「汴州市」 / write the synthetic sample prefecture");
  struct Arguments {
    std::filesystem::path out;
    SampleOptions options;
    bool force = false;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--out", arguments->out, "文件夹 / the folder")->required();
  command->add_option("--people", arguments->options.people,
                      "人口；面积、区划与路网同比缩放 / people; area, units and roads scale alike");
  command->add_option("--seed", arguments->options.seed, "随机种子 / the seed");
  command->add_flag("--force", arguments->force,
                    "替换非空的文件夹 / replace a folder that is not empty");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] {
      AtomicFolder folder(arguments->out, arguments->force);
      arguments->options.out = folder.staging();
      context.stage_printer()("sample");
      write_sample(arguments->options);
      folder.commit();
    };
  });
}

}  // namespace fangyuan::app
