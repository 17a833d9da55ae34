// SPDX-License-Identifier: Apache-2.0
// run.json: what was run, on what, how long it took, and what was noticed.
#pragma once

#include <filesystem>
#include <string>

#include "geo/out/run_contents.h"

namespace fangyuan {

/// The text of run.json, keys in the contract's order, UTF-8, indented. `warnings[].message` is in
/// Chinese, `message_en` beside it; `where` is [lon, lat] or null. People are numbers of at most
/// six decimals.
std::string run_json(const RunContents& contents);

/// Throws std::runtime_error when the disk says no.
void write_run_json(const RunContents& contents, const std::filesystem::path& path);

}  // namespace fangyuan
