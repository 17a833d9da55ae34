// SPDX-License-Identifier: Apache-2.0
#include "geo/lines/marker_code.h"

#include <algorithm>

#include "geo/units/names.h"

namespace fangyuan {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string normal(std::string_view written) {
  std::string text = fold_text(written);
  for (const std::string_view word : {"界桩", "号", "-", "–", "—", "·", "_"})
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at))
      text.erase(at, word.size());
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

MarkerCodeReading fault(std::string zh, std::string en) {
  return {.code = std::nullopt, .fault = {std::move(zh), std::move(en)}};
}

MarkerCodeReading read_junction(std::string text) {
  MarkerCode code;
  code.standing = MarkerStanding::junction;
  code.type = text[6];
  for (std::size_t i = 0; i < 3; ++i) code.units[i] = text.substr(2 * i, 2);
  if (code.units[0] == code.units[1] || code.units[1] == code.units[2])
    return fault("交会点界桩号的三个区划编号有重复", "a junction's three numbers must differ");
  if (!(code.units[0] < code.units[1] && code.units[1] < code.units[2])) {
    auto right = code.units;
    std::sort(right.begin(), right.end());
    const std::string number = right[0] + right[1] + right[2] + code.type;
    return fault("交会点界桩号的三个区划编号应由小到大，应为 " + number,
                 "a junction's three numbers must ascend: " + number);
  }
  code.text = std::move(text);
  return {.code = std::move(code)};
}

}  // namespace

MarkerCodeReading read_marker_code(std::string_view written) {
  std::string text = normal(written);
  if (text.empty()) return fault("没有界桩号", "there is no number");
  const char last = text.back();
  const bool letter = last >= 'A' && last <= 'Z';
  if (text.size() == 7 && letter && all_digits(std::string_view(text).substr(0, 6)))
    return read_junction(std::move(text));
  if (text.size() != 8)
    return fault("界桩号应为 8 位：界线编号 4 位、序号 3 位、类型码 1 位（交会点 7 位）",
                 "a number has eight characters: the line's four digits, three of the serial and a "
                 "letter (seven at a junction)");
  if (!all_digits(std::string_view(text).substr(0, 4)))
    return fault("前 4 位应为界线编号（数字）", "the first four must be the line's digits");
  if (!all_digits(std::string_view(text).substr(4, 3)))
    return fault("第 5–7 位应为序号（数字）", "characters 5 to 7 must be the serial's digits");
  MarkerCode code;
  code.line = text.substr(0, 4);
  code.serial = (text[4] - '0') * 100 + (text[5] - '0') * 10 + (text[6] - '0');
  code.type = last;
  if (code.serial == 0) return fault("序号从 001 编起", "serials begin with 001");
  if (last == 'Q')
    code.standing = MarkerStanding::single;
  else if (last == 'A' || last == 'B')
    code.standing = MarkerStanding::twin;
  else if (last >= 'C' && last <= 'E')
    code.standing = MarkerStanding::triple;
  else
    return fault("类型码应为 Q（单立）、A B（同号双立）或 C D E（同号三立）",
                 "the letter is Q (alone), A or B (on two banks), C, D or E (on three)");
  code.text = std::move(text);
  return {.code = std::move(code)};
}

std::string line_part_of(std::string_view code) {
  if (!all_digits(code)) return {};
  if (code.size() == 9) return std::string(code.substr(7, 2));
  if (code.size() != 6) return {};
  if (code.substr(2) == "0000") return std::string(code.substr(0, 2));
  if (code.substr(4) == "00") return std::string(code.substr(2, 2));
  return std::string(code.substr(4, 2));
}

std::string line_number_of(std::string_view unit, std::string_view other) {
  if (unit.size() != other.size()) return {};
  const auto a = line_part_of(unit), b = line_part_of(other);
  if (a.empty() || b.empty()) return {};
  return std::min(a, b) + std::max(a, b);
}

}  // namespace fangyuan
