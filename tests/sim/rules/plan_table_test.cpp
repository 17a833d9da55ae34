// SPDX-License-Identifier: Apache-2.0
// The next five-year plan arrives as an Excel table; what comes out is a pack that reads.
#include "sim/project/plan_table.h"

#include <gtest/gtest.h>

#include <array>

#include "geo/out/xlsx_book.h"
#include "sim/project/plan_guess.h"
#include "sim/project/rule_packs.h"
#include "sim/project/type_sets.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan {
namespace {

using Line = std::array<const char*, 5>;

void write_table(const std::filesystem::path& path, const std::vector<Line>& lines) {
  XlsxBook book(path, "十五五",
                Date{std::chrono::year(2026), std::chrono::month(1), std::chrono::day(1)});
  lxw_worksheet* sheet = book.add_sheet("专栏2");
  for (std::size_t r = 0; r < lines.size(); ++r)
    for (std::size_t c = 0; c < lines[r].size(); ++c)
      book.text(sheet, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c), lines[r][c],
                book.formats().text);
  book.close();
}

const std::vector<Line> kTable{
    {"序号", "主要指标", "2025 年基础值", "2030 目标值", "指标属性"},
    {"1", "街道综合养老服务设施覆盖率 (%)", "17", "100", "预期性"},
    {"2", "养老机构护理型床位占 (%)", "43.9", "≥55", "约束性"},
    {"3", "养老机构床位数 (张)", "16582", "35300", "预期性"},
    {"4", "每百户居民拥有社区综合服务设施面积（平方米）", "—", "＞30", "预期性"},
    {"5", "城乡低保标准年度增速 (%)", "42.5", "不低于居民上年度人均消费支出增速", "预期性"},
    {"6", "乡镇 (街道) 社会工作服务站覆盖率 (%)", "0", "应建尽建", "预期性"},
    {"7", "每千人口拥有托育机构托位数（个）", "0.88", "4.5左右", "预期性"}};

PlanTable table_at(const std::filesystem::path& path) {
  PlanTable t;
  t.ref.path = "plan.xlsx";
  t.ref.resolved = path.string();
  t.id = "kaifeng-155";
  t.name = "开封市“十五五”规划";
  return t;
}

TEST(PlanValue, UnderstandsThePlansWords) {
  const auto number = [](const char* cell) {
    const PlanValue v = read_plan_value(cell);
    return v.number ? v.number->to_string() : "-";
  };
  EXPECT_EQ(number("≥55"), "55");
  EXPECT_EQ(read_plan_value("＞30").comparator, Comparator::more_than);
  EXPECT_EQ(read_plan_value("≥90%").comparator, Comparator::at_least);
  EXPECT_TRUE(read_plan_value("≥90%").percent);
  EXPECT_EQ(number("[39.64]"), "39.64");
  EXPECT_EQ(read_plan_value("[33]").modality, "累计");
  EXPECT_EQ(number("11.0左右"), "11");
  EXPECT_EQ(read_plan_value("11.0左右").modality, "左右");
  EXPECT_EQ(number("35,300"), "35300");
  EXPECT_EQ(number("—"), "-");
  EXPECT_TRUE(read_plan_value("—").words.empty());
  EXPECT_EQ(read_plan_value("不低于当地低保标准的 1.3 倍").words, "不低于当地低保标准的1.3倍");
}

