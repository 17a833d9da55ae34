// SPDX-License-Identifier: Apache-2.0
#include "sim/project/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

namespace fangyuan {
namespace {

std::string shown(const toml::node& node) {
  std::ostringstream out;
  node.visit([&](const auto& n) { out << n; });
  std::string text = out.str();
  if (text.size() > 80) text = text.substr(0, 77) + "...";
  return text;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

std::string join(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

/// Absent: not a list, or something else than finite numbers in it.
std::optional<std::vector<double>> finite_numbers(const toml::node& node) {
  const toml::array* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  std::vector<double> out;
  for (const toml::node& n : *array) {
    const auto value = n.is_number() ? n.value<double>() : std::nullopt;
    if (!value || !std::isfinite(*value)) return std::nullopt;
    out.push_back(*value);
  }
  return out;
}

}  // namespace

std::optional<std::string> nearest_word(std::string_view word,
                                        const std::vector<std::string>& words) {
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& w : words) {
    const std::size_t d = edit_distance(word, w);
    if (d < best_distance) {
      best_distance = d;
      best = w;
    }
  }
  return best;
}

toml::table parse_toml_text(std::string_view text, const std::string& shown_path) {
  try {
    return toml::parse(text, shown_path);
  } catch (const toml::parse_error& e) {
    const auto at = e.source().begin;
    throw InputError(Problem{.code = "toml-syntax",
                             .file = shown_path,
                             .value = fmt::format("{}:{}", at.line, at.column),
                             .rule = {fmt::format("第 {} 行第 {} 列不是合法的 TOML：{}", at.line,
                                                  at.column, e.description()),
                                      fmt::format("line {} column {} is not TOML: {}", at.line,
                                                  at.column, e.description())}});
  }
}

toml::table parse_toml_file(const std::string& path, const std::string& shown_path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw InputError(
        Problem{.code = "file-missing",
                .file = shown_path,
                .rule = {"文件不存在或无法打开", "the file does not exist or cannot be opened"}});
  }
  std::stringstream content;
  content << in.rdbuf();
  return parse_toml_text(content.str(), shown_path);
}

TomlReader::TomlReader(const toml::table& table, std::string file, std::string where,
                       Problems& problems)
    : table_(&table), file_(std::move(file)), where_(std::move(where)), problems_(&problems) {}

const toml::node* TomlReader::take(std::string_view key) {
  known_.emplace(key);
  return table_->get(key);
}

bool TomlReader::has_slip_of(std::string_view key) const {
  return std::any_of(table_->begin(), table_->end(), [&](const auto& entry) {
    return !known_.contains(entry.first.str()) &&
           nearest_word(entry.first.str(), {std::string(key)}).has_value();
  });
}

bool TomlReader::has(std::string_view key) const { return table_->contains(key); }

void TomlReader::error(std::string code, std::string_view key, std::string value, Text rule) {
  problems_->error(Problem{.code = std::move(code),
                           .file = file_,
                           .layer = where_,
                           .field = std::string(key),
                           .value = std::move(value),
                           .rule = std::move(rule)});
}

void TomlReader::wrong_type(std::string_view key, const toml::node& node, const Text& wanted) {
  error("key-type", key, shown(node), {"应为" + wanted.zh, "must be " + wanted.en});
}

std::optional<std::string> TomlReader::text(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  if (auto value = node->value_exact<std::string>()) return value;
  wrong_type(key, *node, {"文字（加引号）", "a text in quotes"});
  return std::nullopt;
}

std::optional<std::string> TomlReader::peek_text(std::string_view key) {
  const toml::node* node = take(key);
  return node ? node->value_exact<std::string>() : std::nullopt;
}

std::optional<double> TomlReader::number(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  if (node->is_number())
    if (const auto value = node->value<double>(); value && std::isfinite(*value)) return value;
  wrong_type(key, *node, {"有限的数", "a finite number"});
  return std::nullopt;
}

std::optional<bool> TomlReader::flag(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  if (auto value = node->value_exact<bool>()) return value;
  wrong_type(key, *node, {" true 或 false", "true or false"});
  return std::nullopt;
}

std::optional<Date> TomlReader::date(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  std::optional<Date> result;
  if (const auto d = node->value_exact<toml::date>()) {
    result =
        Date{std::chrono::year(d->year), std::chrono::month(d->month), std::chrono::day(d->day)};
    if (!result->ok()) result.reset();
  } else if (const auto t = node->value_exact<std::string>()) {
    result = parse_date(*t);
  }
  if (!result) wrong_type(key, *node, {"日期，如 2025-12-31", "a date such as 2025-12-31"});
  return result;
}

std::optional<std::vector<std::string>> TomlReader::texts(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  std::vector<std::string> out;
  if (const toml::array* array = node->as_array()) {
    for (const toml::node& n : *array) {
      if (auto value = n.value_exact<std::string>()) {
        out.push_back(*value);
      } else {
        wrong_type(key, *node, {"文字列表", "a list of texts"});
        return std::nullopt;
      }
    }
    return out;
  }
  wrong_type(key, *node, {"文字列表", "a list of texts"});
  return std::nullopt;
}

std::optional<std::vector<double>> TomlReader::numbers(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  if (auto out = finite_numbers(*node)) return out;
  wrong_type(key, *node, {"数的列表", "a list of numbers"});
  return std::nullopt;
}

std::optional<std::vector<std::vector<double>>> TomlReader::number_rows(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  std::vector<std::vector<double>> out;
  const toml::array* array = node->as_array();
  bool good = array != nullptr;
  for (std::size_t i = 0; good && i < array->size(); ++i) {
    auto row = finite_numbers(*array->get(i));
    good = row.has_value();
    if (good) out.push_back(*std::move(row));
  }
  if (good) return out;
  wrong_type(key, *node,
             {"若干组数，如 [[1, 2], [3, 4]]", "lists of numbers such as [[1, 2], [3, 4]]"});
  return std::nullopt;
}

std::map<std::string, std::string> TomlReader::text_map(std::string_view key) {
  std::map<std::string, std::string> out;
  const toml::node* node = take(key);
  if (!node) return out;
  const toml::table* table = node->as_table();
  if (!table) {
    wrong_type(key, *node, {"表，如 { code = \"代码\" }", "a table such as { code = \"CODE\" }"});
    return out;
  }
  for (const auto& [name, value] : *table) {
    if (auto text = value.value_exact<std::string>()) {
      out.emplace(name.str(), *text);
    } else if (auto integer = value.value_exact<std::int64_t>()) {
      out.emplace(name.str(), std::to_string(*integer));
    } else {
      error("key-type", std::string(key) + "." + std::string(name.str()), shown(value),
            {"应为文字或波段号", "must be a text or a band number"});
    }
  }
  return out;
}

std::map<std::string, double> TomlReader::number_map(std::string_view key) {
  std::map<std::string, double> out;
  const toml::node* node = take(key);
  if (!node) return out;
  const toml::table* table = node->as_table();
  if (!table) {
    wrong_type(key, *node, {"表", "a table"});
    return out;
  }
  for (const auto& [name, value] : *table) {
    const auto number = value.is_number() ? value.value<double>() : std::nullopt;
    if (number && std::isfinite(*number)) {
      out.emplace(name.str(), *number);
    } else {
      error("key-type", std::string(key) + "." + std::string(name.str()), shown(value),
            {"应为有限的数", "must be a finite number"});
    }
  }
  return out;
}

std::optional<TomlReader> TomlReader::table(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  if (const toml::table* t = node->as_table()) {
    const std::string path = where_.empty() ? std::string(key) : where_ + "." + std::string(key);
    return TomlReader(*t, file_, path, *problems_);
  }
  wrong_type(key, *node, {"表 [" + std::string(key) + "]", "a table [" + std::string(key) + "]"});
  return std::nullopt;
}

std::vector<TomlReader> TomlReader::tables(std::string_view key) {
  std::vector<TomlReader> out;
  const toml::node* node = take(key);
  if (!node) return out;
  const toml::array* array = node->as_array();
  bool good = array != nullptr;
  for (std::size_t i = 0; good && i < array->size(); ++i) {
    const toml::table* t = array->get(i)->as_table();
    good = t != nullptr;
    const std::string prefix = where_.empty() ? "" : where_ + ".";
    if (good) out.emplace_back(*t, file_, fmt::format("{}{}[{}]", prefix, key, i), *problems_);
  }
  if (!good) {
    wrong_type(
        key, *node,
        {"若干 [[" + std::string(key) + "]] 表", "tables headed [[" + std::string(key) + "]]"});
    out.clear();
  }
  return out;
}

std::string TomlReader::required_text(std::string_view key) {
  if (!has(key)) {
    known_.emplace(key);
    error("key-missing", key, "", {"缺少必填项", "a required key is missing"});
    return "";
  }
  const auto value = text(key);
  if (value && value->empty()) error("value-bad", key, "", {"不能为空", "must not be empty"});
  return value.value_or("");
}

std::optional<double> TomlReader::positive(std::string_view key, double high) {
  const auto value = number(key);
  if (!value || (*value > 0 && *value <= high)) return value;
  error("value-bad", key, fmt::format("{}", *value),
        {fmt::format("应大于 0 且不超过 {}", high),
         fmt::format("must be above 0 and at most {}", high)});
  return std::nullopt;
}

std::optional<double> TomlReader::not_negative(std::string_view key, double high) {
  const auto value = number(key);
  if (!value || (*value >= 0 && *value <= high)) return value;
  error("value-bad", key, fmt::format("{}", *value),
        {fmt::format("应在 0 与 {} 之间", high), fmt::format("must be between 0 and {}", high)});
  return std::nullopt;
}

std::optional<std::string> TomlReader::one_of(std::string_view key,
                                              const std::vector<std::string>& words) {
  auto value = text(key);
  if (!value || std::find(words.begin(), words.end(), *value) != words.end()) return value;
  const auto near = nearest_word(*value, words);
  error("value-bad", key, *value,
        {"应为以下之一：" + join(words) + (near ? "；是否想写 " + *near : ""),
         "must be one of " + join(words) + (near ? "; did you mean " + *near : "")});
  return std::nullopt;
}

void TomlReader::finish() {
  const std::vector<std::string> known(known_.begin(), known_.end());
  for (const auto& [key, node] : *table_) {
    const std::string name(key.str());
    if (known_.contains(name)) continue;
    const auto near = nearest_word(name, known);
    // Of a table its head says enough.
    const std::string value = node.is_array_of_tables() ? "[[" + name + "]]"
                              : node.is_table()         ? "[" + name + "]"
                                                        : shown(node);
    error("key-unknown", name, value,
          {"没有这个键" + (near ? "；最接近的是 " + *near : "；可用的键：" + join(known)),
           "no such key" + (near ? "; the nearest is " + *near : "; known keys: " + join(known))});
  }
}

}  // namespace fangyuan
