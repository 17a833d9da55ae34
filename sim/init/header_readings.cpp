// SPDX-License-Identifier: Apache-2.0
// What a header of people may say besides the words of the table.
#include <algorithm>
#include <utility>

#include "sim/init/header_words.h"

namespace fangyuan::init {
namespace {

bool take_end(std::string& text, std::string_view end) {
  if (text.size() <= end.size() || !text.ends_with(end)) return false;
  text.resize(text.size() - end.size());
  return true;
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// "其中：60周岁及以上老年人数", "60+" → "60岁以上"; absent: the header is not about the people
/// from an age on and nothing else (60岁以上男性, 60岁以上占比 are not).
std::optional<std::string> from_age_on(std::string header) {
  if (header.starts_with("其中")) header.erase(0, std::string_view("其中").size());
  if (header.starts_with("≥")) header = header.substr(std::string_view("≥").size()) + "以上";
  const auto digits = std::min(header.find_first_not_of("0123456789"), header.size());
  std::string rest = header.substr(digits);
  for (const auto& [from, to] :
       {std::pair("周岁", "岁"), std::pair("+岁", "岁以上"), std::pair("+", "以上"),
        std::pair("含及以上", "以上"), std::pair("含以上", "以上"), std::pair("及以上", "以上")})
    replace(rest, from, to);
  if (rest.starts_with("以上")) rest.insert(0, "岁");
  for (const std::string_view end : {"数", "总", "口", "人", "老年", "老", "的"})
    take_end(rest, end);
  if (digits == 0 || rest != "岁以上") return std::nullopt;
  return header.substr(0, digits) + rest;
}

}  // namespace

std::vector<std::string> readings_of(std::string header) {
  std::erase(header, ':');
  std::vector<std::string> out{header};
  std::string h = header;
  if (take_end(h, "人") || take_end(h, "户")) out.push_back(h);
  h = header;
  if (take_end(h, "合计") || take_end(h, "总数") || take_end(h, "总计")) {
    out.push_back(h);
    if (take_end(h, "人") || take_end(h, "户")) out.push_back(h);
  }
  h = header;
  if (const auto among = h.rfind("其中"); among != std::string::npos) h.erase(0, among);
  for (const std::string_view front : {"总人口", "常住人口", "户籍人口", "老年人口", "人口"})
    if (h.starts_with(front) && h.size() > front.size()) {
      h.erase(0, front.size());
      if (h.starts_with("人") || h.starts_with("数")) h.erase(0, std::string_view("人").size());
      break;
    }
  if (const auto age = from_age_on(h)) out.push_back(*age);
  return out;
}

}  // namespace fangyuan::init
