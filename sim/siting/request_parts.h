// SPDX-License-Identifier: Apache-2.0
// Keys that requests of `site` and of `propose` share. What is wrong is told to the reader.
// Internal to sim/siting and sim/proposals.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/project/toml_reader.h"
#include "sim/siting/site_request.h"

namespace fangyuan {

struct WholeRange {
  double least = 0, most = 0;
};
/// A whole number in the range; absent: not written, or told.
std::optional<std::int64_t> whole_number(TomlReader& t, std::string_view key, WholeRange range);
/// `limit_min` or `limit_m`, at most one of them.
void read_limit(TomlReader& t, SiteRequest& r);
/// `weights`, from 0 to 1000 by group, at least one above 0.
void read_weights(TomlReader& t, SiteRequest& r);

}  // namespace fangyuan
