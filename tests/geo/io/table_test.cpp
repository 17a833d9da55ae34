// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "core/base/date.h"
#include "geo/io/sha256.h"
#include "geo/io/table_grid.h"
#include "tests/geo/io/layer_fixture.h"

namespace fangyuan::test {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(ParseCsv, FindsTheSeparatorAndKeepsQuotes) {
  EXPECT_EQ(parse_csv("a,b\n1,2\n"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(parse_csv("a\tb\r\n1,5\t2\r\n"), (Rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(parse_csv("a;b;c\n1,5;2;3\n2,5;1;1"),
            (Rows{{"a", "b", "c"}, {"1,5", "2", "3"}, {"2,5", "1", "1"}}));
  EXPECT_EQ(parse_csv("name,n\n\"甲, \"\"乙\"\"\n丙\",\"1,234\"\n"),
            (Rows{{"name", "n"}, {"甲, \"乙\"\n丙", "1,234"}}));
  EXPECT_EQ(parse_csv("一列\r甲\r"), (Rows{{"一列"}, {"甲"}}));
  EXPECT_EQ(parse_csv(""), Rows{});
  EXPECT_EQ(parse_csv("a,b\n\"open,1\n2,3"), (Rows{{"a", "b"}, {"open,1\n2,3"}}));
}

TEST(ParseCsv, SaysOnWhichLineOfTheFileEachRowBegins) {
  const auto lines = [](std::string_view text) {
    std::vector<std::uint64_t> out;
    parse_csv(text, &out);
    return out;
  };
  using Lines = std::vector<std::uint64_t>;
  EXPECT_EQ(lines("a,b\n1,2\n\n3,4"), (Lines{1, 2, 3, 4}));
  EXPECT_EQ(lines("a,b\r\n\"one\r\ntwo\nthree\",2\r\n3,4\r\n"), (Lines{1, 2, 5}));
  EXPECT_EQ(lines("a\rb\r\"c\rd\"\re"), (Lines{1, 2, 3, 5}));
  EXPECT_EQ(lines(""), Lines{});
}

TEST(ParseCsv, NeverFailsOnMutatedTables) {
  std::mt19937_64 random(5);
  const std::string sound = "id,\"na\"\"me\",x\n1,甲,114.5\n2,\"乙\n丙\",\"1,234\"\n";
  const std::string marks = std::string("\",;\t|\n\r a1") + '\0';
  for (int i = 0; i < 5000; ++i) {
    std::string text = sound;
    for (std::uint64_t k = random() % 8; k > 0; --k) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0)
        text.erase(at, 1 + random() % 5);
      else
        text[at] = marks[random() % marks.size()];
      if (text.empty()) text = ",";
    }
    const Rows rows = parse_csv(text);
    ASSERT_LE(rows.size(), text.size() + 1);
    const Header header = find_header(rows);
    ASSERT_LE(header.first_row, rows.size());
    for (const auto& row : rows) ASSERT_LE(row.size(), header.columns.size());
  }
}

TEST(PlainCell, KeepsCodesWholeAndNumbersPlain) {
  EXPECT_EQ(plain_cell("4.10202001001E+11"), "410202001001");
  EXPECT_EQ(plain_cell("410202.0"), "410202");
  EXPECT_EQ(plain_cell("34.799999999999997"), "34.8");
  EXPECT_EQ(plain_cell("1E-07"), "1e-07");
  for (const char* text : {"410202001001", "0410202", "34.8", "1E5", "3-2", "2020/05/06", "甲1.0",
                           "", "-", "1.2.3", "114:18:25.5"})
    EXPECT_EQ(plain_cell(text), text);
}

TEST(FindHeader, LooksBelowTitles) {
  const Header header = find_header({{"汴州市养老设施一览表"},
                                     {"单位：民政局", "", "2025年"},
                                     {"编号", "名称", "床位", "", "床位"},
                                     {"1", "甲", "20", "x", "3"},
                                     {"2", "乙", "30", "", "4"}});
  EXPECT_EQ(header.titles, 2U);
  EXPECT_EQ(header.first_row, 3U);
  EXPECT_EQ(header.columns,
            (std::vector<std::string>{"编号", "名称", "床位", "field_4", "床位_2"}));
}

TEST(FindHeader, SeesThatThereIsNone) {
  const Header header = find_header({{"410202001", "北书店街道"}, {"410202002", "午朝门街道"}});
  EXPECT_FALSE(header.found);
  EXPECT_EQ(header.first_row, 0U);
  EXPECT_EQ(header.columns, (std::vector<std::string>{"field_1", "field_2"}));
  EXPECT_TRUE(find_header({{"名称", "2019", "2020"}, {"甲", "1", "2"}}).found);
  EXPECT_TRUE(find_header({{"a", "b"}, {"1", "2"}, {"1", "2", "3", "4", "5", "6"}}).found);
}

TEST(FindHeader, JoinsTwoRows) {
  const Rows head{{"各村人口一览表"},
                  {"乡镇（街道）名称", "村（居）名称", "人口（人）", "", "户数"},
                  {"", "", "合计", "其中：60岁及以上", ""},
                  {"甲镇", "一村", "100", "20", "40"},
                  {"甲镇", "二村", "200", "30", "60"}};
  const std::vector<std::string> names{"乡镇（街道）名称", "村（居）名称", "人口（人）合计",
                                       "人口（人）其中：60岁及以上", "户数"};
  const Header header = find_header(head);
  EXPECT_EQ(header.columns, names);
  EXPECT_EQ(header.rows, 2U);
  EXPECT_EQ(header.first_row, 3U);
  EXPECT_EQ(header.titles, 1U);
  // Written again where a sheet has blanks.
  Rows again = head;
  again[1][3] = again[1][2];
  again[2] = {"乡镇（街道）名称", "村（居）名称", "合计", "其中：60岁及以上", "户数"};
  EXPECT_EQ(find_header(again).columns, names);
  // Headings over many columns fill few cells.
  const Header wide = find_header({{"村", "人口", "", "", "", "", ""},
                                   {"", "合计", "男", "女", "0—14岁", "15—59岁", "60岁及以上"},
                                   {"一村", "9", "4", "5", "1", "5", "3"},
                                   {"二村", "9", "4", "5", "1", "5", "3"}});
  EXPECT_EQ(wide.columns.front(), "村");
  EXPECT_EQ(wide.columns.back(), "人口60岁及以上");
  EXPECT_EQ(wide.first_row, 2U);
}

TEST(FindHeader, TakesNoRowOfDataForASecondHeader) {
  const Rows tables[] = {
      {{"名称", "地址", ""}, {"甲院", "东街", "近桥"}, {"乙院", "西街", "近河"}},
      {{"名称", "人口", "", "户数"}, {"", "12", "3", ""}, {"乙村", "20", "4", "8"}},
      {{"名称", "人口", ""}, {"", "", "待查"}, {"乙村", "20", ""}},
      {{"名称", "电话", "电话"}, {"甲院", "无", "无"}, {"乙院", "无", "有"}}};
  for (const Rows& table : tables) EXPECT_EQ(find_header(table).first_row, 1U) << table[1][1];
}

class TableTest : public LayerTest {};

TEST_F(TableTest, CarriesTextsDownMergedCellsButNoNumbers) {
  const std::string town = "甲镇", code = "410202101";
  const auto text = [](const char* t) { return Cell(std::string(t)); };
  const auto ref = write_xlsx(
      "a.xlsx", {{"附", {{text("x")}}},
                 {"各村",
                  {{text("乡镇"), text("乡镇代码"), text("村"), text("人口"), text("户数")},
                   {{}, {}, text("一村"), 10.0, {}},
                   {{}, {}, text("二村"), 20.0, {}},
                   {text("乙镇"), 410202102.0, text("三村"), 30.0, 9.0},
                   {{}, {}, text("四村"), 40.0, {}},
                   {}},
                  false,
                  {{1, 0, 2, 0, text("甲镇")},
                   {1, 1, 2, 1, 410202101.0},
                   {1, 4, 2, 4, 70.0},
                   {5, 0, 6, 0, text("空行")}}}});
  LayerRef sheet = ref;
  sheet.layer = "各村";
  const VectorLayer layer = read(sheet);
  ASSERT_EQ(layer.rows.size(), 5U) << told();
  EXPECT_EQ(layer.rows[0].values[0], town);
  EXPECT_EQ(layer.rows[1].values[0], town);
  EXPECT_EQ(layer.rows[1].values[1], code);
  EXPECT_EQ(layer.rows[0].values[4], "70");
  EXPECT_FALSE(layer.rows[1].values[4]);
  EXPECT_EQ(layer.rows[2].values[0], "乙镇");
  EXPECT_FALSE(layer.rows[3].values[0]);  // not merged
  EXPECT_EQ(problem("cells-merged").field, "乡镇、乡镇代码");
  EXPECT_EQ(problem("cells-merged").count, 2U);
  EXPECT_EQ(problem("numbers-merged").field, "户数");
}

TEST_F(TableTest, LeavesOutNotesBelowTheTable) {
  const VectorLayer layer =
      read(write("a.csv",
                 "名称,人口,户数\n注沟村,10,3\n二村,20,4\n注沟村,,\n注：数据来源于民政局，\n"
                 "其中人口为年末数,,\n填表人：甲,,审核人：乙\n\n"));
  ASSERT_EQ(layer.rows.size(), 3U) << told();
  EXPECT_EQ(problem("note-rows").count, 3U);
  EXPECT_EQ(problem("note-rows").value, "注：数据来源于民政局，");
  const VectorLayer inside = read(write("b.csv", "名称,人口\n注：甲,\n二村,20\n"));
  EXPECT_EQ(inside.rows.size(), 2U);  // only at the foot
}

TEST_F(TableTest, ReadsAWorkbookAsOfficesKeepIt) {
  const auto ref = write_xlsx(
      "a.xlsx", {{"说明", {}},
                 {"床位",
                  {{std::string("汴州市养老床位一览表")},
                   {std::string("代码"), std::string("名称"), std::string("床位"),
                    std::string("经度"), std::string("纬度")},
                   {410202001001.0, std::string(" 甲\u3000"), 120.0, 114.35, 34.8},
                   {},
                   {410202001002.0, std::string("乙"), std::string("１，２００"), {}, {}}},
                  true},
                 {"附表", {{std::string("x")}}}});
  const VectorLayer layer = read(ref);
  EXPECT_EQ(layer.layer, "床位");
  ASSERT_EQ(layer.rows.size(), 2U);
  EXPECT_EQ(layer.rows[0].values[0], "410202001001");
  EXPECT_EQ(layer.rows[0].values[1], "甲");
  EXPECT_EQ(layer.rows[0].values[2], "120");
  EXPECT_TRUE(layer.rows[0].xy);
  EXPECT_EQ(layer.rows[0].number, 3U);  // as the sheet numbers them, below title and header
  EXPECT_EQ(layer.rows[1].number, 5U);  // the blank row between counts
  EXPECT_EQ(parse_amount(*layer.rows[1].values[2]), Amount::from_whole(1200));
  EXPECT_FALSE(layer.rows[1].lonlat);
  EXPECT_EQ(problem("title-rows").count, 1U);
  EXPECT_EQ(problem("layer-guessed").value, "床位");
  EXPECT_EQ(layer.sha256.size(), 64U);
}

TEST_F(TableTest, ChoosesTheSheetThatIsNamed) {
  auto ref = write_xlsx(
      "a.xlsx", {{"一", {{std::string("a")}, {1.0}}}, {"二", {{std::string("b")}, {2.0}, {3.0}}}});
  ref.layer = "二";
  EXPECT_EQ(read(ref).rows.size(), 2U);
  EXPECT_TRUE(problems_.all().empty()) << told();
  ref.layer = "三";
  read(ref);
  EXPECT_NE(problem("layer-missing").rule.zh.find("一, 二"), std::string::npos);
}

TEST_F(TableTest, FiltersByDetectedTypesAndByText) {
  auto ref = write("a.csv", "code,beds,名称\n0410,5,甲\n0411,12,乙\n0412,\"1,200\",丙\n0413,,丁\n");
  const auto names = [&](const char* where) {
    ref.where = where;
    std::string out;
    for (const Row& row : read(ref).rows) out += *row.values[2] + std::to_string(row.number);
    return out;
  };
  EXPECT_EQ(names("beds > 5"), "乙3丙4");
  EXPECT_EQ(names("code = '0410'"), "甲2");
  EXPECT_EQ(names("\"名称\" LIKE '乙%'"), "乙3");
  EXPECT_EQ(names("beds = '12'"), "乙3");
  EXPECT_EQ(names("beds IS NULL"), "丁5");
  EXPECT_FALSE(problems_.has("where-bad")) << told();
  names("床 >");
  EXPECT_EQ(problem("where-bad").value, "床 >");
  names("beds > 1e9");
  EXPECT_TRUE(problems_.has("layer-empty"));
}

TEST_F(TableTest, RefusesAWorkbookThatPosesAsText) {
  write_xlsx("a.xlsx", {{"一", {{std::string("a")}}}});
  std::filesystem::rename(folder_.path() / "a.xlsx", folder_.path() / "b.csv");
  read(ref_to("b.csv"));
  EXPECT_EQ(problem("file-unreadable").severity, Severity::error);
}

TEST_F(TableTest, TellsEmptyTablesAndMissingFilesApart) {
  read(write("empty.csv", ""));
  EXPECT_EQ(problem("file-unreadable").severity, Severity::error);
  read(ref_to("none.csv"));
  EXPECT_EQ(problem("file-missing").file, "none.csv");
}

TEST_F(TableTest, ReadsOpenDocumentSheets) {
  const GdalScope quiet;
  const std::string path = (folder_.path() / "a.ods").string();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("ODS");
  if (driver == nullptr) GTEST_SKIP() << "GDAL without ODS";
  {
    const GDALDatasetUniquePtr data(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    OGRLayer* sheet = data->CreateLayer("床位", nullptr, wkbNone, nullptr);
    OGRFieldDefn code("代码", OFTInteger64), day("日期", OFTDate), name("名称", OFTString);
    for (OGRFieldDefn* field : {&code, &day, &name}) sheet->CreateField(field);
    OGRFeature row(sheet->GetLayerDefn());
    row.SetField(0, static_cast<GIntBig>(410202001001));
    row.SetField(1, 2020, 5, 6);
    row.SetField(2, "甲");
    EXPECT_EQ(sheet->CreateFeature(&row), OGRERR_NONE);
  }
  const VectorLayer layer = read(ref_to("a.ods"));
  ASSERT_EQ(layer.rows.size(), 1U) << told();
  EXPECT_EQ(layer.columns, (std::vector<std::string>{"代码", "日期", "名称"}));
  EXPECT_EQ(layer.rows[0].values[0], "410202001001");
  EXPECT_EQ(to_string(parse_date(*layer.rows[0].values[1]).value()), "2020-05-06");
}

TEST_F(TableTest, ReadsGeometryWrittenAsText) {
  const VectorLayer layer =
      read(write("a.csv", "id,WKT\n1,\"POLYGON ((114 34,115 34,115 35,114 34))\"\n2,\n"));
  ASSERT_EQ(layer.rows.size(), 2U) << told();
  EXPECT_EQ(layer.rows[0].xy->getGeometryType(), wkbPolygon);
  EXPECT_FALSE(layer.rows[1].xy);
}

TEST(Sha256, IsTheStandardsOwn) {
  EXPECT_EQ(sha256_of_bytes("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of_bytes(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, CoversEveryFileOfADatasetInAnyOrder) {
  const TempFolder folder;
  const auto file = [&](const char* name, const std::string& text) {
    put_file(folder.path() / name, text);
    return (folder.path() / name).string();
  };
  const std::string shp = file("a.shp", std::string(3'000'000, 'x')), dbf = file("a.dbf", "d"),
                    prj = file("a.prj", "p");
  const std::string sum = sha256_of_files(std::vector{shp, dbf, prj});
  EXPECT_EQ(sum, sha256_of_files(std::vector{shp, prj, dbf}));
  EXPECT_EQ(sha256_of_files(std::vector{shp}), sha256_of_bytes(std::string(3'000'000, 'x')));
  file("a.prj", "q");
  EXPECT_NE(sum, sha256_of_files(std::vector{shp, dbf, prj}));
  EXPECT_EQ(sha256_of_files(std::vector{shp, folder.path().string() + "/none"}), "");
  EXPECT_EQ(sha256_of_files({}), "");
}

}  // namespace
}  // namespace fangyuan::test
