// SPDX-License-Identifier: Apache-2.0
#include "geo/out/gpkg.h"

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

class CoverageGpkg : public ::testing::Test {
 protected:
  void write(const SquareCity& city) {
    write_coverage_gpkg(city.contents(), path());
    dataset_.reset(GDALDataset::Open(path().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    ASSERT_TRUE(dataset_);
  }
  std::filesystem::path path() const { return temp_.path() / "coverage.gpkg"; }
  OGRLayer& layer(const char* name) {
    OGRLayer* found = dataset_->GetLayerByName(name);
    if (found == nullptr) throw std::runtime_error(std::string("no layer ") + name);
    return *found;
  }
  std::vector<std::unique_ptr<OGRFeature>> rows(const char* name, const char* where = nullptr) {
    OGRLayer& l = layer(name);
    l.SetAttributeFilter(where);
    l.ResetReading();
    std::vector<std::unique_ptr<OGRFeature>> out;
    while (OGRFeature* f = l.GetNextFeature()) out.emplace_back(f);
    return out;
  }
  GDALDataset& dataset() { return *dataset_; }

 private:
  TempFolder temp_;
  std::unique_ptr<GDALDataset> dataset_;
};

People people(const OGRFeature& f, const char* field) {
  return Amount::from_double(f.GetFieldAsDouble(field));
}

bool is_null(const OGRFeature& f, const std::string& field) {
  const int i = f.GetFieldIndex(field.c_str());
  EXPECT_GE(i, 0) << field;
  return !f.IsFieldSetAndNotNull(i);
}

TEST_F(CoverageGpkg, HasTheFiveLayersInTheProjectsCrs) {
  write(SquareCity());
  for (const char* name : {"units", "facilities", "circles", "cells", "gaps"}) {
    const OGRSpatialReference* srs = layer(name).GetSpatialRef();
    ASSERT_NE(srs, nullptr) << name;
    EXPECT_STREQ(srs->GetAuthorityCode(nullptr), "4547") << name;
    EXPECT_GT(layer(name).GetFeatureCount(), 0) << name;
  }
}

TEST_F(CoverageGpkg, CellsAreAtTheirCentresUnroundedAndNotReachedIsNull) {
  const SquareCity city;
  write(city);
  const auto cells = rows("cells");
  ASSERT_EQ(cells.size(), city.cells.size());
  const ServiceReach& walk = city.reach[0];
  const ServiceReach& near = city.reach[1];
  std::size_t not_reached = 0;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const OGRFeature& f = *cells[c];
    ASSERT_EQ(f.GetFieldAsInteger64("cell"), static_cast<GIntBig>(c));
    const OGRPoint* p = f.GetGeometryRef()->toPoint();
    ASSERT_EQ(p->getX(), city.cells.place[c].xy.x);
    ASSERT_EQ(p->getY(), city.cells.place[c].xy.y);
    ASSERT_EQ(people(f, "older60"), city.cells.people[1][c]);
    ASSERT_EQ(is_null(f, "care-15_ms"), !walk.network[c].reached());
    ASSERT_EQ(is_null(f, "care-15_site"), !walk.network[c].reached());
    not_reached += is_null(f, "care-15_ms");
    if (walk.network[c].reached()) {
      ASSERT_EQ(f.GetFieldAsInteger64("care-15_ms"), walk.network[c].value());
      ASSERT_EQ(f.GetFieldAsString("care-15_site"),
                city.facilities[walk.network_site[c].index()].id);
    }
    if (near.network[c].reached()) {
      ASSERT_EQ(std::llround(f.GetFieldAsDouble("care-1km_net_m") * 1000), near.network[c].value());
    }
    ASSERT_EQ(is_null(f, "care-1km_straight_m"), !near.straight_mm[c].reached());
    ASSERT_EQ(is_null(f, "access_m"), walk.unconnected[c] != 0);
    ASSERT_EQ(is_null(f, "management_county"), !city.cells.unit_of[3][c]);
    ASSERT_EQ(f.GetFieldAsString("village"), city.units[city.cells.unit_of[2][c]].code);
  }
  EXPECT_GT(not_reached, 0U);
  EXPECT_LT(not_reached, cells.size());
}

TEST_F(CoverageGpkg, CellsHaveTheContractsColumns) {
  write(SquareCity());
  std::string names;
  const OGRFeatureDefn& fields = *layer("cells").GetLayerDefn();
  for (int i = 0; i < fields.GetFieldCount(); ++i)
    names += std::string(fields.GetFieldDefn(i)->GetNameRef()) + ' ';
  EXPECT_EQ(names,
            "cell total older60 county township village management_county access_m care-15_ms "
            "care-15_straight_m care-15_site care-1km_net_m care-1km_straight_m care-1km_site ");
}

TEST_F(CoverageGpkg, UnitsCarryPeopleAndSharesWithTheirOutlines) {
  const SquareCity city;
  write(city);
  const auto units = rows("units");
  ASSERT_EQ(units.size(), city.units.all.size());
  std::map<std::string, const CoverageRow*> row_of;
  for (const CoverageRow& row : city.coverage)
    if (row.unit && row.service == ServiceId(0U) && row.limit == "900" && row.group == 1 &&
        row.measure == Measure::network)
      row_of[city.units[row.unit].code] = &row;
  for (const auto& f : units) {
    const Parts& parts = row_of.at(f->GetFieldAsString("code"))->parts;
    EXPECT_EQ(people(*f, "older60"), parts.total);
    EXPECT_EQ(people(*f, "care-15_900_served"), parts.served);
    EXPECT_NEAR(f->GetFieldAsDouble("care-15_900_share"),
                parts.served.to_double() / parts.total.to_double(), 5.1e-7);
    ASSERT_NE(f->GetGeometryRef(), nullptr);
    EXPECT_NEAR(f->GetGeometryRef()->toMultiPolygon()->get_Area() / 1e6,
                f->GetFieldAsDouble("area_km2"), 1e-9);
  }
  EXPECT_EQ(rows("units", "trust = 'C'").size(), 1U);
  EXPECT_EQ(rows("units", "\"facilities_street_care\" = 1 AND \"level\" = 'township'").size(), 1U);
}

TEST_F(CoverageGpkg, FacilitiesKeepUnlocatedOnesWithoutGeometry) {
  const SquareCity city;
  write(city);
  const auto sites = rows("facilities");
  ASSERT_EQ(sites.size(), city.facilities.size());
  EXPECT_EQ(sites[0]->GetGeometryRef()->toPoint()->getX(), city.facilities[0].place->xy.x);
  EXPECT_EQ(sites[4]->GetGeometryRef(), nullptr);
  EXPECT_EQ(sites[2]->GetFieldAsString("functions"), std::string("community_care"));
  EXPECT_EQ(sites[2]->GetFieldAsDouble("beds"), 15);
  EXPECT_TRUE(is_null(*sites[3], "care-15_served"));
}

TEST_F(CoverageGpkg, CirclesKeepTheirHolesAndStandLargestFirst) {
  const SquareCity city;
  write(city);
  const auto circles = rows("circles");
  ASSERT_EQ(circles.size(), city.circles.size());
  EXPECT_EQ(circles.front()->GetFieldAsString("limit"), std::string("1000m"));
  EXPECT_EQ(circles.back()->GetFieldAsString("limit"), std::string("300"));
  const auto one = rows("circles", "site = 'a-1' AND \"limit\" = '900'");
  ASSERT_EQ(one.size(), 1U);
  const OGRMultiPolygon* shape = one[0]->GetGeometryRef()->toMultiPolygon();
  ASSERT_EQ(shape->getNumGeometries(), 1);
  EXPECT_EQ(shape->getGeometryRef(0)->getNumInteriorRings(), 1);
  EXPECT_EQ(one[0]->GetFieldAsDouble("minutes"), 15);
  EXPECT_EQ(rows("circles", "site IS NULL").size(), 4U);
}

TEST_F(CoverageGpkg, GapsAreValidAndNameTheirUnits) {
  write(SquareCity());
  for (const auto& f : rows("gaps")) {
    EXPECT_TRUE(f->GetGeometryRef()->IsValid());
    EXPECT_EQ(f->GetFieldAsString("level"), std::string("village"));
    EXPECT_EQ(std::string(f->GetFieldAsString("code")).size(), 12U);
    EXPECT_GT(f->GetFieldAsDouble("people"), 0);
  }
}

TEST_F(CoverageGpkg, IndicatorsStandInsideTheirUnits) {
  SquareCity city;
  const UnitId town = city.units.layers.back().units.front();
  IndicatorRow row = city.indicators.front();
  row.level = to_string(city.units[town].level);
  row.code = city.units[town].code;
  row.status = RuleStatus::overdue;
  row.note = {"豁免无效", "no exemption"};
  city.indicators.push_back(row);
  write(city);
  const auto found = rows("indicators");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]->GetGeometryRef(), nullptr);  // the whole study has no point
  const auto* point = found[1]->GetGeometryRef()->toPoint();
  EXPECT_EQ(point->getX(), city.units[town].label.xy.x);
  EXPECT_EQ(std::string(found[1]->GetFieldAsString("status_zh")), "逾期未达标");
  EXPECT_EQ(std::string(found[1]->GetFieldAsString("note")), "豁免无效");
  EXPECT_EQ(found[1]->GetFieldAsDouble("gap"), 3);
}