TEST(PlanTableImport, MakesAPackThatReads) {
  const test::TempFolder folder;
  write_table(folder.path() / "plan.xlsx", kTable);
  Problems problems;
  const std::string text = pack_from_table(table_at(folder.path() / "plan.xlsx"), problems);
  EXPECT_FALSE(problems.has_errors());
  test::put_file(folder.path() / "pack.toml", text);
  const std::vector<std::string> names{"pack.toml"};
  const auto packs = read_rule_packs(names, folder.path(), problems);
  for (const Problem& p : problems.all())
    if (p.severity == Severity::error) ADD_FAILURE() << to_line(p, Language::en) << '\n' << text;
  ASSERT_EQ(packs.size(), 1U);
  ASSERT_EQ(packs[0].rules.size(), 6U) << text;  // growth of an allowance is no map's business
  const Rule& street = packs[0].rules[0];
  EXPECT_EQ(street.id, "kaifeng-155/row-1");
  EXPECT_EQ(street.name, "街道综合养老服务设施覆盖率 (%)");
  EXPECT_EQ(street.metric, RuleMetric::presence);
  EXPECT_EQ(street.query.types, std::vector<std::string>{"street_care"});
  EXPECT_EQ(street.query.classes, std::vector<std::string>{"街道"});
  EXPECT_EQ(street.claims[0].base->to_string(), "0.17");
  EXPECT_EQ(street.claims[0].base_year, 2025);
  EXPECT_EQ(to_string(*street.claims[0].due), "2030-12-31");
  EXPECT_EQ(packs[0].rules[1].metric, RuleMetric::share);
  EXPECT_EQ(packs[0].rules[1].claims[0].attribute, "约束性");
  EXPECT_EQ(packs[0].rules[2].claims[0].target->to_string(), "35300");
  EXPECT_EQ(packs[0].rules[2].query.types.size(), 11U);  // every kind of institution
  EXPECT_EQ(packs[0].rules[3].metric, RuleMetric::floor_area);
  EXPECT_EQ(packs[0].rules[3].claims[0].comparator, Comparator::more_than);
  EXPECT_EQ(packs[0].rules[4].query.classes.size(), 4U);  // 乡镇（街道）
  EXPECT_EQ(packs[0].rules[4].claims[0].target_text, "应建尽建");
  EXPECT_EQ(packs[0].rules[5].metric, RuleMetric::per_people);
  EXPECT_EQ(packs[0].rules[5].claims[0].modality, "左右");
  EXPECT_NE(text.find("城乡低保标准年度增速"), std::string::npos);  // kept as a comment
}

/// The pack of these lines, which must read; its text beside it.
struct Made {
  RulePack pack;
  std::string text;
  Problems problems;
};

Made made_of(const std::vector<Line>& lines) {
  const test::TempFolder folder;
  write_table(folder.path() / "plan.xlsx", lines);
  Made m;
  m.text = pack_from_table(table_at(folder.path() / "plan.xlsx"), m.problems);
  test::put_file(folder.path() / "pack.toml", m.text);
  const std::vector<std::string> names{"pack.toml"};
  const auto packs = read_rule_packs(names, folder.path(), m.problems);
  for (const Problem& p : m.problems.all())
    if (p.severity == Severity::error) ADD_FAILURE() << to_line(p, Language::en) << '\n' << m.text;
  if (!packs.empty()) m.pack = packs[0];
  return m;
}

constexpr Line kHeads{"序号", "主要指标", "2025年基础值", "2030年目标值", "指标属性"};

TEST(PlanTableImport, TakesTheTenThousandOfAUnitOnly) {
  const Made m = made_of({kHeads,
                          {"1", "每万人拥有足球场地数（块）", "0.8", "1", ""},
                          {"2", "养老机构床位数（万张）", "1.6", "3.53", ""},
                          {"3", "养老机构床位数 （张）", "16582", "3.53万", ""}});
  ASSERT_EQ(m.pack.rules.size(), 3U) << m.text;
  EXPECT_EQ(m.pack.rules[0].claims[0].base->to_string(), "0.8");
  EXPECT_EQ(m.pack.rules[0].claims[0].target->to_string(), "1");
  EXPECT_EQ(m.pack.rules[1].claims[0].target->to_string(), "35300");
  EXPECT_EQ(m.pack.rules[2].claims[0].target->to_string(), "35300");
}

