// SPDX-License-Identifier: Apache-2.0
#include "geo/out/xlsx.h"

#include <cpl_vsi.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <memory>

#include "tests/geo/out/square_city.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan {
namespace {

using test::read_file;
using test::SquareCity;
using test::TempFolder;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< as text, dropped where null
  std::size_t column(const std::string& name) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i] == name) return i;
    throw std::runtime_error("no column " + name);
  }
};

std::map<std::string, Table> read_xlsx(const std::filesystem::path& path) {
  GDALAllRegister();
  const CPLConfigOptionSetter headers("OGR_XLSX_HEADERS", "FORCE", false);
  const std::unique_ptr<GDALDataset> dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
  std::map<std::string, Table> tables;
  if (!dataset) return tables;
  for (OGRLayer* layer : dataset->GetLayers()) {
    Table& table = tables[layer->GetName()];
    const OGRFeatureDefn& fields = *layer->GetLayerDefn();
    for (int i = 0; i < fields.GetFieldCount(); ++i)
      table.columns.emplace_back(fields.GetFieldDefn(i)->GetNameRef());
    for (const auto& feature : *layer) {
      table.rows.emplace_back();
      for (int i = 0; i < fields.GetFieldCount(); ++i)
        table.rows.back().emplace_back(feature->GetFieldAsString(i));
    }
  }
  return tables;
}

TEST(CoverageXlsx, HasOneSheetPerLevelAndNotes) {
  const TempFolder temp;
  write_coverage_xlsx(SquareCity().contents(), temp.path() / "coverage.xlsx");
  const auto sheets = read_xlsx(temp.path() / "coverage.xlsx");
  for (const char* name : {"县级", "乡镇级", "村级", "管理单元（县级）", "指标", "说明"})
    EXPECT_TRUE(sheets.contains(name)) << name;
  EXPECT_EQ(sheets.size(), 6U);
}

TEST(CoverageXlsx, HasSheetsOfCapacityAndEqualityWhereThereAreRows) {
  const TempFolder temp;
  const SquareCity city;
  std::vector<FillingRow> filling(1);
  filling[0].service = ServiceId(0U);
  filling[0].limit = "900";
  filling[0].nearest_first = Amount::from_whole(10);
  filling[0].nearest_first_cost = Wide{10'000'000} * 90'000;
  filling[0].best = Amount::from_whole(12);
  std::vector<AccessRow> access(1);
  access[0].service = ServiceId(0U);
  access[0].limit = "900";
  access[0].mean = Amount::from_millionths(31'250'000);
  std::vector<EqualityRow> equality(1);
  equality[0].service = ServiceId(0U);
  equality[0].limit = "900";
  equality[0].of = EqualityOf::mean_time;
  equality[0].mean = 90;
  RunContents contents = city.contents();
  contents.filling = filling;
  contents.access = access;
  contents.equality = equality;
  write_coverage_xlsx(contents, temp.path() / "coverage.xlsx");
  const auto sheets = read_xlsx(temp.path() / "coverage.xlsx");
  const Table& best = sheets.at("最优装填");
  EXPECT_EQ(best.rows.at(0)[best.column("换一种分配\n多得")], "2");
  EXPECT_EQ(best.rows[0][best.column("平均分钟\n（就近）")], "1.5");
  EXPECT_EQ(best.rows[0][best.column("平均分钟\n（最优）")], "");  // not computed
  const Table& places = sheets.at("每千人可及");
  EXPECT_EQ(places.rows.at(0)[places.column("每千人名额\n（平均）")], "31.25");
  const Table& even = sheets.at("均等性");
  EXPECT_EQ(even.rows.at(0)[even.column("平均\n（按人）")], "1.5");  // minutes
}

TEST(CoverageXlsx, KeepsTwelveDigitCodesWhole) {
  const TempFolder temp;
  const SquareCity city;
  write_coverage_xlsx(city.contents(), temp.path() / "coverage.xlsx");
  const Table villages = read_xlsx(temp.path() / "coverage.xlsx").at("村级");
  ASSERT_EQ(villages.columns[0], "代码");
  ASSERT_EQ(villages.rows.size(), 17U);  // 16 and the sum
  for (std::size_t i = 0; i < 16; ++i) {
    const Unit& unit = city.units[city.units.layers[2].units[i]];
    EXPECT_EQ(villages.rows[i][0], unit.code);
    EXPECT_EQ(villages.rows[i][1], unit.name);
  }
  const Table towns = read_xlsx(temp.path() / "coverage.xlsx").at("乡镇级");
  EXPECT_EQ(towns.rows[2][1], "=北关乡");  // a text, not a formula
}

