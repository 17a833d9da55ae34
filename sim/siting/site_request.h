// SPDX-License-Identifier: Apache-2.0
// What `fangyuan site` is asked for, as its request file says it. docs/siting.md is the schema.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/study/service.h"
#include "core/study/unit.h"
#include "geo/io/sources.h"
#include "sim/project/project.h"
#include "sim/scenario/edit.h"

namespace fangyuan {

enum class SiteKind : std::uint8_t {
  most_covered,
  fewest_sites,
  least_average,
  least_worst,
  score
};
std::string_view to_string(SiteKind kind);

/// A place that the request itself names.
struct CandidatePoint {
  std::string id, name;
  GivenPlace at;
  std::optional<std::int64_t> price;
};

/// Where candidates come from: exactly one of layer, types, step, land and points.
struct CandidateSource {
  std::string where;  ///< "candidates[0]"
  std::optional<LayerRef>
      layer;  ///< points, or polygons at a point inside; fields: id, name, price
  std::vector<std::string> types;   ///< the project's own facilities of these types
  std::vector<Status> statuses;     ///< of those; empty: any
  std::string unit;                 ///< of those, by code or name; empty: the whole study
  std::optional<double> step_m;     ///< a grid of points so far apart
  std::string over = "buildable";   ///< land role under the grid, or "units"
  std::vector<LonLat> within;       ///< a ring around the grid; empty: none
  std::optional<std::string> land;  ///< the project's [[land]] of role candidate; empty: all of it
  std::vector<CandidatePoint> points;
  std::optional<std::int64_t> price;
};

/// Where nothing may be built; existing facilities are not asked.
struct ExclusionSource {
  std::string where;
  std::optional<LayerRef> layer;
  std::string land;  ///< else: the project's exclusions of this name
  double buffer_m = 0;
};

/// What may be opened in a period besides what the former ones left, and how many people there are.
struct SitePeriod {
  int year = 0;
  std::optional<std::uint32_t> sites;
  std::optional<std::int64_t> budget;
  Amount growth;  ///< people beyond those of the project's date, as a part of them
};

struct SiteRequest {
  std::string file;  ///< as the user wrote it
  std::string hash;  ///< of what it says, whatever its layout and comments
  std::string name;
  std::string service;
  SiteKind kind = SiteKind::most_covered;
  std::optional<std::uint32_t> sites;
  std::optional<std::int64_t> budget;
  std::optional<double> share;  ///< of all people, for fewest_sites
  std::optional<Limit> limit;   ///< absent: the service's largest; of averages and worsts: none
  std::optional<Measure> measure;
  std::map<std::string, std::uint32_t> weights;  ///< by group; empty: the service's group alone
  bool keep_existing = true;  ///< else they are candidates, and those not chosen close
  bool leave_out_unreachable = false;
  bool exclude = true;                    ///< exclusions count
  std::string type;                       ///< of new sites; empty: the service's first
  std::map<std::string, Amount> amounts;  ///< of new sites
  std::optional<std::uint64_t> work;
  std::optional<double> time_limit_s;
  double gap = 0;
  std::vector<CandidateSource> candidates;
  std::vector<ExclusionSource> exclusions;  ///< none: all exclusions of the project, no buffer
  double most_in_grid = 1e6;                ///< points that a grid may have; no key of the file

  bool capacity = false;            ///< places count: whom the best filling serves
  std::vector<SitePeriod> periods;  ///< by year; sites and budget above are then their sums
  std::optional<std::uint32_t> floor_sites;  ///< that serve in each unit of floor_level in the end
  std::optional<double> floor_share;         ///< of each unit's people, in reach in the end
  Level floor_level = Level::township;

  /// Answered by sim/siting/plan_periods.h.
  bool phased() const { return capacity || !periods.empty() || floor_sites || floor_share; }
  bool covering() const { return kind != SiteKind::least_average && kind != SiteKind::least_worst; }
};

/// Every unknown key, wrong type and impossible value is told at once, in `problems`; never throws
/// for bad input. Paths are relative to the request's folder.
SiteRequest read_site_request(const std::filesystem::path& file, Problems& problems);

/// The same of a file in `folder` that holds `toml`; `shown` names it in problems.
SiteRequest read_site_request_text(std::string_view toml, const std::string& shown,
                                   const std::filesystem::path& folder, Problems& problems);

/// What in the request does not fit the project: no such service, limit, group, type or land; a
/// joint service; files that are not there. Told, never thrown. With a service that has a capacity
/// the warning site-capacity.
void check_site_request(const SiteRequest& request, const Project& project, Problems& problems);

/// The service asked for; absent: the project has none of this id.
std::optional<ServiceId> service_of(const SiteRequest& request, const Project& project);

/// The limit that covering counts by: the request's, else the service's largest.
Limit covering_limit(const SiteRequest& request, const Service& service);

}  // namespace fangyuan