TEST(PlanTableImport, KnowsWhichUnitsANameBinds) {
  for (const auto& [name, binds] : std::initializer_list<std::pair<const char*, const char*>>{
           {"村（社区）社会工作室覆盖率", "村（社区）"},
           {"村 (社区) 社会工作室覆盖率", "村（社区）"},
           {"街道（乡镇）社会工作服务站覆盖率", "乡镇（街道）"},
           {"乡镇 (街道) 社会工作服务站覆盖率", "乡镇（街道）"},
           {"城乡社区综合服务设施覆盖率", "村（社区）"},
           {"城市社区综合服务设施覆盖率", "社区"},
           {"农村社区综合服务设施覆盖率", "行政村"},
           {"县（市、区）未成年人保护中心覆盖率", "县（市、区）"},
           {"县（区）未成年人保护中心覆盖率", "县（区）"}})
    EXPECT_EQ(bound_in(name), binds) << name;
}

TEST(PlanTableImport, TellsNursingBedsFromTheirShareAndWhoseTheyAre) {
  const auto number = guess_metric("养老机构护理型床位数");
  ASSERT_TRUE(number);
  EXPECT_EQ(number->metric, "total");
  EXPECT_FALSE(number->is_share);
  const auto primary = guess_metric("基层医疗卫生机构护理型床位占比");
  ASSERT_TRUE(primary);
  EXPECT_EQ(primary->metric, "share");
  EXPECT_EQ(primary->types.front(), "township_health_centre");
  const Made m = made_of({kHeads,
                          {"1", "养老机构护理型床位数", "4540", "5000", ""},
                          {"2", "基层医疗卫生机构护理型床位占比", "20", "30", ""},
                          {"3", "殡仪馆空白点数", "1", "0", ""}});
  ASSERT_EQ(m.pack.rules.size(), 3U) << m.text;
  EXPECT_EQ(m.pack.rules[0].claims[0].target->to_string(), "5000");
  EXPECT_EQ(m.pack.rules[2].metric, RuleMetric::blank_spot);
  EXPECT_EQ(m.pack.rules[2].claims[0].comparator, Comparator::at_most);
}

TEST(PlanTableImport, ReadsHeadsWithBlanksInThem) {
  const Made m = made_of({{"领域", "主要指标", "2020年 预计值", "2025 年目标 值", "指标属 性"},
                          {"养老", "养老机构床位数", "16582", "35300", "预期性"}});
  ASSERT_EQ(m.pack.rules.size(), 1U) << m.text;
  EXPECT_EQ(m.pack.rules[0].name, "养老机构床位数");
  EXPECT_EQ(m.pack.rules[0].claims[0].attribute, "预期性");
  EXPECT_EQ(m.pack.rules[0].claims[0].base_year, 2020);
}

TEST(PlanTableImport, FollowsATargetThatFallsAndLeavesWhatAddsUp) {
  const Made m = made_of({kHeads,
                          {"1", "经营性公墓数", "6", "4", ""},
                          {"2", "福利彩票销售网点（个）", "—", "[320]", ""},
                          {"3", "街道综合养老服务设施覆盖率（%）", "17", "100", ""},
                          {"4", "街道综合养老服务设施覆盖率 (%)", "17", "90", ""}});
  ASSERT_EQ(m.pack.rules.size(), 3U) << m.text;
  EXPECT_EQ(m.pack.rules[0].claims[0].comparator, Comparator::at_most);
  EXPECT_EQ(m.pack.rules[1].claims[0].comparator, Comparator::at_least);
  EXPECT_NE(m.text.find("累计数"), std::string::npos);
  EXPECT_TRUE(m.problems.has("plan-row-twice"));
}

