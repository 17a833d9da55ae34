// SPDX-License-Identifier: Apache-2.0
// Every code of a problem has its row in docs/codes.md, and every row is of a code that is used.
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
const fs::path kHouse = FANGYUAN_SOURCE_DIR;

/// Words with hyphens in the sources that are no codes.
const std::set<std::string> kNoCodes{
    "funeral-home",  "presence-basics", "rural-care", "as-declared",  "gcj-02",
    "bd-09",         "e-bike",          "no-cache",   "no-referrer",  "north-east",
    "north-west",    "south-east",      "south-west", "access-long",  "detour-long",
    "roads-thin",    "roads-thin-b",    "layer-row",  "care-15",      "care-1km-3km",
    "community-1km", "street-3km",      "rural-home", "most-covered", "fewest-sites",
    "least-average", "least-worst",     "leave-out",  "service-desc", "price-per-newly",
    "zh-cn",         "cell-units",      "cells-at",   "cells-head",
};

std::set<std::string> documented() {
  std::set<std::string> codes;
  const std::string table = read_file(kHouse / "docs/codes.md");
  static const std::regex row(R"((?:^|\n)\| `?([a-z][a-z0-9-]+)`? \| (error|warning))");
  for (std::sregex_iterator it(table.begin(), table.end(), row), end; it != end; ++it) {
    EXPECT_TRUE(codes.insert((*it)[1]).second) << "twice in docs/codes.md: " << (*it)[1];
  }
  return codes;
}

/// All texts in quotes that could be a code, each with a file that has it.
std::map<std::string, std::string> quoted() {
  std::map<std::string, std::string> found;
  static const std::regex word(R"re("([a-z][a-z0-9]*(-[a-z0-9]+)*)")re");
  for (const char* room : {"app", "core", "geo", "sim", "viewer/server", "data"})
    for (const auto& entry : fs::recursive_directory_iterator(kHouse / room)) {
      const auto ending = entry.path().extension();
      if (ending != ".cpp" && ending != ".h") continue;
      const std::string text = read_file(entry.path());
      for (std::sregex_iterator it(text.begin(), text.end(), word), end; it != end; ++it)
        found.emplace((*it)[1], fs::relative(entry.path(), kHouse).string());
    }
  return found;
}

TEST(Codes, EveryOneInTheSourcesIsDocumented) {
  const auto rows = documented();
  ASSERT_GT(rows.size(), 100U);
  for (const auto& [word, file] : quoted()) {
    if (word.find('-') == std::string::npos || kNoCodes.contains(word)) continue;
    EXPECT_TRUE(rows.contains(word))
        << file << ": \"" << word
        << "\" has no row in docs/codes.md (if it is no code, name it in kNoCodes)";
  }
}

TEST(Codes, EveryOneDocumentedIsUsed) {
  const auto words = quoted();
  for (const std::string& code : documented())
    EXPECT_TRUE(words.contains(code)) << code << " is in docs/codes.md and nowhere else";
}

TEST(Codes, EveryRowHasBothLanguages) {
  std::istringstream lines(read_file(kHouse / "docs/codes.md"));
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    const auto slashes = std::regex_replace(line, std::regex("[^/]"), "").size();
    EXPECT_GE(slashes, 2U) << line;
  }
}

}  // namespace
}  // namespace fangyuan::test
