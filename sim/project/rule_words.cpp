// SPDX-License-Identifier: Apache-2.0
#include "sim/project/rule_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "geo/facilities/facility_types.h"

namespace fangyuan {
namespace {

using Words = std::vector<std::string>;

const Words kLevels{"prefecture", "county", "township", "village"};
const Words kStatuses{"planned",  "approved", "building",  "built",
                      "accepted", "in_use",   "suspended", "closed"};
const Words kClasses{"地级市", "市辖区", "县级市", "县",   "自治县", "街道",
                     "镇",     "乡",     "民族乡", "社区", "村",     "功能区"};

std::string list(const Words& words) { return fmt::format("{}", fmt::join(words, "、")); }

}  // namespace

const std::vector<BindingWord>& binding_words() {
  static const std::vector<BindingWord> kWords{
      {"市", Level::prefecture, {}},
      {"省辖市", Level::prefecture, {}},
      {"县（市、区）", Level::county, {"市辖区", "县级市", "县", "自治县"}},
      {"县（区）", Level::county, {"市辖区", "县级市", "县", "自治县"}},
      {"县（市）", Level::county, {"县级市", "县", "自治县"}},
      {"县", Level::county, {"县", "自治县"}},
      {"市辖区", Level::county, {"市辖区"}},
      {"乡镇（街道）", Level::township, {"街道", "镇", "乡", "民族乡"}},
      {"乡镇", Level::township, {"镇", "乡", "民族乡"}},
      {"街道", Level::township, {"街道"}},
      {"村（社区）", Level::village, {"社区", "村"}},
      {"社区", Level::village, {"社区"}},
      {"行政村", Level::village, {"村"}}};
  return kWords;
}

void PackReader::require(TomlReader& t, std::string_view key, bool there) {
  if (!there) t.error("key-missing", key, "", {"缺少必填项", "a required key is missing"});
}

Words PackReader::words_of(TomlReader& t, std::string_view key, const Words& words) {
  return known_of(t, key, t.texts(key).value_or(Words{}), words);
}

Words PackReader::known_of(TomlReader& t, std::string_view key, const Words& written,
                           const Words& words) {
  Words out;
  for (const std::string& word : written) {
    if (std::find(words.begin(), words.end(), word) != words.end()) {
      out.push_back(word);
      continue;
    }
    const auto near = nearest_word(word, words);
    t.error("value-bad", key, word,
            {"应为以下之一：" + list(words) + (near ? "；是否想写 " + *near : ""),
             "must be one of " + fmt::format("{}", fmt::join(words, ", ")) +
                 (near ? "; did you mean " + *near : "")});
  }
  return out;
}

std::vector<Status> PackReader::statuses(TomlReader& t, std::vector<Status> otherwise) {
  if (!t.has("status")) {
    t.known("status");
    return otherwise;
  }
  const auto written = t.texts("status");
  if (!written) return otherwise;  // no list: told
  std::vector<Status> out;
  for (const std::string& s : known_of(t, "status", *written, kStatuses))
    out.push_back(*parse_status(s));
  if (written->empty())
    t.error("value-bad", "status", "[]", {"至少要一种状态", "at least one state is needed"});
  return out;
}

Words PackReader::types(TomlReader& t, std::string_view key, bool required) const {
  const FacilityTypes& table = FacilityTypes::shipped();
  Words out = t.texts(key).value_or(Words{});
  if (out.empty() && required)
    t.error("key-missing", key, "", {"缺少设施类型", "the facility types are missing"});
  for (auto at = out.begin(); at != out.end(); ++at) {
    const std::string& type = *at;
    if (std::find(out.begin(), at, type) != at) {
      t.error("value-bad", key, type, {"写了两次", "is there twice"});
      continue;
    }
    if (table.find(type)) continue;
    const std::string near = fmt::format("{}", fmt::join(table.nearest(type, 3), ", "));
    if (!is_snake_case(type)) {
      t.error("type-bad", key, type,
              {"不是设施类型，最接近的是 " + near, "is no facility type; the nearest are " + near});
      continue;
    }
    problems.warning({.code = "type-unknown",
                      .file = file,
                      .layer = t.where(),
                      .field = std::string(key),
                      .value = type,
                      .rule = {"类型表里没有，照用；最接近的是 " + near,
                               "not in the table of types, used as is; the nearest are " + near}});
  }
  return out;
}

bool PackReader::units(TomlReader& t, PresenceQuery& query, std::string& bound_in_words) {
  query.tree = *parse_tree(t.one_of("tree", {"legal", "management"}).value_or("legal"));
  query.only = t.texts("only").value_or(Words{});
  query.also = t.texts("also").value_or(Words{});
  query.except = t.texts("except").value_or(Words{});
  Words known;
  for (const BindingWord& w : binding_words()) known.push_back(w.word);
  const auto binds = t.one_of("binds", known);
  const auto level = t.one_of("level", kLevels);
  const Words classes = words_of(t, "classes", kClasses);
  if (binds && (t.has("level") || t.has("classes")))
    t.error("key-useless", t.has("level") ? "level" : "classes", "",
            {"binds 已经说明层级和类别", "binds says level and classes already"});
  if (binds) {
    const auto& words = binding_words();
    const auto at = std::find_if(words.begin(), words.end(),
                                 [&](const BindingWord& w) { return w.word == *binds; });
    query.level = at->level;
    query.classes = at->classes;
    bound_in_words = at->word;
    return true;
  }
  if (level) query.level = *parse_level(*level);
  query.classes = classes;
  // A word that is none was told; it still says that units were meant.
  return t.has("binds") || t.has("level");
}

}  // namespace fangyuan
