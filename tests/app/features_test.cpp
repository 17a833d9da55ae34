// SPDX-License-Identifier: Apache-2.0
// OGC API Features over real sockets: GDAL's own client against the GeoPackage itself, paging and
// filters against a plain look at every feature, and what is refused.
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/app/raw_client.h"
#include "tests/app/small_town.h"
#include "viewer/server/server.h"

namespace fangyuan::test {
namespace {

using Json = nlohmann::json;

class FeaturesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    GDALAllRegister();
    town_ = new SmallTown;
    const Outcome outcome = town_->run();
    ASSERT_EQ(outcome.exit, 0) << outcome.err;
    server_ = new Server(options());
  }
  static void TearDownTestSuite() {
    delete server_;
    delete town_;
    server_ = nullptr;
  }
  static ServeOptions options() {
    ServeOptions o;
    o.run_folder = town_->out();
    o.port = 0;
    return o;
  }
  static std::string gpkg() { return (town_->out() / "coverage.gpkg").string(); }
  static Json get(const std::string& target) {
    const Answer a = test::ask(server_->port(), target);
    EXPECT_EQ(a.status, 200) << target << a.body;
    return Json::parse(a.body);
  }
  static std::string link_of(const Json& j, const std::string& rel) {
    for (const Json& l : j.at("links"))
      if (l.at("rel") == rel) return l.at("href");
    return "";
  }
  static std::set<long> ids_of(const Json& page) {
    std::set<long> ids;
    for (const Json& f : page.at("features")) ids.insert(f.at("id").get<long>());
    return ids;
  }

  static SmallTown* town_;
  static Server* server_;
};
SmallTown* FeaturesTest::town_ = nullptr;
Server* FeaturesTest::server_ = nullptr;

using Dataset = std::unique_ptr<GDALDataset>;
Dataset open(const std::string& name) {
  return Dataset(GDALDataset::Open(name.c_str(), GDAL_OF_VECTOR));
}

/// GDAL's client makes dates of texts that look like such.
std::string text_of(const OGRFeature& f, int field) {
  std::string text = f.GetFieldAsString(field);
  const OGRFieldType type = f.GetFieldDefnRef(field)->GetType();
  if (type == OFTDate) std::replace(text.begin(), text.end(), '/', '-');
  return text;
}

/// Every vertex of one is within a hundredth of a millimetre or so of that of the other.
void expect_same_shape(const OGRGeometry* a, const OGRGeometry* b) {
  ASSERT_EQ(a == nullptr, b == nullptr);
  if (a == nullptr) return;
  ASSERT_EQ(a->getGeometryType(), b->getGeometryType());
  std::vector<double> x[2];
  const auto walk = [](const OGRGeometry* g, std::vector<double>& out) {
    OGREnvelope e;
    g->getEnvelope(&e);
    for (const double v : {e.MinX, e.MaxX, e.MinY, e.MaxY}) out.push_back(v);
    char* text = nullptr;
    g->exportToWkt(&text);
    for (const char* p = text; *p;) {
      char* end = nullptr;
      const double v = std::strtod(p, &end);
      if (end == p) {
        ++p;
        continue;
      }
      out.push_back(v);
      p = end;
    }
    CPLFree(text);
  };
  walk(a, x[0]);
  walk(b, x[1]);
  ASSERT_EQ(x[0].size(), x[1].size());
  for (std::size_t i = 0; i < x[0].size(); ++i) ASSERT_NEAR(x[0][i], x[1][i], 2e-9);
}

TEST_F(FeaturesTest, GdalReadsWhatTheGeoPackageHolds) {
  const Dataset file = open(gpkg());
  const Dataset live = open("OAPIF:http://127.0.0.1:" + std::to_string(server_->port()) + "/");
  ASSERT_TRUE(file && live);
  OGRSpatialReference lonlat;
  lonlat.SetWellKnownGeogCS("CRS84");
  lonlat.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  int layers = 0;
  for (OGRLayer* own : file->GetLayers()) {
    if (std::string(own->GetName()) == "layer_styles") continue;
    SCOPED_TRACE(own->GetName());
    ++layers;
    OGRLayer* given = live->GetLayerByName(own->GetName());
    ASSERT_NE(given, nullptr);
    EXPECT_EQ(given->GetFeatureCount(), own->GetFeatureCount());
    std::map<long long, std::unique_ptr<OGRFeature>> by_id;
    while (std::unique_ptr<OGRFeature> f{given->GetNextFeature()}) {
      by_id[f->GetFID()] = std::move(f);
    }
    ASSERT_EQ(static_cast<GIntBig>(by_id.size()), own->GetFeatureCount());
    std::unique_ptr<OGRCoordinateTransformation> transform;
    if (own->GetSpatialRef())
      transform.reset(OGRCreateCoordinateTransformation(own->GetSpatialRef(), &lonlat));
    while (const std::unique_ptr<OGRFeature> f{own->GetNextFeature()}) {
      ASSERT_TRUE(by_id.contains(f->GetFID())) << f->GetFID();
      const OGRFeature& other = *by_id[f->GetFID()];
      for (int i = 0; i < f->GetFieldCount(); ++i) {
        const char* name = f->GetFieldDefnRef(i)->GetNameRef();
        const int j = other.GetFieldIndex(name);
        ASSERT_GE(j, 0) << name;
        ASSERT_EQ(f->IsFieldSetAndNotNull(i), other.IsFieldSetAndNotNull(j)) << name;
        if (!f->IsFieldSetAndNotNull(i)) continue;
        if (f->GetFieldDefnRef(i)->GetType() == OFTReal)
          EXPECT_EQ(f->GetFieldAsDouble(i), other.GetFieldAsDouble(j)) << name;
        else
          EXPECT_EQ(text_of(*f, i), text_of(other, j)) << name;
      }
      if (f->GetGeometryRef() && transform) f->GetGeometryRef()->transform(transform.get());
      expect_same_shape(f->GetGeometryRef(), other.GetGeometryRef());
    }
  }
  EXPECT_GE(layers, 4);
}

