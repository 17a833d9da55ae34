// SPDX-License-Identifier: Apache-2.0
#include "data/sample/sample.h"

#include <fmt/format.h>

#include "core/base/problem.h"
#include "data/sample/lines.h"
#include "data/sample/plan_inputs.h"
#include "data/sample/services.h"
#include "data/sample/write_layers.h"

namespace fangyuan {

using namespace sample;

void require_sample_people(std::int64_t people) {
  if (people >= kSampleLeastPeople && people <= kSampleMostPeople) return;
  Problem p;
  p.severity = Severity::error;
  p.code = "sample-people";
  p.field = "people";
  p.value = std::to_string(people);
  p.rule = {fmt::format("样例人口应在 {} 到 {} 之间", kSampleLeastPeople, kSampleMostPeople),
            fmt::format("the sample's people must be between {} and {}", kSampleLeastPeople,
                        kSampleMostPeople)};
  throw InputError(std::move(p));
}

SampleSummary write_sample(const SampleOptions& options) {
  require_sample_people(options.people);
  std::filesystem::create_directories(options.out);
  const World world = make_world(options.people, options.seed);
  const Terrain terrain = make_terrain(world);
  const Settlements settlements = make_settlements(world, terrain);
  Facilities facilities = make_facilities(world, settlements);
  const std::vector<Block> blocks = all_blocks(world, terrain, settlements);
  facilities.services = make_services(world, settlements, estates_of(world, blocks));

  SampleSummary summary;
  summary.counties = world.counties.size() + 1;
  summary.townships = world.townships.size();
  summary.villages = world.villages.size();
  const Headcount people = world.people();
  summary.people = people.total;
  summary.older60 = people.older60;
  for (const auto& s : facilities.care) summary.beds += std::max<std::int64_t>(s.beds, 0);

  write_units(world, options.out / "units.gpkg");
  if (options.roads) {
    const auto roads = make_roads(world, terrain, settlements);
    std::vector<Pt> vertices;
    for (const auto& r : roads) vertices.insert(vertices.end(), r.line.begin(), r.line.end());
    std::sort(vertices.begin(), vertices.end());
    summary.road_lines = roads.size();
    summary.road_vertices =
        static_cast<std::size_t>(std::unique(vertices.begin(), vertices.end()) - vertices.begin());
    write_roads(roads, options.out / "roads.gpkg");
  }
  write_land(world, terrain, settlements, options.out / "land.gpkg");
  write_facilities(world, facilities, options.out / "facilities.gpkg");
  write_homes(world, facilities, options.out / "儿童之家.csv");
  write_deaths(world, options.out / "死亡人口.csv");
  write_plan_statistics(world, options.out / "社会事务统计.csv");
  write_gazetteer(world, terrain, settlements, options.out / "地名录.csv");
  write_lines(world, options.out);
  write_readme(world, options.out / "README.txt");
  write_project(world, facilities, options.roads, options.out / "project.toml");
  return summary;
}

void write_sample_outlines(const OutlineOptions& options) {
  require_sample_people(options.people);
  const World world = make_world(options.people, options.seed);
  LayerWriter writer({options.file, "GPKG", "", shifted_coordinates(options.datum)});
  write_outline_layers(world, writer);
  writer.close();
}

}  // namespace fangyuan
