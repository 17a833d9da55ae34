// SPDX-License-Identifier: Apache-2.0
// Whether a folder holds nothing but what fangyuan wrote: only such a folder is ever replaced.
#pragma once

#include <filesystem>
#include <string>

namespace fangyuan {

/// The file that marks the folder of a bureau's sample, which has no run.json and no README.txt.
inline constexpr const char* kSampleMark = ".fangyuan-sample";

/// Empty: the folder is empty, or one of a run, a comparison, a siting, a proposal, a boundary or
/// name check or a sample in which every entry bears a name that the program itself writes there
/// (or that Excel, QGIS or the desktop leave while they look at it). Otherwise the name of an entry
/// that is someone's own. Never throws; what cannot be read counts as someone's own. O(entries).
std::string foreign_entry(const std::filesystem::path& folder);

}  // namespace fangyuan
