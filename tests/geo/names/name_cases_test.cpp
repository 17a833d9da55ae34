// SPDX-License-Identifier: Apache-2.0
// name_cases.csv: each line a case of the regulations on place names, with its article.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "geo/names/check_names.h"
#include "geo/names/name_fold.h"
#include "geo/names/name_scopes.h"
#include "geo/names/romanise.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string cell; std::getline(in, cell, separator);) out.push_back(cell);
  if (!text.empty() && text.back() == separator) out.emplace_back();
  return out;
}

struct Case {
  int line = 0;
  std::string check, name_class, name, with, expect, article;
};

std::vector<Case> cases() {
  std::vector<Case> out;
  std::ifstream in(std::string(FANGYUAN_SOURCE_DIR) + "/tests/geo/names/name_cases.csv");
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    if (++number == 1 || line.empty() || line[0] == '#') continue;
    const auto cells = split(line, '|');
    EXPECT_EQ(cells.size(), 6U) << "line " << number;
    if (cells.size() == 6)
      out.push_back({number, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]});
  }
  return out;
}

PlaceName name_of(const std::string& text, NameClass c) {
  const auto parts = split(text, '@');
  PlaceName n;
  n.name = parts.at(0);
  n.name_class = c;
  if (parts.size() > 1) n.code = parts[1];
  if (parts.size() > 2) n.built_up = parts[2];
  return n;
}

NameReport check(const Gazetteer& g, bool subdistricts = false) {
  Problems problems;
  ScopeSources sources;
  sources.subdistricts = subdistricts;
  NameCheckOptions options;
  options.date = *parse_date("2025-12-31");
  options.subdistricts = subdistricts;
  return check_names(g, find_scopes(g, sources, problems), {}, PlaceReadings::shipped(), options);
}

std::string rules_of(const NameReport& report, bool clashes) {
  static const std::set<NameRule> kClashes{NameRule::same_name, NameRule::same_specific,
                                           NameRule::homophone, NameRule::near_homophone,
                                           NameRule::registered_twice};
  std::string out;
  for (const NameFinding& f : report.findings)
    if (kClashes.contains(f.rule) == clashes && f.rule != NameRule::scope_unknown) {
      const std::string id(info_of(f.rule).id);
      if (out.find(id) == std::string::npos) out += (out.empty() ? "" : "+") + id;
    }
  return out.empty() ? "-" : out;
}

/// What the article of the table reads like in a finding: "9(8)" → 第九条第（八）项.
std::string article_words(const std::string& article) {
  static const std::vector<std::string> kNumerals{"一", "二", "三", "四", "五",
                                                  "六", "七", "八", "九", "十"};
  if (article.starts_with("9(")) {
    const int n = std::stoi(article.substr(2));
    return "第九条第（" + kNumerals.at(static_cast<std::size_t>(n - 1)) + "）项";
  }
  if (article.starts_with("2018")) return "2018";
  if (article.starts_with("拼写规则")) return "拼写规则";
  return "?";
}

/// That the findings of the case, one of them at least, name the article that the table does.
void hold_article(const Case& c, const NameReport& report) {
  if (c.expect == "-") return;
  const bool named =
      std::any_of(report.findings.begin(), report.findings.end(), [&](const NameFinding& f) {
        return f.article.zh.find(article_words(c.article)) != std::string::npos;
      });
  EXPECT_TRUE(named) << "line " << c.line << ": " << c.article;
}

std::string answer(const Case& c) {
  const auto name_class = name_class_of(c.name_class);
  if (!name_class) return "class " + c.name_class;
  Gazetteer g;
  g.names.push_back(name_of(c.name, *name_class));
  if (c.check == "clash" || c.check == "clash+") {
    // The second of a pair tells its class itself: a town against a street.
    PlaceName other = name_of(c.with, *name_class);
    if (*name_class == NameClass::subdistrict)
      other.name_class = guess_name_class(other.name, other.code);
    g.names.push_back(other);
    const NameReport report = check(g, c.check == "clash+");
    hold_article(c, report);
    return rules_of(report, true);
  }
  if (c.check == "name" || c.check == "spell") {
    if (c.check == "spell") g.names.front().roman = c.with;
    const NameReport report = check(g);
    hold_article(c, report);
    return rules_of(report, false);
  }
  if (c.check == "roman") {
    const auto folded = fold_name(g.names.front().name);
    return romanise(folded, *name_class, PlaceReadings::shipped().read(folded));
  }
  return "check " + c.check;
}

TEST(NameCases, EveryOneHasItsAnswer) {
  const auto all = cases();
  EXPECT_GE(all.size(), 150U);
  for (const Case& c : all) {
    EXPECT_FALSE(c.article.empty()) << c.line;
    EXPECT_EQ(answer(c), c.expect)
        << "line " << c.line << ": " << c.name << " / " << c.with << " (" << c.article << ")";
  }
  std::printf("%zu cases\n", all.size());
}

TEST(NameCases, FindingsNameTheirArticleScopeAndCure) {
  Gazetteer g;
  g.names.push_back(name_of("柳林镇@410221100", NameClass::township));
  g.names.push_back(name_of("柳林镇@411523100", NameClass::township));
  const auto report = check(g);
  ASSERT_EQ(report.findings.size(), 1U);
  const NameFinding& f = report.findings.front();
  EXPECT_EQ(f.article.zh, "《地名管理条例》第九条第（八）项");
  EXPECT_EQ(f.scope.zh, "省级行政区域 41");
  EXPECT_EQ(f.names, (std::vector<std::uint32_t>{0, 1}));
  for (std::size_t r = 0; r < kNameRules; ++r) {
    const NameRuleInfo& info = info_of(static_cast<NameRule>(r));
    EXPECT_FALSE(info.title.zh.empty() || info.title.en.empty()) << info.id;
    EXPECT_FALSE(info.todo.zh.empty() || info.todo.en.empty()) << info.id;
  }
}

}  // namespace
}  // namespace fangyuan
