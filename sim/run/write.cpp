// SPDX-License-Identifier: Apache-2.0
#include "sim/run/write.h"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <map>

#include "geo/out/run_folder.h"
#include "geo/out/run_json.h"

namespace fangyuan {
namespace {

std::unique_ptr<OGRLinearRing> ring_of(const std::vector<XY>& points) {
  auto ring = std::make_unique<OGRLinearRing>();
  ring->setNumPoints(static_cast<int>(points.size()), FALSE);
  for (std::size_t i = 0; i < points.size(); ++i)
    ring->setPoint(static_cast<int>(i), points[i].x, points[i].y);
  return ring;
}

std::vector<std::unique_ptr<OGRGeometry>> outlines_of(const Boundaries& boundaries) {
  std::vector<std::unique_ptr<OGRGeometry>> out;
  for (const UnitShape& shape : boundaries.shapes) {
    auto multi = std::make_unique<OGRMultiPolygon>();
    for (const PolygonXY& p : shape.xy) {
      auto polygon = std::make_unique<OGRPolygon>();
      polygon->addRingDirectly(ring_of(p.outer).release());
      for (const auto& hole : p.holes) polygon->addRingDirectly(ring_of(hole).release());
      multi->addGeometryDirectly(polygon.release());
    }
    out.push_back(std::move(multi));
  }
  return out;
}

/// Owns what a RunContents refers to beside the study and the tables.
struct Contents {
  std::vector<std::unique_ptr<OGRGeometry>> outlines;
  std::vector<const OGRGeometry*> outline_pointers;
  std::vector<std::unique_ptr<ModeGraph>> graphs;
  std::vector<std::vector<SiteEntrance>> entrances;
  std::vector<ModeDump> dump;

  RunContents refer(const Study& study, const RunTables& tables, const RunInfo& info) const {
    return RunContents{.info = info,
                       .frame = *study.frame,
                       .units = study.boundaries.units,
                       .cells = study.population.cells,
                       .facilities = study.facilities.all,
                       .services = study.project.services,
                       .unit_outlines = outline_pointers,
                       .reach = tables.coverage.reach,
                       .coverage = tables.coverage.rows,
                       .unit_rows = tables.units,
                       .facility_rows = tables.coverage.facility_rows,
                       .circles = tables.circles,
                       .dump = dump,
                       .cell_size_m = study.project.cell_size_m,
                       .indicators = tables.indicators,
                       .burial = tables.burial ? &*tables.burial : nullptr,
                       .overlap = tables.coverage.overlap,
                       .filling = tables.coverage.filling,
                       .access = tables.coverage.access,
                       .places = tables.coverage.places,
                       .skipped = tables.coverage.skipped,
                       .equality = tables.equality};
  }
};

std::vector<SiteEntrance> site_entrances(const Study& study, const ModeAccess& access) {
  std::vector<SiteEntrance> out;
  for (std::size_t s = 0; s < access.sites.size(); ++s) {
    const Facility& f = study.facilities.all[s];
    if (!f.place) continue;
    if (access.sites[s].empty()) out.push_back({SiteId(s), *f.place, Entrance{}});
    for (const Entrance& e : access.sites[s])
      out.push_back({SiteId(s), f.outline.empty() ? *f.place : e.point, e});
  }
  return out;
}

void add_dump(const Study& study, Contents& contents) {
  // One graph per mode and speed that some service uses; by car the edges have their own speeds.
  std::map<std::pair<Mode, double>, std::string> wanted;
  for (const Service& s : study.project.services) {
    if (s.is_joint() || !study.access[static_cast<std::size_t>(s.mode)]) continue;
    const double speed = study.project.speed_mps(s);
    const bool own = s.mode != Mode::car && speed != study.project.settings(s.mode).speed_mps;
    wanted.emplace(
        std::pair{s.mode, s.mode == Mode::car ? 1.0 : speed},
        own ? fmt::format("{}@{}", to_string(s.mode), speed) : std::string(to_string(s.mode)));
  }
  for (const auto& [key, name] : wanted) {
    const ModeAccess& access = *study.access[static_cast<std::size_t>(key.first)];
    contents.graphs.push_back(
        std::make_unique<ModeGraph>(study.roads.network, key.first, key.second, Metric::time));
    contents.entrances.push_back(site_entrances(study, access));
    contents.dump.push_back({name, contents.graphs.back().get(), access.cells, {}});
  }
  for (std::size_t i = 0; i < contents.dump.size(); ++i)
    contents.dump[i].sites = contents.entrances[i];
}

}  // namespace

std::vector<std::filesystem::path> input_paths(const Project& project) {
  std::vector<std::filesystem::path> paths{project.file};
  const auto add = [&](const auto& sources) {
    for (const auto& s : sources)
      if (std::error_code ignored; std::filesystem::exists(s.ref.resolved, ignored))
        paths.push_back(s.ref.resolved);
  };
  add(project.boundaries);
  add(project.network);
  add(project.population);
  add(project.statistics);
  add(project.facilities);
  add(project.land);
  return paths;
}

void write_tables(const Study& study, const RunTables& tables, const RunInfo& info, bool dump,
                  const std::filesystem::path& folder) {
  Contents owned;
  owned.outlines = outlines_of(study.boundaries);
  for (const auto& g : owned.outlines) owned.outline_pointers.push_back(g.get());
  if (dump) add_dump(study, owned);
  const RunContents contents = owned.refer(study, tables, info);
  write_run_tables(contents, folder);
}

void write_info(const Study& study, const RunTables& tables, const RunInfo& info,
                const std::filesystem::path& folder) {
  const Contents owned;
  write_run_json(owned.refer(study, tables, info), folder / "run.json");
}

}  // namespace fangyuan
