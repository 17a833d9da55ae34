// SPDX-License-Identifier: Apache-2.0
// The table of broken inputs: what is wrong, how the program must end, what it must say. Every case
// starts from a project that is right (small_town.h) and spoils one thing.
#include <gdal_utils.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <functional>
#include <regex>
#include <sstream>

#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

constexpr int kDone = 0, kFailed = 1, kWrong = 2;

struct Case {
  const char* name;
  std::function<void(SmallTown&)> spoil;
  int exit;
  /// Each is the beginning of a line on stderr, as `error CODE FILE…`, or, after `…`, a part of
  /// one.
  std::vector<std::string> says;
  /// No line holds any of these.
  std::vector<std::string> says_not = {};
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

// --- ways to spoil ------------------------------------------------------------------------------

using Spoil = std::function<void(SmallTown&)>;

Spoil write(std::string file, std::string bytes) {
  return [=](SmallTown& t) { t.write(file, bytes); };
}
Spoil replace(std::string file, std::string before, std::string after) {
  return [=](SmallTown& t) { t.replace(file, before, after); };
}
/// In project.toml.
Spoil set(std::string before, std::string after) { return replace("project.toml", before, after); }
Spoil append(std::string file, std::string bytes) {
  return [=](SmallTown& t) { t.append(file, bytes); };
}
Spoil all(std::vector<Spoil> steps) {
  return [=](SmallTown& t) {
    for (const Spoil& step : steps) step(t);
  };
}
/// A line of the list of facilities gives way to another.
Spoil facility(std::string before, std::string after) {
  return replace("facilities.csv", before, after);
}

/// One of the project's layers in another format, as GDAL writes it.
void convert(SmallTown& t, const std::string& from, const std::string& to,
             std::vector<std::string> words) {
  GDALAllRegister();
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  GDALDatasetH source =
      GDALOpenEx((t.project() / from).c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
  GDALVectorTranslateOptions* options = GDALVectorTranslateOptionsNew(pointers.data(), nullptr);
  GDALDatasetH made =
      GDALVectorTranslate((t.project() / to).c_str(), nullptr, 1, &source, options, nullptr);
  GDALVectorTranslateOptionsFree(options);
  if (made == nullptr) throw std::runtime_error("cannot make " + to);
  GDALClose(made);
  GDALClose(source);
}
Spoil towns_as(std::string file, std::vector<std::string> words) {
  return [=](SmallTown& t) {
    convert(t, "towns.geojson", file, words);
    t.set("towns.geojson", file);
  };
}

/// 4 × 4 pixels over the town; `head` and `values` as an Arc/Info ASCII grid has them.
std::string grid(const std::string& values) {
  return "ncols 4\nnrows 4\nxllcorner 114.30\nyllcorner 34.80\ncellsize 0.005\n"
         "NODATA_value -9999\n" +
         values;
}
const char kPrj[] =
    R"(GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]])";
Spoil people_as_grid(std::string values, std::string columns) {
  return [=](SmallTown& t) {
    t.write("people.asc", grid(values));
    t.write("people.prj", kPrj);
    t.table("population", 0,
            "[[population]]\npath = \"people.asc\"\ncolumns = { " + columns + " }\n\n");
  };
}
Spoil people_joined(std::string csv, std::string lines) {
  return [=](SmallTown& t) {
    t.write("list.csv", csv);
    t.table("population", 0, "[[population]]\npath = \"list.csv\"\n" + lines + "\n\n");
  };
}
const char kOnePixelEach[] = "1 2 3 4\n5 6 7 8\n9 10 11 12\n13 14 15 16\n";
const char kGroups[] = "total = 1, older60 = 1";
const char kCodes[] = "code,total,older60\n410202001,3000,400\n410202002,3500,500\n";
const char kColumns[] = "columns = { total = \"total\", older60 = \"older60\" }";

Spoil roads_as(std::string file, std::string bytes) {
  return [=](SmallTown& t) {
    t.write(file, bytes);
    t.table("network", 0, "[[network]]\npath = \"" + file + "\"\n\n");
  };
}

std::string empty_layer() { return R"({"type":"FeatureCollection","features":[]})"; }

/// A town near 30° S, 51° W, where longitude and latitude may change places and stay degrees.
Spoil southern_town(std::string people_fields, std::string site_fields) {
  return [=](SmallTown& t) {
    std::string roads = R"({"type":"FeatureCollection","features":[)";
    std::string people = "lon,lat,total\n", sites = "id,lon,lat\n";
    for (int i = 0; i < 9; ++i) {
      const std::string lon = std::to_string(-51.200 + 0.005 * i);
      roads += (i ? "," : "") +
               std::string(R"({"type":"Feature","properties":{"class":"residential"},)") +
               R"("geometry":{"type":"LineString","coordinates":[[)" + lon + ",-30.05],[" + lon +
               R"(,-30.03],[-51.16,-30.03]]}})";
      people += lon + ",-30.0401," + std::to_string(100 + i) + "\n";
      if (i % 3 == 0) sites += "s" + std::to_string(i) + "," + lon + ",-30.0451\n";
    }
    t.write("roads.geojson", roads + "]}");
    t.write("people.csv", people);
    t.write("sites.csv", sites);
    t.write("project.toml",
            "[project]\ndate = 2025-12-31\n[[network]]\npath = \"roads.geojson\"\n"
            "fields = { class = \"class\" }\n[[population]]\npath = \"people.csv\"\n" +
                people_fields +
                "\ncolumns = { total = \"total\" }\n[[facilities]]\npath = \"sites.csv\"\n"
                "type = \"clinic\"\n" +
                site_fields +
                "\n[[services]]\nid = \"clinic\"\nfacilities = [\"clinic\"]\nmode = "
                "\"walk\"\nlimits_min = [15]\n");
  };
}
const char kExchanged[] = "fields = { x = \"lat\", y = \"lon\" }";

// --- the table ----------------------------------------------------------------------------------

const Case kCases[] = {
    {"nothing_wrong", [](SmallTown&) {}, kDone, {}},

    // project.toml
    {"project_is_not_there",
     [](SmallTown& t) { t.remove("project.toml"); },
     kWrong,
     {"error file-missing "}},
    {"project_is_empty",
     write("project.toml", ""),
     kWrong,
     {"error key-missing project.toml::project"}},
    {"project_is_no_toml",
     set("name = \"Small town\"", "name = Small town"),
     kWrong,
     {"error toml-syntax ", "…=2:"}},
    {"project_is_a_picture",
     write("project.toml", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)),
     kWrong,
     {"error toml-syntax "}},
    {"project_in_gbk", set("Small town", "\xbf\xaa\xb7\xe2"), kWrong, {"error toml-syntax "}},
    {"unknown_key_names_the_nearest",
     set("limits_min", "limit_min"),
     kWrong,
     {"error key-unknown project.toml:services[0]:limit_min", "…limits_min"},
     {"limits-both"}},
    {"unknown_table",
     set("[[statistics]]", "[[statistic]]"),
     kWrong,
     {"error key-unknown project.toml::statistic=[[statistic]] ", "…statistics"},
     {"deaths"}},
    {"a_limit_given_twice",
     set("[5, 10, 15]", "[5, 10, 10]"),
     kWrong,
     {"error value-bad project.toml:services[0]:limits_min=10 "}},
    {"neither_people_nor_roads",
     [](SmallTown& t) {
       t.table("population", 0, "");
       t.table("network", 0, "");
     },
     kDone,
     {"warning no-people project.toml:population", "warning no-roads project.toml:network"},
     {"服务圈照算", "直线距离"}},
    {"no_date",
     set("date = 2025-12-31", ""),
     kWrong,
     {"error key-missing project.toml:project:date"}},
    {"a_date_that_never_was",
     set("2025-12-31", "\"2025-02-30\""),
     kWrong,
     {"error key-type project.toml:project:date"}},
    {"text_where_a_number_belongs",
     set("need = 0.03", "need = 0.03\nspeed_mps = \"fast\""),
     kWrong,
     {"error key-type project.toml:services[0]:speed_mps"}},
    {"negative_speed",
     set("[[boundaries]]", "[modes.walk]\nspeed_mps = -1\n\n[[boundaries]]"),
     kWrong,
     {"error value-bad project.toml:modes.walk:speed_mps=-1"}},
    {"speed_that_is_not_a_number",
     set("[[boundaries]]", "[modes.walk]\nspeed_mps = nan\n\n[[boundaries]]"),
     kWrong,
     {"error key-type project.toml:modes.walk:speed_mps"}},
    {"cells_of_no_size",
     set("[[boundaries]]", "[cells]\nsize_m = 0\n\n[[boundaries]]"),
     kWrong,
     {"error value-bad project.toml:cells:size_m=0"}},
    {"no_path",
     set("path = \"people.csv\"", ""),
     kWrong,
     {"error key-missing project.toml:population[0]:path"}},
    {"no_columns",
     set("columns = { total = \"total\", older60 = \"older60\" }", ""),
     kWrong,
     {"error key-missing project.toml:population[0]:columns"}},
    {"no_level",
     set("level = \"county\"", ""),
     kWrong,
     {"error key-missing project.toml:boundaries[0]:level"}},
    {"unknown_level",
     set("level = \"county\"", "level = \"country\""),
     kWrong,
     {"error value-bad project.toml:boundaries[0]:level=country", "…county"}},
    {"limits_in_minutes_and_metres",
     set("limits_min", "limits_m = [300]\nlimits_min"),
     kWrong,
     {"error limits-both project.toml:services[0]"}},
    {"no_limits",
     set("limits_m = [1000]", ""),
     kWrong,
     {"error limits-both project.toml:services[1]"}},
    {"a_limit_of_nothing",
     set("[1000]", "[0]"),
     kWrong,
     {"error value-bad project.toml:services[1]:limits_m=0"}},
    {"joint_service_with_an_unknown_member",
     set("\"near\"]", "\"nearby\"]"),
     kWrong,
     {"error service-unknown project.toml:services[3]:all=nearby", "…near"}},
    {"joint_service_of_one",
     set("\"clinic\", \"near\"", "\"clinic\""),
     kWrong,
     {"error value-bad project.toml:services[3]:all"}},
    {"two_services_of_one_id",
     set("id = \"near\"", "id = \"clinic\""),
     kWrong,
     {"error id-duplicate project.toml:services[2]:id=clinic"}},
    {"service_for_an_unknown_group",
     set("group = \"older60\"", "group = \"older90\""),
     kWrong,
     {"error group-unknown project.toml:services[0]:group=older90"}},
    {"catchment_of_a_level_without_units",
     set("need = 0.03", "need = 0.03\ncatchment = \"own:village\""),
     kWrong,
     {"error catchment-level project.toml:services[0]:catchment=own:village"}},
    {"need_without_capacity",
     set("capacity = \"beds\"", ""),
     kWrong,
     {"error key-useless project.toml:services[0]:need"}},
    {"status_that_no_facility_has",
     set("limits_m = [1000]", "limits_m = [1000]\nstatus = [\"open\"]"),
     kWrong,
     {"error value-bad project.toml:services[1]:status=open"}},
    {"type_that_no_facility_has",
     set("facilities = [\"community_care\"]", "facilities = [\"comunity_care\"]"),
     kDone,
     {"warning type-unmet project.toml:services[0]:facilities=comunity_care", "…community_care"}},
    {"type_of_the_table_beside_one_that_is_there",
     set("facilities = [\"community_care\"]", "facilities = [\"community_care\", \"street_care\"]"),
     kDone,
     {}},
    {"rule_pack_that_is_not_there",
     set("date =", "rules = [\"no-such-plan\"]\ndate ="),
     kWrong,
     {"error rules-unknown project.toml:", "…no-such-plan"}},
    {"two_wrong_things_are_told_at_once",
     all({set("limits_min", "limit_min"), set("date", "dat")}),
     kWrong,
     {"error key-unknown project.toml:project:dat=",
      "error key-unknown project.toml:services[0]:"}},
    {"no_services",
     [](SmallTown& t) {
       for (int i = 0; i < 4; ++i) t.table("services", 0, "");
     },
     kDone,
     {"warning no-services project.toml:services"}},
    {"project_crs_in_degrees",
     set("date =", "crs = \"EPSG:4326\"\ndate ="),
     kWrong,
     {"error crs-unknown project.toml:project:crs=EPSG:4326"}},
    {"project_crs_that_does_not_exist",
     set("date =", "crs = \"EPSG:999999\"\ndate ="),
     kWrong,
     {"error crs-unknown project.toml:project:crs=EPSG:999999"}},

    // files
    {"file_that_is_not_there",
     set("facilities.csv", "facilitys.csv"),
     kWrong,
     {"error file-missing facilitys.csv"}},
    {"population_that_is_not_there",
     set("people.csv", "peoples.csv"),
     kWrong,
     {"error file-missing peoples.csv"}},
    {"roads_that_are_not_there",
     set("roads.geojson", "roads.osm.pbf"),
     kWrong,
     {"error file-missing roads.osm.pbf"}},
    {"table_that_is_not_there",
     set("deaths.csv", "death.csv"),
     kWrong,
     {"error file-missing death.csv"}},
    {"three_files_missing_are_told_at_once",
     all({set("people.csv", "a.csv"), set("roads.geojson", "b.geojson"),
          set("deaths.csv", "c.csv")}),
     kWrong,
     {"error file-missing a.csv", "error file-missing b.geojson", "error file-missing c.csv"}},
    {"a_wrong_key_and_a_missing_file_are_told_at_once",
     all({set("limits_min", "limit_min"), set("people.csv", "a.csv")}),
     kWrong,
     {"error key-unknown project.toml:services[0]:", "error file-missing a.csv"}},
    {"folder_instead_of_a_file",
     [](SmallTown& t) {
       t.remove("facilities.csv");
       std::filesystem::create_directory(t.project() / "facilities.csv");
     },
     kWrong,
     {"error file-unreadable facilities.csv"}},
    {"file_of_no_bytes",
     write("facilities.csv", ""),
     kWrong,
     {"error file-unreadable facilities.csv"}},
    {"boundaries_of_no_bytes",
     write("towns.geojson", ""),
     kWrong,
     {"error file-unreadable towns.geojson"}},
    {"geojson_cut_short",
     [](SmallTown& t) { t.cut("towns.geojson", 400); },
     kWrong,
     {"error file-unreadable towns.geojson"}},
    {"geopackage_that_is_text",
     all({towns_as("towns.gpkg", {}), write("towns.gpkg", "not a database")}),
     kWrong,
     {"error file-unreadable towns.gpkg"}},
    {"geopackage_overwritten_in_the_middle",
     all({towns_as("towns.gpkg", {}),
          [](SmallTown& t) {
            std::string bytes = read_file(t.project() / "towns.gpkg");
            for (std::size_t i = 4096; i < bytes.size(); ++i) bytes[i] = '\x5a';
            t.write("towns.gpkg", bytes);
          }}),
     kWrong,
     {"error file-"}},
    {"geopackage_cut_short",
     all({towns_as("towns.gpkg", {}), [](SmallTown& t) { t.cut("towns.gpkg", 30000); }}),
     kWrong,
     {"error file-"}},
    {"layer_name_that_is_wrong",
     all({towns_as("towns.gpkg", {}),
          set("path = \"towns.gpkg\"", "path = \"towns.gpkg\"\nlayer = \"town\"")}),
     kWrong,
     {"error layer-missing towns.gpkg:", "…towns"}},
    {"shapefile_without_prj",
     all({towns_as("towns.shp", {"-f", "ESRI Shapefile"}),
          [](SmallTown& t) { t.remove("towns.prj"); }}),
     kWrong,
     {"error crs-missing towns.shp:towns:crs", "…EPSG:"}},
    {"shapefile_without_prj_and_a_wrong_field",
     all({towns_as("towns.shp", {"-f", "ESRI Shapefile"}),
          [](SmallTown& t) { t.remove("towns.prj"); },
          set("parent = \"parent\" }", "parent = \"above\" }")}),
     kWrong,
     {"error crs-missing towns.shp:towns:crs", "error field-missing towns.shp:towns:parent=above"}},
    {"everything_wrong_and_nothing_has_a_place",
     [](SmallTown& t) {
       convert(t, "towns.geojson", "towns.shp", {"-f", "ESRI Shapefile"});
       t.remove("towns.prj");
       t.write("project.toml",
               "[project]\ndate = 2025-12-31\n[[boundaries]]\nlevel = \"township\"\n"
               "path = \"towns.shp\"\nfields = { code = \"code\", name = \"nom\" }\n"
               "[[population]]\npath = \"list.csv\"\njoin = \"code\"\nlevel = \"township\"\n"
               "columns = { total = \"people\" }\n");
       t.write("list.csv", "code,total\n410202001,5\n");
     },
     kWrong,
     {"error crs-missing towns.shp:towns:crs", "error field-missing towns.shp:towns:name=nom",
      "error field-missing list.csv:list:columns.total=people"}},
    {"shapefile_without_shx_and_dbf",
     all({towns_as("towns.shp", {"-f", "ESRI Shapefile"}),
          [](SmallTown& t) {
            t.remove("towns.dbf");
            t.remove("towns.shx");
          }}),
     kWrong,
     {"error "}},
    {"raster_as_boundaries",
     all({write("towns.asc", grid(kOnePixelEach)), set("towns.geojson", "towns.asc")}),
     kWrong,
     {"error file-unreadable towns.asc"}},
    {"outlines_as_a_raster",
     all({people_as_grid(kOnePixelEach, kGroups),
          [](SmallTown& t) { t.write("people.asc", read_file(t.project() / "towns.geojson")); }}),
     kWrong,
     {"error field-missing people.asc:people:columns.total=1"}},
    {"truncated_pbf",
     roads_as("roads.osm.pbf",
              std::string("\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x50 cut short", 27)),
     kWrong,
     {"error osm-unreadable roads.osm.pbf"}},
    {"pbf_that_is_text",
     roads_as("roads.osm.pbf", "<html>404 not found</html>\n"),
     kWrong,
     {"error osm-unreadable roads.osm.pbf"}},
    {"osm_xml_cut_short",
     roads_as("roads.osm", "<?xml version='1.0'?><osm version='0.6'><node id='1' l"),
     kWrong,
     {"error osm-unreadable roads.osm"}},
    {"osm_without_a_road",
     roads_as("roads.osm", "<?xml version='1.0'?><osm version='0.6'></osm>"),
     kWrong,
     {"error roads-empty roads.osm"}},

    // layers, fields, conditions
    {"layer_without_rows",
     write("towns.geojson", empty_layer()),
     kWrong,
     {"error boundaries-empty towns.geojson"}},
    {"facilities_without_rows",
     write("facilities.csv", "id,name,type,beds,status,opened,lon,lat\n"),
     kDone,
     {"warning layer-empty facilities.csv"}},
    {"roads_without_rows",
     write("roads.geojson", empty_layer()),
     kWrong,
     {"error roads-empty roads.geojson"}},
    {"points_as_boundaries",
     write(
         "towns.geojson",
         R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"410202001","name":"W","class":"街道","parent":"410202"},"geometry":{"type":"Point","coordinates":[114.31,34.81]}}]})"),
     kWrong,
     {"error boundaries-empty towns.geojson"}},
    {"field_that_is_not_there",
     set("beds = \"beds\"", "beds = \"bedds\""),
     kWrong,
     {"error field-missing facilities.csv:facilities:", "…beds"}},
    {"field_of_boundaries_that_is_not_there",
     set("class = \"class\" }", "class = \"klass\" }"),
     kWrong,
     {"error field-missing counties.geojson:"}},
    {"people_column_that_is_not_there",
     set("older60 = \"older60\"", "older60 = \"older\""),
     kWrong,
     {"error field-missing people.csv:"}},
    {"statistics_column_that_is_not_there",
     set("deaths = \"deaths\"", "deaths = \"died\""),
     kWrong,
     {"error field-missing deaths.csv:"}},
    {"where_that_is_no_condition",
     set("path = \"facilities.csv\"", "path = \"facilities.csv\"\nwhere = \"beds >\""),
     kWrong,
     {"error where-bad facilities.csv:"}},
    {"where_with_a_field_that_is_not_there",
     set("path = \"facilities.csv\"", "path = \"facilities.csv\"\nwhere = \"bedds > 5\""),
     kWrong,
     {"error where-bad facilities.csv:facilities:where=bedds > 5", "…bedds", "… beds"},
     {"not recognised"}},
    {"where_of_boundaries_with_a_field_that_is_not_there",
     set("path = \"towns.geojson\"", "path = \"towns.geojson\"\nwhere = \"klass = 1\""),
     kWrong,
     {"error where-bad towns.geojson:", "… class"},
     {"not recognised"}},
    {"where_that_nothing_passes",
     set("path = \"towns.geojson\"", "path = \"towns.geojson\"\nwhere = \"code = 'x'\""),
     kWrong,
     {"error boundaries-empty towns.geojson"}},

    // values
    {"text_in_a_number",
     facility("care,40,", "care,forty,"),
     kWrong,
     {"error amount-text facilities.csv:facilities:beds=forty"}},
    {"negative_beds",
     facility("care,40,", "care,-40,"),
     kWrong,
     {"error amount-negative facilities.csv:facilities:beds=-40"}},
    {"beds_that_are_nan",
     facility("care,40,", "care,nan,"),
     kWrong,
     {"error amount-text facilities.csv:facilities:beds=nan"}},
    {"no_beds_given",
     facility("care,40,", "care,,"),
     kDone,
     {"warning amount-empty facilities.csv:facilities:beds"}},
    {"unknown_status",
     facility("in_use,2015", "half_open,2015"),
     kWrong,
     {"error status-bad facilities.csv:facilities:status=half_open"}},
    {"unknown_type",
     facility("West care home,community_care", "West care home,Pflegeheim"),
     kWrong,
     {"error type-bad facilities.csv:facilities:type=Pflegeheim"}},
    {"empty_type",
     facility("West care home,community_care", "West care home,"),
     kWrong,
     {"error type-empty facilities.csv:facilities:type"}},
    {"date_that_is_none",
     facility("2015-05-01", "last spring"),
     kWrong,
     {"error date-text facilities.csv:facilities:opened=last spring"}},
    {"two_facilities_of_one_id",
     facility("f2,", "f1,"),
     kWrong,
     {"error id-duplicate facilities.csv:facilities:id=f1"}},
    {"text_among_people",
     replace("people.csv", "107.5,", "many,"),
     kWrong,
     {"error amount-text people.csv:people:total=many"}},
    {"people_that_are_nan",
     replace("people.csv", "107.5,", "nan,"),
     kWrong,
     {"error amount-text people.csv:people:total=nan"}},
    {"negative_people",
     replace("people.csv", "107.5,", "-107.5,"),
     kWrong,
     {"error amount-negative people.csv:people:total=-107.5"}},
    {"people_beyond_all_measure",
     replace("people.csv", "107.5,", "99999999999,"),
     kWrong,
     {"error amount-absurd people.csv:people:total=99999999999"}},
    {"zero_people",
     write("people.csv", "id,lon,lat,total,older60\np1,114.31,34.81,0,0\n"),
     kDone,
     {}},
    {"a_row_without_a_count",
     replace("people.csv", "107.5,", ","),
     kDone,
     {"warning amount-empty people.csv:people:total"}},
    {"burial_by_deaths_of_another_name",
     append("project.toml", "[burial]\ndeaths = \"death\"\n"),
     kWrong,
     {"error statistic-unknown project.toml:burial:deaths=death ", "…deaths"}},
    {"burial_of_a_group_that_nobody_counts",
     append("project.toml", "[burial]\ngroup = \"older61\"\n"),
     kWrong,
     {"error group-unknown project.toml:burial:group=older61 ", "…older60"}},
    {"burial_with_a_slip_and_a_figure_without_a_source",
     append("project.toml",
            "[burial]\nplot = \"gross\"\n[burial.parameters]\ndeath_rat = { value = 7 }\n"
            "public_share = { value = 0.4 }\n"),
     kWrong,
     {"error key-unknown project.toml:burial:plot=", "…plots",
      "error key-unknown project.toml:burial.parameters:death_rat=", "…death_rate",
      "error key-missing project.toml:burial.parameters.public_share:source="}},
    {"burial_without_a_cemetery", append("project.toml", "[burial]\n"), kDone, {}},
    {"two_statistics_for_one_unit",
     append("deaths.csv", "410202001,13\n"),
     kWrong,
     {"error statistics-duplicate deaths.csv:"}},
    {"statistics_of_an_unknown_unit",
     append("deaths.csv", "410299001,13\n"),
     kDone,
     {"warning statistics-unmatched deaths.csv:"}},
    {"names_in_gbk",
     facility("West care home", "\xb3\xc7\xb9\xd8\xbe\xb4\xc0\xcf\xd4\xba"),
     kDone,
     {}},

    // people from rasters and tables
    {"band_out_of_range",
     people_as_grid(kOnePixelEach, "total = 1, older60 = 7"),
     kWrong,
     {"error band-missing people.asc"}},
    {"raster_without_crs",
     all({people_as_grid(kOnePixelEach, kGroups), [](SmallTown& t) { t.remove("people.prj"); }}),
     kWrong,
     {"error crs-missing people.asc"}},
    {"raster_cut_short",
     people_as_grid("1 2 3 4\n5 6", kGroups),
     kWrong,
     {"error raster-unreadable people.asc"}},
    {"raster_with_negative_and_nan",
     people_as_grid("1.5 -2 nan 4\n5 6 7 8\n9 10 11 12\n13 14 15 16\n", kGroups),
     kDone,
     {"warning raster-negative people.asc", "warning raster-nan people.asc"}},
    {"join_without_a_column",
     people_joined("town,total,older60\nA,1,1\n",
                   "join = \"code\"\nlevel = \"township\"\n" + std::string(kColumns)),
     kWrong,
     {"error join-column-missing list.csv:"}},
    {"join_at_a_level_without_units",
     people_joined(kCodes, "join = \"code\"\nlevel = \"village\"\n" + std::string(kColumns)),
     kWrong,
     {"error join-no-level list.csv:"}},
    {"join_where_no_row_matches",
     people_joined("code,total,older60\n999999001,3000,400\n999999002,3500,500\n",
                   "join = \"code\"\nlevel = \"township\"\n" + std::string(kColumns)),
     kDone,
     {"warning join-unmatched list.csv:list:code=999999001",
      "warning join-unit-unlisted list.csv:"}},
    {"totals_in_a_joined_list",
     people_joined("name,code,total,older60\nA,410202001,3000,400\nB,410202002,3500,500\n"
                   "合 计：,,6500,\n",
                   "join = \"code\"\nlevel = \"township\"\n" + std::string(kColumns)),
     kDone,
     {"warning totals-row list.csv:list:code=合 计："},
     {"join-unmatched", "amount-empty"}},
    {"totals_in_a_list_of_points",
     append("people.csv", "Total,,,7000,1200\n"),
     kDone,
     {"warning totals-row people.csv:people:=Total"},
     {"people-no-place"}},
    {"totals_in_a_list_of_facilities",
     append("facilities.csv", ",合计,community_care,70,,,,\n"),
     kDone,
     {"warning totals-row facilities.csv:facilities:=合计"},
     {"facility-unlocated"}},
    {"join_by_something_else",
     people_joined(kCodes, "join = \"number\"\nlevel = \"township\"\n" + std::string(kColumns)),
     kWrong,
     {"error value-bad project.toml:population[0]:join=number"}},
    {"people_in_a_table_without_join",
     people_joined(kCodes, kColumns),
     kWrong,
     {"error people-no-geometry list.csv"}},

    // shapes and places
    {"self_crossing_ring",
     replace("towns.geojson",
             "[[[114.30,34.80],[114.32,34.80],[114.32,34.82],[114.30,34.82],[114.30,34.80]]]",
             "[[[114.30,34.80],[114.32,34.82],[114.32,34.80],[114.30,34.82],[114.30,34.80]]]"),
     kDone,
     {"warning ring-repaired towns.geojson:"}},
    {"unit_without_a_parent",
     replace("towns.geojson", "\"parent\":\"410202\"", "\"parent\":\"410299\""),
     kDone,
     {"warning parent-unknown towns.geojson:"}},
    {"two_units_of_one_code",
     replace("towns.geojson", "410202002", "410202001"),
     kDone,
     {"warning code-shared towns.geojson:"}},
    {"facility_in_the_sea",
     facility("114.3075,34.8075", "122.5,30.5"),
     kDone,
     {"warning facility-outside facilities.csv:",
      "warning facility-unconnected facilities.csv:facilities:modes.walk=1 ",
      "…f1 West care home"}},
    {"facility_a_kilometre_off_the_roads",
     facility("114.3075,34.8075", "114.3075,34.7900"),
     kDone,
     {"warning facility-unconnected facilities.csv:facilities:modes.walk=1 "}},
    {"facility_at_zero_zero",
     facility("114.3075,34.8075", "0,0"),
     kDone,
     {"warning coordinates-zero facilities.csv:", "warning facility-unlocated facilities.csv:"}},
    {"facility_without_a_latitude",
     facility("114.3075,34.8075", "114.3075,"),
     kDone,
     {"warning coordinates-half facilities.csv:"}},
    {"facility_off_the_earth",
     facility("114.3075,34.8075", "114.3075,134.8"),
     kDone,
     {"warning coordinates-impossible facilities.csv:"}},
    {"coordinates_in_words",
     facility("114.3075,34.8075", "by the west gate,34.8075"),
     kDone,
     {"warning coordinates-text facilities.csv:"}},
    {"axes_swapped",
     write("facilities.csv",
           "id,name,type,beds,status,opened,lon,lat\nf1,A,community_care,40,in_use,2015-05-01,34."
           "8075,114.3075\nf2,B,clinic,0,in_use,2015-05-01,34.8125,114.3325\n"),
     kDone,
     {"warning axes-swapped facilities.csv:", "…axes = \"yx\""}},
    {"everything_where_it_should_be_in_the_south",
     southern_town("", ""),
     kDone,
     {"warning no-boundaries project.toml:boundaries"},
     {"off-roads", "axes-swapped"}},
    {"people_exchanged_where_both_readings_are_degrees",
     southern_town(kExchanged, ""),
     kDone,
     {"warning people-off-roads project.toml:population:modes.walk=936/936 (100.0 %)",
      "warning axes-swapped people.csv:population[0]:axes=yx"},
     {"sites-off-roads"}},
    {"sites_exchanged_where_both_readings_are_degrees",
     southern_town("", kExchanged),
     kDone,
     {"warning sites-off-roads project.toml:facilities:modes.walk=3/3 (100.0 %)",
      "warning axes-swapped sites.csv:facilities[0]:axes=yx"},
     {"people-off-roads"}},
    {"axes_given_that_are_wrong",
     southern_town("axes = \"yx\"", ""),
     kDone,
     {"warning axes-swapped people.csv:population[0]:axes=xy"}},
    {"degrees_minutes_seconds",
     facility("114.3075,34.8075", "114°18′27″,34°48′27″"),
     kDone,
     {"warning dms facilities.csv:"}},
    {"eastings_with_a_zone_in_front",
     write("facilities.csv",
           "id,name,type,beds,status,opened,x,y\nf1,A,community_care,40,in_use,2015-05-01,38528150,"
           "3853100\nf2,B,clinic,0,in_use,2015-05-01,38530430,3853660\n"),
     kWrong,
     {"error crs-missing facilities.csv:", "…crs = \"EPSG:4526\""}},
    {"degrees_declared_as_metres",
     set("path = \"towns.geojson\"", "path = \"towns.geojson\"\ncrs = \"EPSG:4547\""),
     kWrong,
     {"error crs-mismatch towns.geojson:towns:crs", "…EPSG:4490"}},
    {"a_table_of_a_header_alone_with_a_where",
     all({write("empty.csv", "id,name,lon,lat,beds\n"),
          append("project.toml",
                 "\n[[facilities]]\npath = \"empty.csv\"\ntype = \"clinic\"\nwhere = \"beds > "
                 "3\"\n")}),
     kDone,
     {"warning layer-empty empty.csv:"},
     {"where-bad"}},
    {"metres_declared_as_degrees",
     all({towns_as("towns.shp", {"-f", "ESRI Shapefile", "-t_srs", "EPSG:4547"}),
          write("towns.prj", kPrj)}),
     kWrong,
     {"error crs-mismatch towns.shp:towns:crs", "…EPSG:4547"}},
    {"crs_that_does_not_exist",
     set("path = \"towns.geojson\"", "path = \"towns.geojson\"\ncrs = \"EPSG:999999\""),
     kWrong,
     {"error crs-unknown towns.geojson:", "…EPSG:999999"}},
    {"datum_that_does_not_exist",
     set("path = \"towns.geojson\"", "path = \"towns.geojson\"\ndatum = \"mars\""),
     kWrong,
     {"error value-bad project.toml:boundaries[1]:datum=mars"}},
    {"nothing_has_a_place",
     [](SmallTown& t) {
       t.write("project.toml",
               "[project]\ndate = 2025-12-31\n[[statistics]]\npath = \"deaths.csv\"\n"
               "columns = { deaths = \"deaths\" }\n");
     },
     kWrong,
     {"error nothing-located project.toml:project"}},
    {"the_only_layer_is_empty",
     [](SmallTown& t) {
       t.write("towns.geojson", empty_layer());
       t.write("project.toml",
               "[project]\ndate = 2025-12-31\n[[boundaries]]\nlevel = \"township\"\n"
               "path = \"towns.geojson\"\n");
     },
     kWrong,
     {"warning layer-empty towns.geojson", "error boundaries-empty towns.geojson",
      "error nothing-located project.toml:project"}},
    {"facilities_without_places",
     write("facilities.csv",
           "id,name,type,beds,status,opened\nf1,A,community_care,40,in_use,2015-05-01\n"),
     kDone,
     {"warning facility-unlocated facilities.csv:"}},
};