TEST_F(FeaturesTest, EveryLinkOfTheLandingPageIsThere) {
  const Answer landing = test::ask(server_->port(), "/", "Accept: application/json\r\n");
  ASSERT_EQ(landing.status, 200);
  std::set<std::string> rels;
  const std::string root = "http://localhost";  // as the client called it
  const Json page = Json::parse(landing.body), all = get("/collections");
  for (const Json& link : page.at("links")) {
    rels.insert(link.at("rel"));
    const std::string href = link.at("href");
    ASSERT_TRUE(href.starts_with(root)) << href;
    const Answer a = test::ask(server_->port(), href.substr(root.size()));
    EXPECT_EQ(a.status, 200) << href;
    EXPECT_TRUE(a.headers.at("content-type").starts_with(link.at("type").get<std::string>()));
  }
  for (const char* rel : {"self", "service-desc", "conformance", "data"})
    EXPECT_TRUE(rels.contains(rel)) << rel;
  const Json api = get("/api");
  EXPECT_TRUE(api.at("openapi").get<std::string>().starts_with("3.0"));
  for (const Json& c : all.at("collections")) {
    const std::string path = "/collections/" + c.at("id").get<std::string>();
    for (const char* more : {"", "/schema", "/items", "/items/{featureId}"})
      EXPECT_TRUE(api.at("paths").contains(path + more)) << path << more;
    EXPECT_EQ(get(path).at("id"), c.at("id"));
    const auto box = c.at("extent").at("spatial").at("bbox")[0];
    EXPECT_NEAR(box[0].get<double>(), 114.3, 0.1);
    EXPECT_NEAR(box[1].get<double>(), 34.8, 0.1);
  }
  EXPECT_EQ(get("/conformance").at("conformsTo").size(), 3U);
}

TEST_F(FeaturesTest, PagesFollowEachOtherAndMissNothing) {
  const Json whole = get("/collections/cells/items");
  const std::set<long> all = ids_of(whole);
  ASSERT_GT(all.size(), 20U);
  EXPECT_EQ(whole.at("numberMatched"), all.size());
  EXPECT_EQ(link_of(whole, "next"), "");
  std::set<long> seen;
  std::size_t pages = 0;
  std::string target = "/collections/cells/items?limit=7";
  while (!target.empty()) {
    const Json page = get(target);
    ++pages;
    EXPECT_EQ(page.at("numberMatched"), all.size());
    EXPECT_EQ(page.at("numberReturned"), page.at("features").size());
    for (const long id : ids_of(page)) EXPECT_TRUE(seen.insert(id).second) << "twice: " << id;
    const std::string next = link_of(page, "next");
    target = next.empty() ? "" : next.substr(std::string("http://localhost").size());
  }
  EXPECT_EQ(seen, all);
  EXPECT_EQ(pages, (all.size() + 6) / 7);
  EXPECT_TRUE(get("/collections/cells/items?offset=100000").at("features").empty());
  const Json one = get("/collections/cells/items/" + std::to_string(*all.begin()));
  for (const Json& f : whole.at("features"))
    if (f.at("id") == one.at("id")) {
      EXPECT_EQ(f.at("properties"), one.at("properties"));
      EXPECT_EQ(f.at("geometry"), one.at("geometry"));
    }
}

