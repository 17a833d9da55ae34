// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/figure_tables.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "sim/compare/outer_join.h"

namespace fangyuan {
namespace {

struct Word {
  std::string_view column, zh;
};

constexpr std::array kWords = std::to_array<Word>({
    {"people", "人口"},
    // burial
    {"graves", "墓穴"},
    {"niches", "格位"},
    {"places", "名额"},
    {"used", "已用"},
    {"left", "剩余"},
    {"land_mu", "用地（亩）"},
    {"sites", "处数"},
    {"deaths", "年死亡"},
    {"demand", "年需要"},
    {"years_left", "可用年限"},
    {"short_year", "用完年份"},
    {"needed", "规划期需要"},
    {"missing", "缺穴位"},
    {"missing_land_mu", "缺用地（亩）"},
    // filling
    {"need", "需要"},
    {"need_in_reach", "圈内需要"},
    {"nearest_first", "就近装填"},
    {"best", "最优装填"},
    {"won", "最优多得"},
    {"nearest_first_min", "就近 人均分钟"},
    {"best_min", "最优 人均分钟"},
    {"nearest_first_km", "就近 人均公里"},
    {"best_km", "最优 人均公里"},
    // access
    {"mean_per_thousand", "每千人名额 平均"},
    {"lowest_per_thousand", "每千人名额 最低"},
    {"people_none", "一个也够不着的人"},
    {"places_without_people", "没有人够得着的名额"},
    // equality
    {"units", "单元数"},
    {"mean", "平均"},
    {"gini", "基尼系数"},
    {"theil", "泰尔指数"},
    {"theil_between", "泰尔 城乡之间"},
    {"theil_within", "泰尔 城乡之内"},
    {"urban_mean", "城镇平均"},
    {"rural_mean", "乡村平均"},
    {"urban_minus_rural", "城乡差"},
    {"urban_over_rural", "城乡比"},
    {"share_of_worst_tenth", "最差一成所占"},
});

}  // namespace

std::vector<FigureTable> known_figure_tables() {
  return {{.name = "burial",
           .keys = {"level", "code"},
           .figures = {"land_mu", "graves", "niches", "places", "used", "left", "sites", "people",
                       "deaths", "demand", "years_left", "short_year", "needed", "missing",
                       "missing_land_mu"},
           .rows = {}},
          {.name = "filling",
           .keys = {"service", "limit", "measure", "tree", "level", "code"},
           .figures = {"need", "need_in_reach", "nearest_first", "best", "won", "nearest_first_min",
                       "best_min", "nearest_first_km", "best_km"},
           .rows = {}},
          {.name = "access",
           .keys = {"service", "limit", "measure", "decay", "tree", "level", "code", "group"},
           .figures = {"people", "mean_per_thousand", "lowest_per_thousand", "people_none",
                       "places", "places_without_people"},
           .rows = {}},
          {.name = "equality",
           .keys = {"service", "limit", "measure", "indicator", "tree", "level"},
           .figures = {"units", "people", "mean", "gini", "theil", "theil_between", "theil_within",
                       "urban_mean", "rural_mean", "urban_minus_rural", "urban_over_rural",
                       "share_of_worst_tenth"},
           .rows = {}}};
}

bool FigureTable::Row::any() const {
  return std::any_of(figures.begin(), figures.end(), [](const Pair& p) { return p.differs(); });
}

void join_figures(const PrintedTable& a, const PrintedTable& b, FigureTable& out) {
  std::erase_if(out.figures,
                [&](const std::string& column) { return !a.has(column) || !b.has(column); });
  outer_join(a, b, out.keys, [&](const PrintedTable::Row* in_a, const PrintedTable::Row* in_b) {
    FigureTable::Row row;
    const PrintedTable& table = in_b != nullptr ? b : a;
    const PrintedTable::Row& texts = in_b != nullptr ? *in_b : *in_a;
    for (const std::string& key : out.keys) row.keys.push_back(texts[table.at(key)]);
    if (table.has("name")) row.unit = texts[table.at("name")];
    for (const std::string& figure : out.figures) {
      Pair pair;
      if (in_a != nullptr) pair.a = Amount::parse((*in_a)[a.at(figure)]);
      if (in_b != nullptr) pair.b = Amount::parse((*in_b)[b.at(figure)]);
      row.figures.push_back(pair);
    }
    if (row.any()) out.rows.push_back(std::move(row));
  });
}

std::string figure_zh(const std::string& table, const std::string& column) {
  if (table == "burial" && column == "places") return "穴位合计";
  for (const Word& w : kWords)
    if (w.column == column) return std::string(w.zh);
  return column;
}

std::string figure_table_zh(const std::string& table) {
  constexpr std::array kTables = std::to_array<Word>({{"burial", "墓位年限"},
                                                      {"filling", "名额装填"},
                                                      {"access", "每千人名额"},
                                                      {"equality", "均衡程度"}});
  for (const Word& w : kTables)
    if (w.column == table) return std::string(w.zh);
  return table;
}

}  // namespace fangyuan
