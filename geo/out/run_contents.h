// SPDX-License-Identifier: Apache-2.0
// Everything that a run folder is written from. It owns nothing but RunInfo: the run fills it in
// with references to its own tables, and the writers of geo/out read it and nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/date.h"
#include "core/base/problem.h"
#include "core/burial/account.h"
#include "core/coverage/result.h"
#include "core/measures/equality_rows.h"
#include "core/network/network.h"
#include "core/rules/indicators.h"
#include "core/study/cells.h"
#include "core/study/facility.h"
#include "core/study/service.h"
#include "core/study/unit.h"
#include "geo/crs/frame.h"

class OGRGeometry;

namespace fangyuan {

/// One entry of run.json's `inputs`.
struct InputInfo {
  std::string path;  ///< as the user wrote it
  std::string sha256;
  std::string layer;
  std::uint64_t features = 0;  ///< read = used + rejected
  std::uint64_t used = 0;
  std::uint64_t rejected = 0;
};

/// run.json's `network`; all 0 without roads.
struct NetworkInfo {
  std::uint64_t vertices = 0;
  std::uint64_t edges = 0;
  std::uint64_t components = 0;
  double length_km = 0;
};

/// What run.json says beside the tables. `started`, `elapsed_s`, `threads`, `peak_rss_mb` and the
/// stages' seconds are the only things in a run folder that may differ between two equal runs.
struct RunInfo {
  std::string version;  ///< of fangyuan
  std::string project;
  Date date{};          ///< the project's: also every timestamp inside the files
  std::string started;  ///< ISO 8601 with zone
  double elapsed_s = 0;
  unsigned threads = 1;
  double peak_rss_mb = 0;
  std::string config = "{}";  ///< the effective configuration as a JSON object
  std::vector<InputInfo> inputs;
  NetworkInfo network;
  std::vector<std::pair<std::string, GroupBalance>> population;  ///< by group
  std::vector<std::pair<std::string, double>> stages;            ///< name, seconds
  std::vector<Problem> warnings;
};

/// Where one place of a site enters the network; a polygon may have several.
struct SiteEntrance {
  SiteId site;
  Place place;  ///< where the access leg starts: the site's point, entrance or outline
  Entrance entrance;
};

/// What `--dump` writes of one mode, so that an outsider can recompute every time.
struct ModeDump {
  std::string mode;                     ///< "walk"; "walk@0.8" for a service's own speed
  const ModeGraph* times = nullptr;     ///< Metric::time
  std::span<const Entrance> cells;      ///< by CellId
  std::span<const SiteEntrance> sites;  ///< in site order
};

/// References to the tables of one run; they must outlive the writers.
struct RunContents {
  const RunInfo& info;
  const Frame& frame;
  const Units& units;
  const Cells& cells;
  std::span<const Facility> facilities;  ///< by SiteId
  std::span<const Service> services;     ///< by ServiceId
  /// By UnitId, polygons in the project's CRS; null, or an empty span: no outline is known.
  std::span<const OGRGeometry* const> unit_outlines = {};
  std::span<const ServiceReach> reach = {};  ///< in service order; joint services have none
  std::span<const CoverageRow> coverage = {};
  std::span<const UnitRow> unit_rows = {};
  std::span<const FacilityRow> facility_rows = {};
  std::span<const Circle> circles = {};
  std::span<const ModeDump> dump = {};  ///< empty: no --dump
  double cell_size_m = 100;             ///< [cells] size_m; see cell_side_m()
  std::span<const IndicatorRow> indicators = {};
  const BurialAccount* burial = nullptr;  ///< null: the project has no [burial]
  std::span<const OverlapRow> overlap = {};
  std::span<const FillingRow> filling = {};
  std::span<const AccessRow> access = {};
  std::span<const ServiceAccess> places = {};
  std::span<const TooManyPairs> skipped = {};
  std::span<const EqualityRow> equality = {};
};

}  // namespace fangyuan
