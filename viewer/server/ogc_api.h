// SPDX-License-Identifier: Apache-2.0
// The OpenAPI 3.0 description of the feature service. Internal to viewer/server.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "viewer/server/feature_store.h"

namespace fangyuan {

/// Every path, its parameters with their bounds, and the fields of every collection as parameters.
nlohmann::ordered_json openapi_json(const std::string& title,
                                    const std::vector<Collection>& collections);

}  // namespace fangyuan
