// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/body_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "viewer/server/json_body.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

BodyReader::BodyReader(const std::string& text) : json_(parse_json_body(text, problems)) {}

std::string BodyReader::text(const std::string& key) {
  known_.push_back(key);
  if (!has(key)) return {};
  if (json_[key].is_string()) return json_[key];
  problems.push_back({'/' + key, json_[key].dump().substr(0, 40), "must be a text"});
  return {};
}

std::size_t BodyReader::one_of(const std::string& key, const std::vector<std::string>& words) {
  const std::size_t before = problems.size();
  const std::string given = text(key);
  if (problems.size() != before || !has(key)) return 0;
  const auto it = std::find(words.begin(), words.end(), given);
  if (it != words.end()) return static_cast<std::size_t>(it - words.begin());
  problems.push_back({'/' + key, given, fmt::format("must be one of {}", fmt::join(words, ", "))});
  return 0;
}

std::size_t BodyReader::number(const std::string& key, std::size_t most) {
  known_.push_back(key);
  if (!has(key)) return 0;
  if (json_[key].is_number_unsigned() && json_[key].get<std::uint64_t>() <= most)
    return json_[key].get<std::size_t>();
  problems.push_back({'/' + key, json_[key].dump().substr(0, 40),
                      fmt::format("must be a whole number of 0 to {}", most)});
  return 0;
}

Json BodyReader::edits() {
  known_.emplace_back("edits");
  if (!json_.is_object()) return Json::array();
  const Json given = json_.value("edits", Json());
  if (!given.is_array()) {
    problems.push_back({"/edits", given.dump().substr(0, 40), "must be an array of edits"});
    return Json::array();
  }
  Json edits = Json::array();
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (given[i].is_object())
      edits.push_back(given[i]);
    else
      problems.push_back(
          {fmt::format("/edits/{}", i), given[i].dump().substr(0, 40), "must be an object"});
  }
  return edits;
}

void BodyReader::finish() {
  if (!json_.is_object()) return;
  for (const auto& [key, value] : json_.items())
    if (std::find(known_.begin(), known_.end(), key) == known_.end())
      problems.push_back({'/' + key, value.dump().substr(0, 40),
                          fmt::format("unknown; known are {}", fmt::join(known_, ", "))});
}

}  // namespace fangyuan
