// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "geo/io/text_encoding.h"
#include "sim/init/guesses.h"

namespace fangyuan::init {
namespace {

namespace fs = std::filesystem;

struct Day {
  int year = 0, month = 12, day = 31;
  auto operator<=>(const Day&) const = default;
};

int last_day(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

bool is_digit(std::string_view text, std::size_t i) {
  return i < text.size() && text[i] >= '0' && text[i] <= '9';
}

bool is_mark(std::string_view text, std::size_t i) {
  return i < text.size() && (text[i] == '-' || text[i] == '.' || text[i] == '/');
}

/// One or two digits at `at`, from 1 to `most`; moves `at` behind them and behind the word or mark
/// that follows. With a `unit`, that word must follow (2024年10个 names no month). 0: no such
/// number.
int part_at(std::string_view text, std::size_t& at, int most, std::string_view unit) {
  std::size_t i = at;
  int value = 0;
  while (is_digit(text, i) && i < at + 2) value = value * 10 + (text[i++] - '0');
  if (i == at || value < 1 || value > most || is_digit(text, i)) return 0;
  if (!text.substr(i).starts_with(unit)) return 0;
  at = i + (unit.empty() ? (is_mark(text, i) ? 1U : 0U) : unit.size());
  return value;
}

/// The latest day from 2000 to `newest_year` that a text names; a year is four digits of their own.
Day day_in(std::string_view text, int newest_year) {
  Day best;
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    if ((i > 0 && is_digit(text, i - 1)) || text.substr(i, 2) != "20" || !is_digit(text, i + 2) ||
        !is_digit(text, i + 3) || is_digit(text, i + 4))
      continue;
    Day day;
    day.year = 2000 + (text[i + 2] - '0') * 10 + (text[i + 3] - '0');
    if (day.year > newest_year) continue;
    std::size_t at = i + 4;
    const bool in_words = text.substr(at).starts_with("年");
    if (in_words || is_mark(text, at)) {
      at += in_words ? std::string_view("年").size() : 1U;
      if (const int month = part_at(text, at, 12, in_words ? "月" : "")) {
        day.month = month;
        day.day = last_day(day.year, month);
        if (const int d = part_at(text, at, day.day, in_words ? "日" : "")) day.day = d;
      }
    }
    best = std::max(best, day);
  }
  return best;
}

}  // namespace

void guess_date(const std::vector<Layer>& layers, const std::vector<fs::path>& files, Head& head) {
  std::time_t newest = 0;
  std::string newest_file;
  for (const fs::path& file : files) {
    struct stat facts = {};
    if (::stat(file.c_str(), &facts) != 0 || facts.st_mtime <= newest) continue;
    newest = facts.st_mtime;
    newest_file = file.filename().string();
  }
  std::tm changed = {};
  ::gmtime_r(&newest, &changed);

  Day best;
  std::string from;
  const auto consider = [&](const std::string& text, const std::string& where) {
    const Day day = day_in(text, changed.tm_year + 1900);
    if (day.year > 0 && day > best) best = day, from = where;
  };
  for (const Layer& layer : layers) {
    consider(layer.title(), layer.shown());
    for (const std::string& title : layer.titles)
      consider(title, layer.shown() + "（标题“" + title + "”）");
    for (const Column& c : layer.columns) consider(c.name, layer.shown() + "（" + c.name + "）");
  }
  if (best.year > 0) {
    head.date_reason = {fmt::format("基准日：名称与标题里最晚的日期，见 {}", from),
                        "as of: the latest date in a name or a title"};
  } else {
    best = {changed.tm_year + 1900, changed.tm_mon + 1, changed.tm_mday};
    head.date_reason = {fmt::format("基准日：名称与标题里没有年份，取最新文件 {} 的修改日期",
                                    is_utf8(newest_file) ? newest_file : "?"),
                        "as of: no year in names or titles; the day the newest file was changed"};
  }
  head.date = fmt::format("{:04}-{:02}-{:02}", best.year, best.month, best.day);
}

}  // namespace fangyuan::init
