// SPDX-License-Identifier: Apache-2.0
// JSON written as the TOML that says the same. Internal to viewer/server.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "viewer/server/http.h"

namespace fangyuan {

/// How much a text may hold.
struct TomlBounds {
  std::size_t most_values = 5000;
  int deepest = 4;  ///< arrays and objects within each other
};

/// Writes values one after the other; what TOML cannot say (null), and what is too much or nested
/// too deeply, goes to `problems`. `pointer` is the JSON pointer of what is written.
class TomlText {
 public:
  TomlText(TomlBounds bounds, std::vector<HttpResponse::FieldProblem>& problems)
      : bounds_(bounds), problems_(problems) {}

  /// `key = value`, a line for each member; the inside of an array or object in that line.
  void members(const nlohmann::ordered_json& object, const std::string& pointer);
  /// A document: members that are objects become [tables], arrays of objects [[tables]].
  void document(const nlohmann::ordered_json& object);

  std::string out;

 private:
  void member(const std::string& key, const nlohmann::ordered_json& json,
              const std::string& pointer);
  void value(const nlohmann::ordered_json& json, const std::string& pointer, int depth);

  TomlBounds bounds_;
  std::vector<HttpResponse::FieldProblem>& problems_;
  std::size_t values_ = 0;
};

/// A basic string of TOML.
std::string toml_quoted(const std::string& text);

}  // namespace fangyuan
