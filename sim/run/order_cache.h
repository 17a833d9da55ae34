// SPDX-License-Identifier: Apache-2.0
// Contraction orders kept on disk, so that the next run of the same roads need not find them again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/network/network.h"

namespace fangyuan {

/// FANGYUAN_CACHE_DIR; else fangyuan/ in XDG_CACHE_HOME or in ~/.cache. Absent when none of these
/// is set, or FANGYUAN_CACHE_DIR is set and empty: then nothing is kept.
std::optional<std::filesystem::path> cache_folder();

/// Lower-case hexadecimal SHA-256 of what an order depends on: which vertices the mode's usable
/// streets join. Speeds, metrics and coordinates do not count.
std::string topology_hash(const ModeGraph& graph);

/// The order kept for this topology; absent when there is none, or it is damaged or of another
/// format. An order from here is a permutation of the graph's vertices whatever the file holds.
/// Marks the file as used just now (its time of change).
std::optional<std::vector<VertexId>> read_order(const std::filesystem::path& folder,
                                                const ModeGraph& graph);

/// How many orders a folder keeps; the one asked for longest ago goes first.
inline constexpr std::size_t kMostOrders = 64;

/// Keeps an order; the file appears whole or not at all, whoever else writes there. False when it
/// cannot be written, which is no error: the next run computes it again. Takes away orders beyond
/// kMostOrders and pieces that a killed run left more than an hour ago; other files are left alone.
bool write_order(const std::filesystem::path& folder, const ModeGraph& graph,
                 const std::vector<VertexId>& order);

/// dissection_order, from the cache where it is there.
std::vector<VertexId> cached_order(const ModeGraph& graph);

}  // namespace fangyuan
