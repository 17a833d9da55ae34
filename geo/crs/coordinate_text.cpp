// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/coordinate_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "geo/io/text_fold.h"

namespace fangyuan {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

/// One spelling for every mark: d, m, s for degrees, minutes, seconds; E, W, N, S.
std::string spell(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kSpellings = {{
      {"东经", "E"}, {"西经", "W"},   {"北纬", "N"}, {"南纬", "S"}, {"東經", "E"}, {"西經", "W"},
      {"北緯", "N"}, {"南緯", "S"},   {"°", "d"},    {"度", "d"},   {"º", "d"},    {"˚", "d"},
      {"′′", "s"},   {"''", "s"},     {"’’", "s"},   {"″", "s"},    {"\"", "s"},   {"”", "s"},
      {"“", "s"},    {"秒", "s"},     {"′", "m"},    {"'", "m"},    {"’", "m"},    {"‘", "m"},
      {"分", "m"},   {"\u00a0", " "},
  }};
  std::string out = half_width(text);
  for (const auto& [from, to] : kSpellings) replace_all(out, from, to);
  for (char& c : out)
    if (c == 'e' || c == 'w' || c == 'n') c = static_cast<char>(c - 32);
  return out;
}

void strip(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
}

bool is_side(char c) { return c == 'E' || c == 'W' || c == 'N' || c == 'S'; }

/// Digits with at most one point; no sign, no exponent.
std::optional<double> unsigned_number(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos)
    return std::nullopt;
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<double> plain(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

/// Degrees, minutes and seconds with marks or one kind of separator between them.
std::optional<double> sexagesimal(std::string_view text) {
  std::vector<double> parts;
  std::string marks;
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t end = i;
    while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.')) ++end;
    const auto number = unsigned_number(text.substr(i, end - i));
    if (!number || parts.size() == 3) return std::nullopt;
    parts.push_back(*number);
    i = end;
    char mark = '\0';
    while (i < text.size() && text[i] == ' ') {
      mark = ' ';
      ++i;
    }
    if (i < text.size() && std::string_view("dms:-").find(text[i]) != std::string_view::npos)
      mark = text[i++];
    while (i < text.size() && text[i] == ' ') ++i;
    marks += mark;
  }
  if (parts.size() < 2 || parts.size() != marks.size()) return std::nullopt;
  const bool marked = marks[0] == 'd' && marks[1] == 'm' &&
                      (parts.size() == 2 || marks[2] == 's' || marks[2] == '\0');
  const bool half_marked = marks[0] == 'd' && parts.size() == 2 && marks[1] == '\0';
  const bool separated = parts.size() == 3 && marks[0] == marks[1] && marks[2] == '\0' &&
                         (marks[0] == ' ' || marks[0] == ':' || marks[0] == '-');
  if (!marked && !half_marked && !separated) return std::nullopt;
  for (std::size_t k = 0; k + 1 < parts.size(); ++k)
    if (parts[k] != std::trunc(parts[k])) return std::nullopt;
  const double seconds = parts.size() == 3 ? parts[2] : 0;
  if (parts[1] >= 60 || seconds >= 60 || parts[0] > 180) return std::nullopt;
  return parts[0] + (parts[1] + seconds / 60) / 60;
}

}  // namespace

std::optional<CoordinateText> read_coordinate(std::string_view text) {
  if (text.size() > 100) return std::nullopt;
  const std::string spelled = spell(text);
  std::string_view rest = spelled;
  strip(rest);
  CoordinateText out;
  if (!rest.empty() && is_side(rest.front())) {
    out.side = rest.front();
    rest.remove_prefix(1);
    if (!rest.empty() && rest.front() == ':') rest.remove_prefix(1);
  } else if (!rest.empty() && is_side(rest.back())) {
    out.side = rest.back();
    rest.remove_suffix(1);
  }
  strip(rest);
  bool negative = out.side == 'W' || out.side == 'S';
  if (const auto value = plain(rest)) {
    out.value = *value;
  } else {
    if (!rest.empty() && rest.front() == '-') {
      if (out.side != '\0') return std::nullopt;
      negative = true;
      rest.remove_prefix(1);
      strip(rest);
    }
    std::string_view degrees = rest;
    if (!degrees.empty() && degrees.back() == 'd') degrees.remove_suffix(1);
    strip(degrees);
    if (const auto whole = unsigned_number(degrees)) {
      out.value = *whole;
    } else if (const auto exact = sexagesimal(rest)) {
      out.value = *exact;
      out.sexagesimal = true;
    } else {
      return std::nullopt;
    }
  }
  if (negative) out.value = -out.value;
  return out;
}

}  // namespace fangyuan