TEST(CoverageXlsx, RowsAddUpToTheLast) {
  const TempFolder temp;
  const SquareCity city;
  write_coverage_xlsx(city.contents(), temp.path() / "coverage.xlsx");
  for (const auto& [name, sheet] : read_xlsx(temp.path() / "coverage.xlsx")) {
    if (name == "说明" || name == "指标") continue;
    const std::string service = "一刻钟养老服务圈\n15 分钟\n";
    for (const std::string& column :
         {std::string("总人口"), std::string("60 岁及以上"), service + "可享", service + "容量不足",
          service + "超出范围", service + "未连路网"}) {
      const std::size_t c = sheet.column(column);
      People sum;
      for (std::size_t r = 0; r + 1 < sheet.rows.size(); ++r)
        sum += Amount::parse(sheet.rows[r][c]).value();
      EXPECT_EQ(sum, Amount::parse(sheet.rows.back()[c]).value()) << name << ' ' << column;
    }
    double parts = 0;  // everyone of the group is in one of the four
    for (const char* part : {"可享", "容量不足", "超出范围", "未连路网"}) {
      const double people = std::stod(sheet.rows.back()[sheet.column(service + part)]);
      EXPECT_GT(people, 0) << part;
      parts += people;
    }
    EXPECT_NEAR(parts, std::stod(sheet.rows.back()[sheet.column("60 岁及以上")]), 1e-6);
    const std::size_t share = sheet.column("一刻钟养老服务圈\n15 分钟\n覆盖率");
    EXPECT_GT(std::stod(sheet.rows.back()[share]), 0);
    EXPECT_LT(std::stod(sheet.rows.back()[share]), 1);
  }
}

TEST(CoverageXlsx, TellsTheUnlocatedBesideTheSum) {
  const TempFolder temp;
  SquareCity city;
  city.info.population[1].second.unlocated = People::from_whole(7);
  write_coverage_xlsx(city.contents(), temp.path() / "coverage.xlsx");
  for (const auto& [name, sheet] : read_xlsx(temp.path() / "coverage.xlsx")) {
    if (name == "说明" || name == "指标") continue;
    const auto& last = sheet.rows.back();
    EXPECT_EQ(last[1], "未定位（另计）") << name;
    EXPECT_EQ(last[sheet.column("总人口")], "0");
    EXPECT_EQ(last[sheet.column("60 岁及以上")], "7");
    EXPECT_EQ(sheet.rows[sheet.rows.size() - 2][1], "全部");
  }
}

TEST(CoverageXlsx, HasTheIndicatorsAsThePlansWriteThem) {
  const TempFolder temp;
  SquareCity city;
  IndicatorRow beds;
  beds.rule = "presence-basics/care-beds-9073";
  beds.name = "养老床位";
  beds.level = beds.code = "all";
  beds.base = Amount::from_whole(20);
  beds.value = Amount::from_whole(70);
  beds.target = Amount::from_whole(90);
  beds.gap = Amount::from_whole(20);
  beds.gap_unit = "beds";
  beds.comparator = ">=";
  beds.attribute = "预期性";
  beds.status = RuleStatus::not_met;
  beds.people = People::from_whole(3000);
  beds.people_unlocated = People::from_whole(12);
  beds.people_unassigned = People::from_whole(5);
  beds.value_unlocated = Amount::from_whole(8);
  city.indicators.push_back(beds);
  beds.level = "township";
  beds.code = "410299001";
  beds.unit = "南河街道";
  beds.people_unassigned.reset();
  beds.note = {"空白点", "a blank spot"};
  city.indicators.push_back(beds);
  IndicatorRow land = city.indicators.front();
  land.name = "社区养老设施步行5分钟覆盖率";
  land.measure = "network";
  land.gap_unit = "m2";
  land.share_total = Amount::parse("0.31249");
  land.confidence = "K 待核对";
  city.indicators.push_back(land);
  write_coverage_xlsx(city.contents(), temp.path() / "coverage.xlsx");
  const auto sheets = read_xlsx(temp.path() / "coverage.xlsx");
  const Table plan = sheets.at("指标");
  EXPECT_EQ(std::vector<std::string>(plan.columns.begin(), plan.columns.begin() + 8),
            (std::vector<std::string>{"序号", "指标", "基础值", "目标值", "属性", "现值", "缺口",
                                      "达标"}));
  ASSERT_EQ(plan.rows.size(), 3U);
  EXPECT_EQ(plan.rows[2][plan.column("指标")], "社区养老设施步行5分钟覆盖率（路网）");
  EXPECT_EQ(plan.rows[2][plan.column("说明")], "人口占比 31.2%；依据待核对");
  EXPECT_EQ(plan.rows[0][plan.column("现值")], "0.25");
  EXPECT_EQ(plan.rows[0][plan.column("缺口")], "3");
  EXPECT_EQ(plan.rows[0][plan.column("达标")], "未到期");
  EXPECT_EQ(plan.rows[1][plan.column("序号")], "2");
  EXPECT_EQ(plan.rows[1][plan.column("基础值")], "20");
  EXPECT_EQ(plan.rows[1][plan.column("达标")], "未达标");
  EXPECT_EQ(plan.rows[1][plan.column("说明")],
            "需求按 3000 人计，含未定位 12 人（其中 5 人不知属于哪个单元，只计入全部）；"
            "现值含未定位设施的 8");
  const Table details = sheets.at("指标明细");
  ASSERT_EQ(details.rows.size(), 1U);
  EXPECT_EQ(details.rows[0][details.column("代码")], "410299001");
  EXPECT_EQ(details.rows[0][details.column("其中未定位")], "12");
  EXPECT_EQ(details.rows[0][details.column("说明")], "空白点");
}

