// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/edits_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostEdits = 200, kMostValues = 5000;
constexpr int kDeepest = 4;

/// JSON's escapes are TOML's, but for the one control character that JSON writes as it is.
std::string quoted(const std::string& text) {
  std::string out;
  for (const char c : Json(text).dump()) {
    if (c == '\x7f')
      out += "\\u007F";
    else
      out += c;
  }
  return out;
}

std::string key_text(const std::string& key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  return bare ? key : quoted(key);
}

class Writer {
 public:
  explicit Writer(std::vector<HttpResponse::FieldProblem>& problems) : problems_(problems) {}

  /// Of an array or an object the inside is written in one line.
  void value(const Json& json, const std::string& pointer, int depth) {
    if (++values_ == kMostValues + 1)
      problems_.push_back({"/edits", "", fmt::format("more than {} values", kMostValues)});
    if (values_ > kMostValues) return;
    if (depth > kDeepest || json.is_null()) {
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
      out += json.is_string() ? quoted(json.get_ref<const std::string&>()) : json.dump();
    }
  }

  std::string out;

 private:
  std::vector<HttpResponse::FieldProblem>& problems_;
  std::size_t values_ = 0;
};

}  // namespace

std::string edits_toml(const std::string& name, const Json& edits,
                       std::vector<HttpResponse::FieldProblem>& problems) {
  Writer writer(problems);
  if (!name.empty()) writer.out = "[scenario]\nname = " + quoted(name) + "\n";
  if (edits.size() > kMostEdits) {
    problems.push_back(
        {"/edits", std::to_string(edits.size()), fmt::format("at most {} edits", kMostEdits)});
    return {};
  }
  for (std::size_t i = 0; i < edits.size(); ++i) {
    writer.out += writer.out.empty() ? "[[edits]]\n" : "\n[[edits]]\n";
    for (const auto& [key, inside] : edits[i].items()) {
      writer.out += key_text(key) + " = ";
      writer.value(inside, fmt::format("/edits/{}/{}", i, key), 1);
      writer.out += '\n';
    }
  }
  return std::move(writer.out);
}

}  // namespace fangyuan
