// SPDX-License-Identifier: Apache-2.0
// Text files built into the program (cmake/EmbedText.cmake).
#pragma once

#include <span>
#include <string_view>

namespace fangyuan::embedded {

struct Text {
  std::string_view name;  ///< the file's name without folder and extension
  std::string_view content;
};

/// data/tables: "facility_types".
std::span<const Text> tables();
/// scenarios/rules: the packs that ship, by id.
std::span<const Text> rule_packs();

}  // namespace fangyuan::embedded
