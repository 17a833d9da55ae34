// SPDX-License-Identifier: Apache-2.0
// The words that files use for our enumerations.
#include <algorithm>
#include <array>

#include "core/study/facility.h"
#include "core/study/service.h"
#include "core/study/unit.h"

namespace fangyuan {
namespace {

using std::string_view_literals::operator""sv;
constexpr std::array kLevels{"prefecture"sv, "county"sv, "township"sv, "village"sv};
constexpr std::array kTrees{"legal"sv, "management"sv};
constexpr std::array kStatuses{"planned"sv,  "approved"sv, "building"sv,  "built"sv,
                               "accepted"sv, "in_use"sv,   "suspended"sv, "closed"sv};
constexpr std::array kModeWords{"walk"sv, "bicycle"sv, "ebike"sv, "car"sv};
constexpr std::array kMeasures{"network"sv, "straight"sv};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto it = std::find(words.begin(), words.end(), word);
  if (it == words.end()) return std::nullopt;
  return static_cast<Enum>(it - words.begin());
}

template <class Enum, std::size_t N>
std::string_view word_of(const std::array<std::string_view, N>& words, Enum e) {
  return words[static_cast<std::size_t>(e)];
}

}  // namespace

std::string_view to_string(Level level) { return word_of(kLevels, level); }
std::string_view to_string(Tree tree) { return word_of(kTrees, tree); }
std::string_view to_string(Status status) { return word_of(kStatuses, status); }
std::string_view to_string(Mode mode) { return word_of(kModeWords, mode); }
std::string_view to_string(Measure measure) { return word_of(kMeasures, measure); }
std::optional<Level> parse_level(std::string_view word) { return find<Level>(kLevels, word); }
std::optional<Tree> parse_tree(std::string_view word) { return find<Tree>(kTrees, word); }
std::optional<Status> parse_status(std::string_view word) { return find<Status>(kStatuses, word); }
std::optional<Mode> parse_mode(std::string_view word) { return find<Mode>(kModeWords, word); }

std::optional<std::size_t> Units::find_layer(Tree tree, Level level) const {
  for (std::size_t i = 0; i < layers.size(); ++i)
    if (layers[i].tree == tree && layers[i].level == level) return i;
  return std::nullopt;
}

bool Facility::serves_as(std::string_view t) const {
  return type == t || std::find(functions.begin(), functions.end(), t) != functions.end();
}

std::string Limit::to_string() const {
  const auto decimal = Amount::from_millionths(std::int64_t{value} * 1000).to_string();
  return is_time ? decimal : decimal + 'm';
}

}  // namespace fangyuan