class BrokenInput : public testing::TestWithParam<Case> {};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool has_chinese(const std::string& s) {
  for (std::size_t i = 0; i + 2 < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c >= 0xe4 && c <= 0xe9) return true;
  }
  return false;
}

void expect_lines(const Outcome& outcome, const std::vector<std::string>& says) {
  const auto lines = lines_of(outcome.err);
  for (const std::string& wanted : says) {
    const bool part = wanted.starts_with("…");
    const std::string text = part ? wanted.substr(std::string("…").size()) : wanted;
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(),
                            [&](const std::string& line) {
                              return part ? line.find(text) != std::string::npos
                                          : line.starts_with(text);
                            }))
        << "does not say: " << wanted << "\n"
        << outcome.err;
  }
}

// One problem per line, each with code and place, and a sentence in the language asked for.
void expect_form(const Outcome& outcome, bool chinese) {
  static const std::regex form("(error|warning) [a-z0-9-]+ .*:.*:.*=.* .+");
  for (const std::string& line : lines_of(outcome.err)) {
    EXPECT_TRUE(std::regex_match(line, form)) << line;
    if (chinese) {
      EXPECT_TRUE(has_chinese(line)) << "not in Chinese: " << line;
    }
  }
  const bool told = outcome.err.find("error ") != std::string::npos;
  EXPECT_EQ(told, outcome.exit != kDone) << outcome.err;
}