/// One member of the archive.
std::string member(const std::filesystem::path& xlsx, const std::string& name) {
  const std::string path = "/vsizip/" + xlsx.string() + "/" + name;
  GByte* bytes = nullptr;
  vsi_l_offset size = 0;
  if (VSIIngestFile(nullptr, path.c_str(), &bytes, &size, -1) == 0) return "";
  std::string out(reinterpret_cast<const char*>(bytes), size);
  VSIFree(bytes);
  return out;
}

TEST(CoverageXlsx, KeepsThePlansColumnAndNamesTheUnitsOfGaps) {
  const TempFolder temp;
  SquareCity city;
  IndicatorRow row = city.indicators.front();
  city.indicators.clear();
  const auto add = [&](const char* attribute, const char* gap_unit, const char* gap) {
    row.attribute = attribute;
    row.modality = "力争";
    row.gap_unit = gap_unit;
    row.gap = Amount::parse(gap);
    row.note = {};
    row.people.reset();
    city.indicators.push_back(row);
  };
  add("预期性", "people", "2");
  add("", "yuan", "738.461539");
  row.level = "county";
  add("", "households", "5");
  const auto file = temp.path() / "coverage.xlsx";
  write_coverage_xlsx(city.contents(), file);
  const Table plan = read_xlsx(file).at("指标");
  ASSERT_EQ(plan.rows.size(), 2U);
  EXPECT_EQ(plan.rows[0][plan.column("属性")], "预期性");
  EXPECT_EQ(plan.rows[1][plan.column("属性")], "");  // 力争 is no attribute
  EXPECT_EQ(plan.rows[1][plan.column("说明")].substr(0, 15), "原文：力争");
  const std::string styles = member(file, "xl/styles.xml");
  for (const char* unit : {" 人", " 元", " 户"})
    EXPECT_NE(styles.find(unit), std::string::npos) << unit;
}

TEST(CoverageXlsx, GivesHeadsOfTwoLinesTheHeightOfTwo) {
  const TempFolder temp;
  SquareCity city;
  city.indicators.front().level = "county";  // a row of the details, one of whose heads has two
  const auto file = temp.path() / "coverage.xlsx";
  write_coverage_xlsx(city.contents(), file);
  bool found = false;
  for (std::size_t k = 1; k <= read_xlsx(file).size(); ++k) {
    const std::string sheet = member(file, "xl/worksheets/sheet" + std::to_string(k) + ".xml");
    const auto at = sheet.find("<row r=\"1\"");
    ASSERT_NE(at, std::string::npos) << k;
    found |= sheet.substr(at, sheet.find('>', at) - at).find("ht=\"32\"") != std::string::npos;
  }
  EXPECT_TRUE(found);
}

TEST(CoverageXlsx, PrintsOnA4AcrossWithTitlesOnEveryPage) {
  const TempFolder temp;
  const auto file = temp.path() / "coverage.xlsx";
  write_coverage_xlsx(SquareCity().contents(), file);
  const std::size_t sheets = read_xlsx(file).size();
  for (std::size_t k = 1; k <= sheets; ++k) {
    const std::string sheet = member(file, "xl/worksheets/sheet" + std::to_string(k) + ".xml");
    EXPECT_NE(sheet.find("paperSize=\"9\""), std::string::npos) << k;
    EXPECT_NE(sheet.find("orientation=\"landscape\""), std::string::npos) << k;
  }
  const std::string book = member(file, "xl/workbook.xml");
  EXPECT_NE(book.find("'指标'!$1:$1"), std::string::npos) << book;
}

TEST(CoverageXlsx, ShowsSmallNumbersAndComparators) {
  const TempFolder temp;
  SquareCity city;
  city.indicators.clear();
  IndicatorRow nurses;
  nurses.name = "每千人口拥有注册护士数";
  nurses.level = nurses.code = "all";
  nurses.value = Amount::parse("0.88");
  nurses.target = Amount::parse("4.3");
  nurses.comparator = ">";
  nurses.gap = Amount::from_whole(3);
  nurses.gap_unit = "estates";
  city.indicators.push_back(nurses);
  write_coverage_xlsx(city.contents(), temp.path() / "coverage.xlsx");
  const std::string styles = member(temp.path() / "coverage.xlsx", "xl/styles.xml");
  for (const char* format : {"0.00", "&quot;＞&quot;0.00", "#,##0&quot; 个小区&quot;"})
    EXPECT_NE(styles.find(std::string("formatCode=\"") + format + '"'), std::string::npos)
        << format;
}

