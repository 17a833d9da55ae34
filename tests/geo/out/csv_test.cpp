// SPDX-License-Identifier: Apache-2.0
#include "geo/out/csv.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "geo/out/csv_writer.h"
#include "tests/geo/out/square_city.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan {
namespace {

using test::read_file;
using test::SquareCity;
using test::TempFolder;
using Record = std::map<std::string, std::string>;

/// A small reader of RFC 4180, so that what we write is read by something that is not our writer.
struct Csv {
  std::string header;
  std::vector<Record> rows;
};

std::vector<std::vector<std::string>> parse(const std::string& text) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"')
        rows.back().back() += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        rows.back().back() += text[++i];
      else
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      rows.back().emplace_back();
    } else if (c == '\n') {
      rows.push_back({""});
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  return rows;
}

Csv read_csv(const std::filesystem::path& path) {
  const std::string bytes = read_file(path);
  EXPECT_TRUE(bytes.starts_with("\xEF\xBB\xBF"));
  Csv csv;
  csv.header = bytes.substr(3, bytes.find('\n') - 3);
  const auto rows = parse(bytes.substr(3));
  for (std::size_t r = 1; r < rows.size(); ++r) {
    EXPECT_EQ(rows[r].size(), rows[0].size());
    Record record;
    for (std::size_t c = 0; c < rows[r].size(); ++c) record[rows[0][c]] = rows[r][c];
    csv.rows.push_back(std::move(record));
  }
  return csv;
}

People people(const Record& row, const char* column) {
  return Amount::parse(row.at(column)).value();
}

TEST(CoverageCsv, HasTheContractsColumnsAndAddsUpAsPrinted) {
  const TempFolder temp;
  const SquareCity city;
  write_coverage_csv(city.contents(), temp.path() / "coverage.csv");
  const Csv csv = read_csv(temp.path() / "coverage.csv");
  EXPECT_EQ(csv.header,
            "service,limit,measure,tree,level,code,name,group,total,served,no_capacity,"
            "out_of_reach,unconnected,share_served,mean_time_s,p90_time_s,mean_m,p90_m");
  ASSERT_EQ(csv.rows.size(), city.coverage.size());
  std::map<std::string, People> all, by_level;
  for (const Record& row : csv.rows) {
    EXPECT_EQ(people(row, "served") + people(row, "no_capacity") + people(row, "out_of_reach") +
                  people(row, "unconnected"),
              people(row, "total"));
    const std::string key =
        row.at("service") + row.at("limit") + row.at("measure") + row.at("group");
    if (row.at("level") == "all") {
      EXPECT_EQ(row.at("code"), "all");
      EXPECT_EQ(row.at("tree"), "");
      EXPECT_TRUE(all.emplace(key, people(row, "served")).second) << "two rows of level all";
    } else {
      by_level[row.at("tree") + '/' + row.at("level") + '/' + key] += people(row, "served");
    }
  }
  ASSERT_EQ(by_level.size(), 4 * all.size());
  for (const auto& [key, served] : by_level) {
    const std::string rest = key.substr(key.find('/', key.find('/') + 1) + 1);
    EXPECT_EQ(served, all.at(rest)) << key;
  }
}

TEST(CoverageCsv, LeavesEmptyWhatIsMissing) {
  const TempFolder temp;
  SquareCity city;
  CoverageRow row;
  row.service = ServiceId(0U);
  row.limit = "900";
  row.unit_layer = 3;  // people in no unit of the management tree
  city.coverage = {row};
  city.coverage[0].parts.total = city.coverage[0].parts.served = People();
  write_coverage_csv(city.contents(), temp.path() / "coverage.csv");
  EXPECT_EQ(read_file(temp.path() / "coverage.csv")
                .substr(read_file(temp.path() / "coverage.csv").find('\n') + 1),
            "care-15,900,network,management,county,,,total,0,0,0,0,0,,,,,\n");
}

TEST(CoverageCsv, QuotesNamesAndPrintsExactDecimals) {
  const TempFolder temp;
  SquareCity city;
  CoverageRow row;
  row.service = ServiceId(1U);
  row.limit = "1000m";
  row.measure = Measure::straight;
  row.unit_layer = 1;
  row.unit = city.units.layers[1].units[1];  // 东"新",镇
  row.parts.total = People::from_millionths(3'000'000);
  row.parts.served = People::from_millionths(2'000'000);
  row.parts.out_of_reach = People::from_millionths(1'000'000);
  row.mean_mm = 1;
  row.p90_mm = 1'234'567;
  city.coverage = {row};
  write_coverage_csv(city.contents(), temp.path() / "coverage.csv");
  EXPECT_NE(
      read_file(temp.path() / "coverage.csv")
          .find("\ncare-1km,1000m,straight,legal,township,410299002,\"东\"\"新\"\",镇\",total,"
                "3,2,0,1,0,0.666667,,,0.001,1234.567\n"),
      std::string::npos);
}

