// SPDX-License-Identifier: Apache-2.0
#include "geo/out/xlsx.h"

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
  for (const char* name : {"县级", "乡镇级", "村级", "管理单元（县级）", "说明"})
    EXPECT_TRUE(sheets.contains(name)) << name;
  EXPECT_EQ(sheets.size(), 5U);
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
    if (name == "说明") continue;
    for (const std::string column :
         {"总人口", "60 岁及以上", "一刻钟养老服务圈\n15 分钟\n有服务人数"}) {
      const std::size_t c = sheet.column(column);
      People sum;
      for (std::size_t r = 0; r + 1 < sheet.rows.size(); ++r)
        sum += Amount::parse(sheet.rows[r][c]).value();
      EXPECT_EQ(sum, Amount::parse(sheet.rows.back()[c]).value()) << name << ' ' << column;
    }
    const std::size_t share = sheet.column("一刻钟养老服务圈\n15 分钟\n覆盖率");
    EXPECT_GT(std::stod(sheet.rows.back()[share]), 0);
    EXPECT_LT(std::stod(sheet.rows.back()[share]), 1);
  }
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
  const std::string title = "一公里\n1000 米\n直线内人数";
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
