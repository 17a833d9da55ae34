// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/json_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

std::string key_text(const std::string& key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  return bare ? key : toml_quoted(key);
}

bool is_table_array(const Json& json) {
  return json.is_array() && !json.empty() &&
         std::all_of(json.begin(), json.end(), [](const Json& j) { return j.is_object(); });
}

}  // namespace

/// JSON's escapes are TOML's, but for the one control character that JSON writes as it is.
std::string toml_quoted(const std::string& text) {
  std::string out;
  for (const char c : Json(text).dump()) {
    if (c == '\x7f')
      out += "\\u007F";
    else
      out += c;
  }
  return out;
}

void TomlText::members(const Json& object, const std::string& pointer) {
  for (const auto& [key, inside] : object.items()) member(key, inside, pointer);
}

void TomlText::member(const std::string& key, const Json& json, const std::string& pointer) {
  out += key_text(key) + " = ";
  value(json, pointer + '/' + key, 1);
  out += '\n';
}

void TomlText::document(const Json& object) {
  for (const auto& [key, inside] : object.items())  // before any table
    if (!inside.is_object() && !is_table_array(inside)) member(key, inside, "");
  for (const auto& [key, inside] : object.items()) {
    if (inside.is_object()) {
      out += '[' + key_text(key) + "]\n";
      members(inside, '/' + key);
    } else if (is_table_array(inside)) {
      for (std::size_t i = 0; i < inside.size(); ++i) {
        out += "[[" + key_text(key) + "]]\n";
        members(inside[i], fmt::format("/{}/{}", key, i));
      }
    }
  }
}

void TomlText::value(const Json& json, const std::string& pointer, int depth) {
  if (++values_ == bounds_.most_values + 1)
    problems_.push_back({pointer.substr(0, pointer.find('/', 1)), "",
                         fmt::format("more than {} values", bounds_.most_values)});
  if (values_ > bounds_.most_values) return;
  if (depth > bounds_.deepest || json.is_null()) {
    problems_.push_back({pointer, json.is_null() ? "null" : "",
                         json.is_null() ? "must have a value" : "is nested too deeply"});
  } else if (json.is_object()) {
    out += "{ ";
    bool first = true;
    for (const auto& [key, inside] : json.items()) {
      out += (first ? "" : ", ") + key_text(key) + " = ";
      first = false;
      value(inside, pointer + '/' + key, depth + 1);
    }
    out += " }";
  } else if (json.is_array()) {
    out += '[';
    for (std::size_t i = 0; i < json.size(); ++i) {
      if (i > 0) out += ", ";
      value(json[i], fmt::format("{}/{}", pointer, i), depth + 1);
    }
    out += ']';
  } else {
    out += json.is_string() ? toml_quoted(json.get_ref<const std::string&>()) : json.dump();
  }
}

}  // namespace fangyuan