TEST_P(BrokenInput, EndsAsItMust) {
  const Case& c = GetParam();
  SmallTown town;
  c.spoil(town);
  const Outcome chinese = town.run({"--lang", "zh"});
  EXPECT_EQ(chinese.signal, 0);
  EXPECT_EQ(chinese.exit, c.exit) << chinese.err;
  EXPECT_EQ(std::filesystem::exists(town.out()), c.exit == kDone);
  expect_lines(chinese, c.says);
  expect_form(chinese, true);
  for (const std::string& text : c.says_not) {
    EXPECT_EQ(chinese.err.find(text), std::string::npos) << "says " << text << "\n" << chinese.err;
  }
  if (c.says.empty()) {
    EXPECT_EQ(chinese.err, "");
  }
  const auto left = names_in(town.root());
  EXPECT_EQ(left.size(), c.exit == kDone ? 2U : 1U) << "something hidden was left";

  // `check` finds the same, in English.
  const Outcome english = run_program({"check", town.project().string(), "--lang", "en"});
  EXPECT_EQ(english.exit, c.exit) << english.err;
  expect_lines(english, c.says);
  expect_form(english, false);
  EXPECT_EQ(lines_of(english.err).size(), lines_of(chinese.err).size()) << english.err;
}

INSTANTIATE_TEST_SUITE_P(Table, BrokenInput, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace fangyuan::test
