// SPDX-License-Identifier: Apache-2.0
// The next five-year plan arrives as an Excel table; what comes out is a pack that reads.
#include "sim/project/plan_table.h"

#include <gtest/gtest.h>

#include <array>

#include "geo/out/xlsx_book.h"
#include "sim/project/rule_packs.h"
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
  EXPECT_EQ(packs[0].rules[2].query.types.size(), 7U);  // every kind of institution
  EXPECT_EQ(packs[0].rules[3].metric, RuleMetric::floor_area);
  EXPECT_EQ(packs[0].rules[3].claims[0].comparator, Comparator::more_than);
  EXPECT_EQ(packs[0].rules[4].query.classes.size(), 4U);  // 乡镇（街道）
  EXPECT_EQ(packs[0].rules[4].claims[0].target_text, "应建尽建");
  EXPECT_EQ(packs[0].rules[5].metric, RuleMetric::per_people);
  EXPECT_EQ(packs[0].rules[5].claims[0].modality, "左右");
  EXPECT_NE(text.find("城乡低保标准年度增速"), std::string::npos);  // kept as a comment
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