TEST_F(CoverageGpkg, EveryLayerHasADefaultStyleThatIsWellFormed) {
  write(SquareCity());
  for (const char* name : {"units", "facilities", "circles", "cells", "gaps", "indicators"}) {
    const auto styles =
        rows("layer_styles", ("f_table_name = '" + std::string(name) + "'").c_str());
    ASSERT_EQ(styles.size(), 1U) << name;
    EXPECT_EQ(styles[0]->GetFieldAsInteger("useAsDefault"), 1);
    EXPECT_EQ(styles[0]->GetFieldAsString("f_geometry_column"),
              std::string(layer(name).GetGeometryColumn()));
    CPLXMLNode* tree = CPLParseXMLString(styles[0]->GetFieldAsString("styleQML"));
    EXPECT_NE(tree, nullptr) << name;
    CPLDestroyXMLNode(tree);
  }
}

TEST_F(CoverageGpkg, StylesNameOnlyColumnsThatExist) {
  SquareCity city;
  city.services[0].id = "护理\"15\"";  // quotes in an id must not break an expression
  IndicatorRow of_a_unit = city.indicators.front();
  of_a_unit.rule = "own/\"15\"'s";
  of_a_unit.level = "township";
  city.indicators.push_back(of_a_unit);
  write(city);
  for (const auto& style : rows("layer_styles")) {
    const std::string qml = style->GetFieldAsString("styleQML");
    const std::string name = style->GetFieldAsString("f_table_name");
    if (name == "cells" || name == "gaps") {  // the same words as the tables
      for (const char* word : {"超出范围", "未连路网"})
        EXPECT_NE(qml.find(word), std::string::npos) << name << ' ' << word;
    }
    CPLXMLNode* tree = CPLParseXMLString(qml.c_str());
    ASSERT_NE(tree, nullptr);
    std::vector<std::string> filters;
    const std::function<void(const CPLXMLNode*)> walk = [&](const CPLXMLNode* node) {
      for (; node != nullptr; node = node->psNext) {
        if (node->eType == CXT_Attribute && std::string(node->pszValue) == "filter" &&
            *node->psChild->pszValue != 0)
          filters.emplace_back(node->psChild->pszValue);
        walk(node->psChild);
      }
    };
    walk(tree);
    CPLDestroyXMLNode(tree);
    EXPECT_FALSE(name != "cells" && filters.empty());
    for (const std::string& filter : filters)
      EXPECT_EQ(layer(name.c_str()).SetAttributeFilter(filter.c_str()), OGRERR_NONE) << filter;
  }
}

