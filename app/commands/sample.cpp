// SPDX-License-Identifier: Apache-2.0
// fangyuan sample --out DIR: the synthetic prefecture as ordinary input files, or as a bureau's
// folder with what such folders have wrong.
#include "data/sample/sample.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "app/context.h"
#include "data/sample/bureau.h"
#include "geo/out/atomic_folder.h"
#include "geo/out/output_file.h"
#include "geo/out/own_folder.h"

namespace fangyuan::app {

void add_sample(CLI::App& cli, Context& context) {
  auto* command = cli.add_subcommand(
      "sample", "写出合成的样例地级市「汴州市」 / write the synthetic sample prefecture");
  struct Arguments {
    std::filesystem::path out;
    SampleOptions options;
    bool force = false;
    bool bureau = false;
    bool with_roads = false;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--out", arguments->out, "文件夹 / the folder")->required();
  command->add_option("--people", arguments->options.people,
                      "人口；面积、区划与路网同比缩放 / people; area, units and roads scale alike");
  command->add_option("--seed", arguments->options.seed, "随机种子 / the seed");
  command->add_flag("--force", arguments->force,
                    "替换非空的文件夹 / replace a folder that is not empty");
  auto* bureau =
      command->add_flag("--bureau", arguments->bureau,
                        "写成局里交来的样子：没有 project.toml，资料带着常见的毛病（供 init 试用） "
                        "/ as a bureau would "
                        "hand it over: no project.toml, with the usual faults, for init");
  command
      ->add_flag("--with-roads", arguments->with_roads,
                 "与 --bureau 合用：另写道路 / with --bureau: roads too")
      ->needs(bureau);
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] {
      AtomicFolder folder(arguments->out, arguments->force);
      arguments->options.out = folder.staging();
      context.stage_printer()("sample");
      const SampleOptions& o = arguments->options;
      if (arguments->bureau) {
        write_bureau({folder.staging(), o.people, o.seed, arguments->with_roads});
        write_file(folder.staging() / kSampleMark, "fangyuan sample --bureau\n");
      } else {
        write_sample(o);
      }
      folder.commit();
    };
  });
}

}  // namespace fangyuan::app