TEST(CoverageXlsx, ListsOfManyTypesThoseThatServicesUse) {
  const TempFolder temp;
  SquareCity city;
  const auto columns = [&](const char* name) {
    write_coverage_xlsx(city.contents(), temp.path() / name);
    return read_xlsx(temp.path() / name).at("县级").columns.size();
  };
  const std::size_t few = columns("few.xlsx");
  const auto add = [&](int from, int to) {
    for (int k = from; k < to; ++k)
      city.unit_rows.front().facilities.emplace_back("type_" + std::to_string(k), 1);
  };
  add(0, 15);
  EXPECT_EQ(columns("more.xlsx"), few + 15);
  add(15, 30);
  EXPECT_LE(columns("many.xlsx"), few);
}

TEST(CoverageXlsx, SaysWhereDataAreThin) {
  const TempFolder temp;
  write_coverage_xlsx(SquareCity().contents(), temp.path() / "coverage.xlsx");
  const Table towns = read_xlsx(temp.path() / "coverage.xlsx").at("乡镇级");
  EXPECT_EQ(towns.rows[2][towns.column("可信度")], "C 数据不足");
  EXPECT_EQ(towns.rows[2][towns.column("原因")], "路网稀疏、到路距离长");
  EXPECT_EQ(towns.rows[0][towns.column("可信度")], "A");
}

TEST(CoverageXlsx, IsTheSameToTheByteTwice) {
  const TempFolder temp;
  const SquareCity city;
  write_coverage_xlsx(city.contents(), temp.path() / "a.xlsx");
  ::sleep(2);  // the ZIP's clock has a step of two seconds
  write_coverage_xlsx(city.contents(), temp.path() / "b.xlsx");
  EXPECT_TRUE(read_file(temp.path() / "a.xlsx") == read_file(temp.path() / "b.xlsx"));
  EXPECT_EQ(test::names_in(temp.path()), (std::set<std::string>{"a.xlsx", "b.xlsx"}));
}

TEST(CoverageXlsx, WithoutRoadsCountsPeopleByTheStraightLine) {
  const TempFolder temp;
  SquareCity city;
  write_coverage_xlsx(city.contents(), temp.path() / "roads.xlsx");
  std::erase_if(city.coverage, [](const CoverageRow& r) { return r.measure == Measure::network; });
  write_coverage_xlsx(city.contents(), temp.path() / "none.xlsx");
  const std::string title = "一公里\n1000 米\n直线可享";
  const Table with = read_xlsx(temp.path() / "roads.xlsx").at("县级");
  const Table without = read_xlsx(temp.path() / "none.xlsx").at("县级");
  EXPECT_THROW(with.column(title), std::runtime_error);
  EXPECT_NO_THROW(without.column(title));
}

TEST(CoverageXlsx, WithoutUnitsHasTheWhole) {
  const TempFolder temp;
  SquareCity city;
  city.units = Units();
  city.cells.unit_of.clear();
  city.unit_rows.clear();
  std::erase_if(city.coverage, [](const CoverageRow& row) { return row.unit_layer.has_value(); });
  for (Facility& f : city.facilities) f.unit_of.clear();
  write_coverage_xlsx(city.contents(), temp.path() / "coverage.xlsx");
  const auto sheets = read_xlsx(temp.path() / "coverage.xlsx");
  EXPECT_EQ(sheets.at("全部").rows.size(), 1U);
}

TEST(CoverageXlsx, AFullDiskIsAnErrorAtWhateverSize) {
  const TempFolder temp;
  SquareCity city(12);
  for (int i = 0; i < 4000; ++i) city.info.inputs.push_back({"file " + std::to_string(i), "", ""});
  write_coverage_xlsx(city.contents(), temp.path() / "whole.xlsx");
  const auto whole = std::filesystem::file_size(temp.path() / "whole.xlsx");
  // Scratch files are larger than the packed result: also limits between the two must be told.
  for (const std::size_t bytes :
       {std::size_t{100}, whole / 2, whole - 1, whole + 1000, 2 * whole}) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit small{bytes, bytes};
      ::setrlimit(RLIMIT_FSIZE, &small);
      try {
        write_coverage_xlsx(city.contents(), temp.path() / "coverage.xlsx");
      } catch (const std::runtime_error&) {
        ::_exit(1);
      }
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 1)
        << bytes << " of " << whole << " bytes";
  }
}

}  // namespace
}  // namespace fangyuan
