// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/type_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "geo/facilities/facility_types.h"

namespace fangyuan {
namespace {

std::string named(const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) {
    const FacilityType* t = FacilityTypes::shipped().find(id);
    out += fmt::format("{}{}（{}）", out.empty() ? "" : "、", id, t->zh);
  }
  return out;
}

}  // namespace

std::vector<std::string> split_words(std::string_view cell) {
  static constexpr std::array<std::string_view, 16> kSeparators{
      "、", ",", "，", ";", "；", "|", "｜", "/", "／", "+", "＋", " ", "\t", "\n", "\r", "　"};
  std::vector<std::string> out(1);
  for (std::size_t i = 0; i < cell.size();) {
    std::size_t n = 0;
    for (const std::string_view s : kSeparators)
      if (cell.substr(i, s.size()) == s) n = s.size();
    if (n > 0) {
      if (!out.back().empty()) out.emplace_back();
      i += n;
    } else {
      out.back() += cell[i++];
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

TypeReader::TypeReader(const FacilitySource& source, RowReport& report) : report_(&report) {
  if (!source.type.empty()) layer_type_ = project_type("type", source.type);
  for (const auto& [theirs, ours] : source.types)
    if (auto type = project_type("types", ours)) types_[fold_word(theirs)] = *std::move(type);
}

std::optional<std::string> TypeReader::project_type(const std::string& key,
                                                    const std::string& word) {
  const auto match = FacilityTypes::shipped().match(word);
  if (match && !match->guessed) return match->id;
  if (is_snake_case(word)) {
    tell_unknown(word, key, word, 0);
    return word;
  }
  const auto near = FacilityTypes::shipped().nearest(word, 3);
  report_->layer(
      {Severity::error,
       "type-bad",
       key,
       word,
       0,
       {"不是已知的设施类型，最接近的是 " + named(near),
        "is no known facility type; the nearest are " + fmt::format("{}", fmt::join(near, ", "))}},
      1);
  return std::nullopt;
}

std::optional<TypeReader::Known> TypeReader::look_up(const std::string& word) const {
  if (const auto it = types_.find(fold_word(word)); it != types_.end())
    return Known{it->second, false, {}};
  if (auto m = FacilityTypes::shipped().match(word)) return Known{m->id, m->guessed, m->by};
  if (is_snake_case(word)) return Known{word, false, {}};
  return std::nullopt;
}

void TypeReader::tell_unknown(const std::string& id, const std::string& field,
                              const std::string& word, std::uint64_t row) {
  RowNote note{
      Severity::warning,
      "type-unknown",
      field,
      word,
      row,
      {"类型表里没有 " + id + "，照用", "the table of types has no " + id + "; used as is"}};
  if (row == 0)
    report_->layer(std::move(note), 1);
  else
    report_->value(std::move(note));
}

std::vector<std::string> TypeReader::read(const std::string& cell, const std::string& field,
                                          std::uint64_t row) {
  const auto whole = look_up(cell);
  std::vector<std::string> words{cell};
  if (!whole || whole->guessed) {
    // "卫生院、敬老院" is two types; "鼓楼区 民办养老院" is one, though it holds a blank.
    std::vector<std::string> parts = split_words(cell);
    const bool all_known = std::all_of(
        parts.begin(), parts.end(), [&](const std::string& w) { return look_up(w).has_value(); });
    if (!parts.empty() && (!whole || all_known)) words = std::move(parts);
  }
  std::vector<std::string> out;
  for (const std::string& word : words) {
    const auto known = look_up(word);
    if (!known) {
      const auto near = FacilityTypes::shipped().nearest(word, 3);
      report_->value({Severity::error,
                      "type-bad",
                      field,
                      word,
                      row,
                      {"认不出的设施类型，请在 types 里写明；最接近的是 " + named(near),
                       "not a known facility type; map it in `types`; the nearest are " +
                           fmt::format("{}", fmt::join(near, ", "))}});
      continue;
    }
    if (known->guessed)
      report_->value(
          {Severity::warning,
           "type-guessed",
           field,
           word,
           row,
           {fmt::format("按其中的“{}”计为 {}；不对请在 types 里写明", known->by, known->id),
            fmt::format("taken as {} by its part \"{}\"; map it in `types` if wrong", known->id,
                        known->by)}});
    else if (!FacilityTypes::shipped().find(known->id))
      tell_unknown(known->id, field, word, row);
    out.push_back(known->id);
  }
  return out;
}

}  // namespace fangyuan
