// SPDX-License-Identifier: Apache-2.0
// JSON bodies of requests, read key by key; every problem of one is told. Internal to
// viewer/server.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "viewer/server/http.h"

namespace fangyuan {

class BodyReader {
 public:
  explicit BodyReader(const std::string& text);

  /// Empty when it is not given.
  std::string text(const std::string& key);
  /// The position of the text among `words`; 0 when it is not given.
  std::size_t one_of(const std::string& key, const std::vector<std::string>& words);
  /// A whole number of 0 to `most`; 0 when it is not given.
  std::size_t number(const std::string& key, std::size_t most);
  /// An array of objects; what is none is told and left out.
  nlohmann::ordered_json edits();
  bool has(const std::string& key) const { return json_.is_object() && json_.contains(key); }
  /// Tells keys that nobody asked for.
  void finish();

  std::vector<HttpResponse::FieldProblem> problems;  // before what is read into it

 private:
  nlohmann::ordered_json json_;
  std::vector<std::string> known_;
};

}  // namespace fangyuan