TEST_F(FeaturesTest, BoxesAndValuesChooseWhatALookAtEveryFeatureChooses) {
  const Json cells = get("/collections/cells/items");
  std::set<long> inside;
  for (const Json& f : cells.at("features")) {
    const double lon = f.at("geometry").at("coordinates")[0],
                 lat = f.at("geometry").at("coordinates")[1];
    if (lon >= 114.31 && lon <= 114.325 && lat >= 34.805 && lat <= 34.82)
      inside.insert(f.at("id").get<long>());
  }
  ASSERT_FALSE(inside.empty());
  ASSERT_LT(inside.size(), cells.at("features").size());
  const Json boxed = get("/collections/cells/items?bbox=114.31,34.805,114.325,34.82");
  EXPECT_EQ(ids_of(boxed), inside);
  EXPECT_EQ(boxed.at("numberMatched"), inside.size());
  EXPECT_EQ(ids_of(get("/collections/cells/items?bbox=114.31,34.805,-9,114.325,34.82,9")), inside);
  EXPECT_EQ(ids_of(get("/collections/cells/items?bbox=-180,-90,180,90")), ids_of(cells));
  EXPECT_TRUE(get("/collections/cells/items?bbox=1,1,2,2").at("features").empty());
  // A box that is all within one township meets that one and its county alone.
  std::set<std::string> met;
  const Json near = get("/collections/units/items?bbox=114.305,34.805,114.306,34.806");
  for (const Json& f : near.at("features")) met.insert(f.at("properties").at("code"));
  EXPECT_EQ(met, (std::set<std::string>{"410202", "410202001"}));

  const Json units = get("/collections/units/items?level=township&name=Westgate");
  ASSERT_EQ(units.at("features").size(), 1U);
  EXPECT_EQ(units.at("features")[0].at("properties").at("code"), "410202001");
  EXPECT_TRUE(get("/collections/units/items?name=%27%20OR%201%3D1%20--").at("features").empty());
  EXPECT_TRUE(get("/collections/units/items?name=%22;DROP%20TABLE%20units").at("features").empty());
}

TEST_F(FeaturesTest, WhatIsWrongIsToldAllAtOnce) {
  const Answer a = test::ask(server_->port(),
                             "/collections/units/items?limit=0&offset=-1&bbox=1,2,3&f=html&moon=1"
                             "&datetime=never&area_km2=much");
  EXPECT_EQ(a.status, 400);
  std::set<std::string> pointers;
  const Json told = Json::parse(a.body);
  for (const Json& e : told.at("errors")) pointers.insert(e.at("pointer"));
  EXPECT_EQ(pointers,
            (std::set<std::string>{"/query/limit", "/query/offset", "/query/bbox", "/query/f",
                                   "/query/moon", "/query/datetime", "/query/area_km2"}));
  for (const char* query : {"limit=1e3", "limit=99999999999999999999999", "limit=", "offset=1.5",
                            "bbox=nan,nan,nan,nan", "bbox=inf,0,1,1", "bbox=3,3,1,1",
                            "bbox=1,2,3,4,5,6,7", "bbox=", "area_km2=1%20OR%201"})
    EXPECT_EQ(test::ask(server_->port(), std::string("/collections/units/items?") + query).status,
              400)
        << query;
  for (const char* target :
       {"/collections/moon", "/collections/", "/collections/units/", "/collections/units/items/",
        "/collections/units/items/x", "/collections/units/items/99999999",
        "/collections/units/items/-1", "/collections/units/items/1/2", "/collections/layer_styles",
        "/collections/sqlite_master/items", "/collections/units/items/99999999999999999999"})
    EXPECT_EQ(test::ask(server_->port(), target).status, 404) << target;
  EXPECT_EQ(test::ask(server_->port(), "/collections/%2e%2e/run.json").status, 400);
  EXPECT_EQ(test::ask(server_->port(), "/collections?x=1").status, 400);
  EXPECT_EQ(test::ask(server_->port(), "/collections/units/items", "", "POST").status, 405);
  EXPECT_EQ(test::ask(server_->port(), "/collections/units/items?limit=1000000").status, 200);
}

TEST_F(FeaturesTest, ATokenGoesOnInTheLinksThatItCameWith) {
  put_file(town_->root() / "token", "a-long-enough-secret\n");
  ServeOptions o = options();
  o.token_file = town_->root() / "token";
  Server guarded(o);
  EXPECT_EQ(test::ask(guarded.port(), "/collections").status, 401);
  EXPECT_EQ(test::ask(guarded.port(), "/api").status, 401);
  const Answer a =
      test::ask(guarded.port(), "/collections/cells/items?limit=5&token=a-long-enough-secret");
  ASSERT_EQ(a.status, 200);
  const std::string next = link_of(Json::parse(a.body), "next");
  EXPECT_EQ(test::ask(guarded.port(), next.substr(std::string("http://localhost").size())).status,
            200);
  const Answer by_header = test::ask(guarded.port(), "/collections/cells/items?limit=5",
                                     "Authorization: Bearer a-long-enough-secret\r\n");
  EXPECT_EQ(by_header.body.find("a-long-enough-secret"), std::string::npos);
}

TEST_F(FeaturesTest, AHostThatIsNoNameStandsInNoLink) {
  put_file(town_->root() / "token", "a-long-enough-secret\n");
  ServeOptions o = options();
  o.token_file = town_->root() / "token";
  Server guarded(o);
  RawClient client(guarded.port());
  client.send(
      "GET /collections?token=a-long-enough-secret HTTP/1.1\r\nHost: evil\"/><x\r\nConnection: "
      "close\r\n\r\n");
  const Answer a = client.receive();
  EXPECT_EQ(a.status, 200);
  EXPECT_EQ(a.body.find("evil"), std::string::npos);
}

}  // namespace
}  // namespace fangyuan::test
