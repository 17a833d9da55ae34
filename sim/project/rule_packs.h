// SPDX-License-Identifier: Apache-2.0
// Rule packs from TOML: those that ship (scenarios/rules, built into the program) and the project's
// own files.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/rules/rule.h"

namespace fangyuan {

/// The ids of the packs that ship, in alphabetical order.
std::vector<std::string> shipped_rule_packs();

/// The packs that project.toml's `rules` names: a shipped one by its id, or a file by its path
/// (relative to `folder`) where the word holds a slash or ends in .toml. A rule's id becomes
/// "pack/rule".
///
/// Everything wrong goes to `problems` at once: rules-unknown (with the nearest pack),
/// file-missing, toml-syntax, unknown keys, words that are no metric, comparator, level, class,
/// status or type, missing sources, shares outside 0–1, a rule's or a pack's id twice. With errors
/// the packs returned may be incomplete. Throws nothing.
std::vector<RulePack> read_rule_packs(std::span<const std::string> names,
                                      const std::filesystem::path& folder, Problems& problems);

}  // namespace fangyuan