TEST_F(CoverageGpkg, IsTheSameToTheByteTwice) {
  const SquareCity city;
  write(city);
  const std::string first = read_file(path());
  ::usleep(20'000);
  std::filesystem::remove(path());
  write(city);
  EXPECT_TRUE(first == read_file(path()));
  const auto sql = [&](const char* query) {
    OGRLayer* result = dataset().ExecuteSQL(query, nullptr, nullptr);
    const std::unique_ptr<OGRFeature> f(result->GetNextFeature());
    const std::string text = f->GetFieldAsString(0);
    dataset().ReleaseResultSet(result);
    return text;
  };
  EXPECT_EQ(sql("SELECT CAST(max(last_change) AS TEXT) FROM gpkg_contents"),
            "2025-12-31T00:00:00.000Z");
  EXPECT_EQ(sql("SELECT CAST(min(last_change) AS TEXT) FROM gpkg_contents"),
            "2025-12-31T00:00:00.000Z");
}

TEST_F(CoverageGpkg, WithoutRoadsPeopleUnitsOrServicesIsStillWritten) {
  SquareCity city;
  city.reach.clear();
  city.coverage.clear();
  city.circles.clear();
  city.facility_rows.clear();
  city.services.clear();
  city.cells = Cells();
  city.cells.unit_of.resize(city.units.layers.size());
  for (UnitRow& row : city.unit_rows) row.people.clear();
  write(city);
  EXPECT_EQ(layer("units").GetFeatureCount(), 22);
  EXPECT_EQ(layer("cells").GetFeatureCount(), 0);
}

TEST_F(CoverageGpkg, AFullDiskIsAnError) {
  const SquareCity city;
  for (const rlim_t bytes : {rlim_t{5'000}, rlim_t{120'000}, rlim_t{200'000}}) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit small{bytes, bytes};
      ::setrlimit(RLIMIT_FSIZE, &small);
      try {
        write_coverage_gpkg(city.contents(), path());
      } catch (const std::runtime_error&) {
        ::_exit(1);
      }
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 1) << bytes << " bytes";
    std::filesystem::remove(path());
  }
}

}  // namespace
}  // namespace fangyuan
