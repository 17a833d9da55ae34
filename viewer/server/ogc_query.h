// SPDX-License-Identifier: Apache-2.0
// The parameters of …/items. Internal to viewer/server.
#pragma once

#include "viewer/server/feature_store.h"
#include "viewer/server/http.h"

namespace fangyuan {

struct ItemsQuery {
  static constexpr std::size_t kDefaultLimit = 1000, kMostLimit = 10000;
  FeatureQuery which;
  std::size_t limit = kDefaultLimit;  ///< what is asked for beyond kMostLimit is cut to it
  std::size_t offset = 0;
};

/// limit, offset, bbox, datetime (looked at, but no feature has a time), f=json, and a value for
/// any field of the collection. Everything else, and every wrong value, goes to `problems`.
ItemsQuery read_items_query(const HttpRequest& request, const Collection& collection,
                            std::vector<HttpResponse::FieldProblem>& problems);

/// Of paths without parameters: f=json and the token are all that may be there.
std::vector<HttpResponse::FieldProblem> unknown_parameters(const HttpRequest& request);

}  // namespace fangyuan
