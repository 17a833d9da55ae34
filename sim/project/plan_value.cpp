// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "sim/project/plan_table.h"

namespace fangyuan {
namespace {

/// Takes `word` out of `text`; true when it was there.
bool take(std::string& text, std::string_view word) {
  const auto at = text.find(word);
  if (at == std::string::npos) return false;
  text.erase(at, word.size());
  return true;
}

}  // namespace

std::string fold_plan_words(const std::string& text) {
  std::string out = text;
  for (const char* space : {" ", "\t", "\n", "\r", "　", "\u00a0"})
    while (take(out, space)) {
    }
  for (const auto& [half, full] : {std::pair("(", "（"), std::pair(")", "）")})
    for (auto at = out.find(half); at != std::string::npos; at = out.find(half))
      out.replace(at, 1, full);
  return out;
}

PlanValue read_plan_value(const std::string& cell) {
  PlanValue v;
  std::string text = cell;
  for (const char* space : {" ", "\t", "　", "，", ","})
    while (take(text, space)) {
    }
  if (text.empty() || text == "—" || text == "-" || text == "－" || text == "–") return v;
  const std::string whole = text;
  static constexpr std::pair<const char*, Comparator> kSigns[] = {
      {"≥", Comparator::at_least},      {">=", Comparator::at_least},
      {"不低于", Comparator::at_least}, {"不少于", Comparator::at_least},
      {"以上", Comparator::at_least},   {"≤", Comparator::at_most},
      {"<=", Comparator::at_most},      {"不高于", Comparator::at_most},
      {"不超过", Comparator::at_most},  {"以内", Comparator::at_most},
      {"＞", Comparator::more_than},    {">", Comparator::more_than},
      {"超过", Comparator::more_than},  {"大于", Comparator::more_than},
      {"＜", Comparator::less_than},    {"<", Comparator::less_than},
      {"小于", Comparator::less_than}};
  for (const auto& [sign, comparator] : kSigns)
    if (!v.comparator && take(text, sign)) v.comparator = comparator;
  if (take(text, "左右") || take(text, "约")) v.modality = "左右";
  const bool bracket = take(text, "[") || take(text, "［");
  if (bracket && (take(text, "]") || take(text, "］"))) v.modality = "累计";
  v.percent = take(text, "%") || take(text, "％");
  v.ten_thousands = text.ends_with("万");
  if (v.ten_thousands) take(text, "万");
  v.number = Amount::parse(text);
  if (!v.number) {
    v = {};
    v.words = whole;
  }
  return v;
}

}  // namespace fangyuan
