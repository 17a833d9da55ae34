// SPDX-License-Identifier: Apache-2.0
// A siting request that came as JSON. Internal to viewer/server.
#pragma once

#include <vector>

#include "sim/siting/site_request.h"
#include "viewer/server/http.h"

namespace fangyuan {

/// Bounds of what a client may ask a server for.
struct SitingBounds {
  double most_in_grid = 20'000;
  std::uint32_t most_sites = 1000;
  double most_seconds = 3600;
};

/// The request as its file would be read and checked against the project; layers must be files in
/// the project's folder. Everything that is wrong goes to `problems`, and then it is not to be
/// used.
SiteRequest siting_request_of(const std::string& body, const Project& project,
                              const SitingBounds& bounds,
                              std::vector<HttpResponse::FieldProblem>& problems);

}  // namespace fangyuan