TEST(PlanTableImport, IsNamedByTheTitleAboveTheTable) {
  const test::TempFolder folder;
  PlanTable table = table_at(folder.path() / "plan.xlsx");
  table.name.clear();
  const auto name = [&](const std::vector<Line>& above) {
    std::vector<Line> lines = above;
    lines.insert(lines.end(), {kHeads, {"1", "养老机构床位数", "16582", "35300", "预期性"}});
    write_table(folder.path() / "plan.xlsx", lines);
    Problems problems;
    test::put_file(folder.path() / "pack.toml", pack_from_table(table, problems));
    const std::vector<std::string> names{"pack.toml"};
    const auto packs = read_rule_packs(names, folder.path(), problems);
    EXPECT_FALSE(problems.has_errors());
    return packs.empty() ? "" : packs[0].name + '|' + packs[0].rules.at(0).claims.at(0).source;
  };
  EXPECT_EQ(name({{"附件2", "", "", "", ""},
                  {"开封市“十五五”民政事业发展主要指标", "", "", "", ""},
                  {"单位：%", "", "", "", ""}}),
            "开封市“十五五”民政事业发展主要指标|开封市“十五五”民政事业发展主要指标");
  EXPECT_EQ(name({}), "plan|plan");  // no title: the file's name
}

/// "养老机构" is eleven types, and "医疗卫生机构" is not its hospitals alone.
TEST(PlanTableImport, TakesTheWholeSetOfAWordsTypes) {
  const auto types = [](const char* name) {
    const auto g = guess_metric(name);
    return g ? g->types : std::vector<std::string>{};
  };
  EXPECT_EQ(types("养老机构床位数"), care_institutions());
  EXPECT_EQ(types("养老机构护理型床位占比"), care_institutions());
  EXPECT_EQ(types("每千名老年人拥有养老床位数").size(), care_institutions().size() + 5);
  EXPECT_EQ(types("社区养老服务设施覆盖率"),
            (std::vector<std::string>{"community_care", "day_care", "embedded_care"}));
  EXPECT_EQ(types("县级公益性公墓覆盖的县（市、区）数"),
            (std::vector<std::string>{"cemetery_county", "cemetery_urban"}));
  EXPECT_EQ(types("每百户居民拥有社区综合服务设施面积"),
            (std::vector<std::string>{"community_service_centre", "standard_community",
                                      "village_service_centre"}));
  EXPECT_EQ(types("城市社区综合服务设施覆盖率"),
            (std::vector<std::string>{"community_service_centre", "standard_community"}));
  EXPECT_EQ(types("殡仪馆数"), (std::vector<std::string>{"funeral_home", "funeral_park"}));
  EXPECT_TRUE(types("城镇登记失业率").empty());
}

TEST(PlanTableImport, RefusesAnIdThatNoProjectCanName) {
  const test::TempFolder folder;
  write_table(folder.path() / "plan.xlsx", kTable);
  PlanTable table = table_at(folder.path() / "plan.xlsx");
  for (const char* id : {"", "a b", "a\"b", "a/b"}) {
    table.id = id;
    Problems problems;
    EXPECT_TRUE(pack_from_table(table, problems).empty());
    EXPECT_TRUE(problems.has("value-bad")) << id;
  }
}

/// One table for both: what a name is guessed to count is what the pack that ships counts.
TEST(PlanTableImport, CountsWhatTheShippedPacksCount) {
  const std::vector<std::string> names{"kaifeng-145", "henan-145", "kaifeng-public-service-145"};
  Problems problems;
  std::size_t held = 0;
  for (const RulePack& pack : read_rule_packs(names, ".", problems))
    for (const Rule& r : pack.rules) {
      const auto g = guess_metric(r.name);
      if (r.plan_row.empty() || !g || parse_metric(g->metric) != r.metric) continue;
      ++held;
      EXPECT_EQ(g->types, r.query.types) << r.id << ' ' << r.name;
    }
  EXPECT_GE(held, 12U);
}

TEST(PlanTableImport, TellsWhereTheColumnsAreMissing) {
  const test::TempFolder folder;
  write_table(folder.path() / "plan.xlsx", {{"a", "b", "c", "d", "e"}, {"1", "2", "3", "4", "5"}});
  Problems problems;
  EXPECT_TRUE(pack_from_table(table_at(folder.path() / "plan.xlsx"), problems).empty());
  EXPECT_TRUE(problems.has("plan-columns"));
}

}  // namespace
}  // namespace fangyuan