TEST(CoverageCsv, IsTheSameToTheByteTwice) {
  const TempFolder temp;
  const SquareCity city;
  write_coverage_csv(city.contents(), temp.path() / "a.csv");
  write_coverage_csv(city.contents(), temp.path() / "b.csv");
  EXPECT_EQ(read_file(temp.path() / "a.csv"), read_file(temp.path() / "b.csv"));
}

TEST(CsvWriter, WritesNumbersWithoutLoss) {
  const TempFolder temp;
  const std::vector<std::string> header{"v"};
  CsvWriter csv(temp.path() / "v.csv", header);
  const auto row = [&](auto&& write) {
    write();
    csv.end_row();
  };
  row([&] { csv.amount(Amount::from_millionths(-1)); });
  row([&] { csv.amount(Amount::from_millionths(4'300'000'000'050'000)); });
  row([&] { csv.amount(Amount::from_millionths(INT64_MIN)); });
  row([&] { csv.share(People::from_millionths(1), People::from_millionths(2'000'000)); });
  row([&] { csv.share(People::from_whole(7), People::from_whole(7)); });
  row([&] { csv.share(People(), People()); });
  row([&] { csv.coordinate(114.30000000000001); });
  row([&] { csv.coordinate(-1e-9); });
  row([&] { csv.text("两行\n字"); });
  row([&] { csv.whole(std::int64_t{-2025}); });
  csv.close();
  EXPECT_EQ(read_file(temp.path() / "v.csv"),
            "\xEF\xBB\xBFv\n-0.000001\n4300000000.05\n-9223372036854.775808\n0.000001\n1.000000\n\n"
            "114.30000000000001\n-0.000000001\n\"两行\n字\"\n-2025\n");
}

TEST(UnitsCsv, HasOneRowPerUnitWithPeopleFacilitiesAndTrust) {
  const TempFolder temp;
  const SquareCity city;
  write_units_csv(city.contents(), temp.path() / "units.csv");
  const Csv csv = read_csv(temp.path() / "units.csv");
  EXPECT_EQ(csv.header,
            "tree,level,code,name,class,parent,area_km2,total,older60,facilities_clinic,"
            "facilities_community_care,facilities_street_care,road_km,median_access_m,"
            "network_over_straight,share_unlocated,trust,reasons");
  ASSERT_EQ(csv.rows.size(), 22U);
  EXPECT_EQ(csv.rows[0].at("facilities_community_care"), "3");
  EXPECT_EQ(csv.rows[0].at("area_km2"), "4.000000");
  EXPECT_EQ(csv.rows[0].at("median_access_m"), "10.400");
  EXPECT_EQ(csv.rows[0].at("network_over_straight"), "");
  EXPECT_EQ(csv.rows[0].at("trust"), "A");
  const Record& thin = csv.rows[3];
  EXPECT_EQ(thin.at("code") + thin.at("trust") + thin.at("reasons"),
            "410299003Croads-thin-c;access-long-b");
  People townships;
  for (const Record& row : csv.rows)
    if (row.at("level") == "township") townships += people(row, "total");
  EXPECT_EQ(townships, people(csv.rows[0], "total"));
}

TEST(FacilitiesCsv, HasTheContractsColumnsAndKeepsUnlocatedSites) {
  const TempFolder temp;
  const SquareCity city;
  write_facilities_csv(city.contents(), temp.path() / "facilities.csv");
  const Csv csv = read_csv(temp.path() / "facilities.csv");
  EXPECT_EQ(csv.header,
            "service,limit,facility,name,type,status,code,lon,lat,snap_lon,snap_lat,access_m,"
            "in_reach,served,capacity,load,warnings,load_best,only_here");
  ASSERT_EQ(csv.rows.size(), city.facility_rows.size());
  const Record& first = csv.rows[0];
  EXPECT_EQ(first.at("facility") + first.at("status") + first.at("code"), "a-1in_use410299001");
  EXPECT_EQ(std::stod(first.at("lon")), city.facilities[0].place->lonlat.lon);
  EXPECT_EQ(std::stod(first.at("lat")), city.facilities[0].place->lonlat.lat);
  EXPECT_EQ(first.at("access_m"), "12.345");
  EXPECT_EQ(first.at("capacity"), "20");
  EXPECT_EQ(first.at("load"), "");
  const Record& unlocated = csv.rows[3];
  EXPECT_EQ(unlocated.at("facility"), "a-5");
  EXPECT_EQ(unlocated.at("lon") + unlocated.at("snap_lat") + unlocated.at("access_m"), "");
  EXPECT_EQ(unlocated.at("warnings"), "unlocated");
}

TEST(FillingCsv, TellsBothFillingsOrWhyNot) {
  const TempFolder temp;
  const SquareCity city;
  std::vector<FillingRow> rows(3);
  for (FillingRow& row : rows) {
    row.service = ServiceId(0U);
    row.limit = "900";
    row.need = Amount::from_whole(30);
  }
  rows[0].nearest_first = rows[0].served = Amount::from_whole(10);
  rows[0].nearest_first_cost = Wide{10'000'000} * 90'000;  // 10 places × 1.5 min
  rows[0].best = rows[0].served_best = Amount::from_millionths(12'500'000);
  rows[0].best_cost = 30'000'000;  // half a thousandth of a minute: up
  rows[1].unit_layer = 0;
  rows[1].unit = city.units.layers[0].units[0];
  rows[1].best = Amount();
  rows[1].best_cost = 0;
  rows[2].limit = "1000m";
  rows[2].by_time = false;
  rows[2].nearest_first_cost = Wide{10'000'000} * 1'500'000;  // 10 places × 1.5 km
  const std::vector<TooManyPairs> skipped{{ServiceId(0U), "1000m", true, 77}};
  RunContents contents = city.contents();
  contents.filling = rows;
  contents.skipped = skipped;
  write_filling_csv(contents, temp.path() / "filling.csv");
  const Csv csv = read_csv(temp.path() / "filling.csv");
  EXPECT_EQ(csv.header,
            "service,limit,measure,tree,level,code,name,need,need_in_reach,nearest_first,best,won,"
            "served,served_best,nearest_first_min,best_min,nearest_first_km,best_km,note");
  ASSERT_EQ(csv.rows.size(), 3U);
  EXPECT_EQ(csv.rows[0].at("won"), "2.5");
  EXPECT_EQ(csv.rows[0].at("nearest_first_min"), "15.000");
  EXPECT_EQ(csv.rows[0].at("best_min"), "0.001");
  EXPECT_EQ(csv.rows[0].at("best_km") + csv.rows[0].at("note"), "");
  EXPECT_NE(csv.rows[1].at("note").find("one of several"), std::string::npos);
  EXPECT_EQ(csv.rows[2].at("nearest_first_km"), "15.000");
  EXPECT_EQ(csv.rows[2].at("best") + csv.rows[2].at("won") + csv.rows[2].at("best_km"), "");
  EXPECT_NE(csv.rows[2].at("note").find("77"), std::string::npos);
}

TEST(AccessCsv, HasItsColumns) {
  const TempFolder temp;
  const SquareCity city;
  std::vector<AccessRow> rows(1);
  rows[0].service = ServiceId(0U);
  rows[0].limit = "900";
  write_access_csv(city.contents(), temp.path() / "none.csv");
  RunContents contents = city.contents();
  contents.access = rows;
  write_access_csv(contents, temp.path() / "access.csv");
  const Csv csv = read_csv(temp.path() / "access.csv");
  EXPECT_EQ(csv.header,
            "service,limit,measure,decay,tree,level,code,name,group,people,mean_per_thousand,"
            "lowest_per_thousand,people_none,share_none,places,places_without_people");
  EXPECT_EQ(read_csv(temp.path() / "none.csv").header, csv.header);
  EXPECT_EQ(csv.rows.at(0).at("mean_per_thousand") + csv.rows[0].at("share_none"), "");
}

TEST(EqualityCsv, HasItsColumnsAndLeavesEmptyWhatIsMissing) {
  const TempFolder temp;
  const SquareCity city;
  std::vector<EqualityRow> rows(1);
  rows[0].service = ServiceId(0U);
  rows[0].limit = "900";
  rows[0].mean = 0.5;
  rows[0].gap = GroupGap{0.75, 0.25, 0.5, 3.0};
  RunContents contents = city.contents();
  contents.equality = rows;
  write_equality_csv(contents, temp.path() / "equality.csv");
  const Csv csv = read_csv(temp.path() / "equality.csv");
  EXPECT_EQ(csv.header,
            "service,limit,measure,indicator,tree,level,units,people,mean,gini,theil,"
            "theil_between,theil_within,urban_mean,rural_mean,urban_minus_rural,urban_over_rural,"
            "people_in_worst_tenth,share_of_worst_tenth");
  EXPECT_EQ(csv.rows.at(0).at("urban_over_rural"), "3.000000");
  EXPECT_EQ(csv.rows[0].at("gini") + csv.rows[0].at("theil_within"), "");
}

TEST(IndicatorsCsv, HasTheContractsColumns) {
  const TempFolder temp;
  const SquareCity city;
  write_indicators_csv(city.contents(), temp.path() / "indicators.csv");
  const Csv csv = read_csv(temp.path() / "indicators.csv");
  EXPECT_EQ(csv.header,
            "rule,name,level,code,unit,year,base,value,target,comparator,gap,gap_unit,attribute,"
            "modality,denominator,status,due,source,source_line,confidence,"
            "people,people_unlocated,people_unassigned,value_unlocated,measure,share_total,"
            "share_older60,note,is_share");
  ASSERT_EQ(csv.rows.size(), 1U);
  EXPECT_EQ(csv.rows[0].at("value"), "0.25");
  EXPECT_EQ(csv.rows[0].at("base"), "");
  EXPECT_EQ(csv.rows[0].at("is_share"), "true");
  EXPECT_EQ(csv.rows[0].at("due"), "2026-12-31");
  EXPECT_EQ(csv.rows[0].at("source_line"), "L209, L211");
}

}  // namespace
}  // namespace fangyuan
