// SPDX-License-Identifier: Apache-2.0
// Candidates of a siting request: where they are, what edit of a scenario would make each of them
// serve, and which of them cannot. Internal to sim/siting.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/edit.h"
#include "sim/siting/site_request.h"
#include "sim/study/study.h"

namespace fangyuan {

enum class CandidateFate : std::uint8_t {
  usable,
  unconnected,  ///< no street is near: it would serve nobody on the network
  excluded,     ///< it lies where nothing may be built
  unlocated,    ///< an existing facility without coordinates
  serving       ///< an existing facility that serves already
};

struct Candidate {
  std::string id, name;
  std::string where;  ///< "candidates[0]"
  std::optional<std::int64_t> price;
  std::optional<Place> place;
  bool is_facility = false;  ///< an existing facility that would serve as well
  Edit edit;                 ///< that makes it serve
  CandidateFate fate = CandidateFate::usable;
  std::string excluded_by = {};  ///< the layer that excludes it
  SiteId site = {};              ///< in the study, once opened
};

/// Reads all sources, in the order of the request. Problems of layers as read_land tells them; a
/// price that is no whole number is value-bad. Candidates in exclusions are there with their fate.
std::vector<Candidate> find_candidates(const SiteRequest& request, const Service& service,
                                       const Study& study, Problems& problems);

/// Opens every candidate that may be in the study, by the same code that applies a scenario:
/// entrances, units and states are those of `run --scenario`. Tells as warnings how many cannot
/// serve and why (site-unconnected, site-excluded, site-left-out); as errors ids that are taken
/// (id-duplicate) and that none is left (site-no-candidates). `needs_streets`: a candidate that no
/// street is near is of no use.
void open_candidates(const SiteRequest& request, const Service& service, bool needs_streets,
                     std::vector<Candidate>& candidates, Study& study, Problems& problems);

}  // namespace fangyuan
