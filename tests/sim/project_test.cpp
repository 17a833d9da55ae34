// SPDX-License-Identifier: Apache-2.0
#include "sim/project/project.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace fangyuan {
namespace {

/// A folder that goes with the test.
class ProjectFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("fangyuan-project-" +
               std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Project read(const std::string& text) {
    std::ofstream(folder_ / "project.toml") << text;
    Problems warnings;
    return read_project(folder_, warnings);
  }
  /// "code@table.key" of every problem of a project that must be refused.
  std::vector<std::string> refusals(const std::string& text) {
    try {
      read(text);
    } catch (const InputError& e) {
      std::vector<std::string> out;
      for (const Problem& p : e.problems()) out.push_back(p.code + "@" + p.layer + "." + p.field);
      return out;
    }
    ADD_FAILURE() << "was accepted";
    return {};
  }

  std::filesystem::path folder_;
};

constexpr const char* kHead = "[project]\nname = \"汴州\"\ndate = 2025-12-31\n";
constexpr const char* kService =
    "[[services]]\nid = \"a\"\nfacilities = [\"clinic\"]\nlimits_min = [15]\n";

TEST_F(ProjectFile, MinimalProjectGetsTheDocumentedDefaults) {
  const Project p = read(kHead);
  EXPECT_EQ(p.name, "汴州");
  EXPECT_EQ(to_string(p.date), "2025-12-31");
  EXPECT_EQ(p.crs, "auto");
  EXPECT_EQ(p.cell_size_m, 100);
  EXPECT_EQ(p.settings(Mode::walk).speed_mps, 1.0);
  EXPECT_EQ(p.settings(Mode::bicycle).speed_mps, 3.5);
  EXPECT_EQ(p.settings(Mode::ebike).speed_mps, 5.0);
  EXPECT_EQ(p.settings(Mode::car).access_limit_m, 500);
  EXPECT_EQ(p.class_kmh.at("primary"), 50);
}

TEST_F(ProjectFile, ServiceIsReadWithUnits) {
  const Project p =
      read(std::string(kHead) +
           "[[services]]\nid = \"care-15\"\nname = \"一刻钟\"\nfacilities = [\"community_care\"]\n"
           "limits_min = [15, 5, 7.5]\ndirection = \"from\"\ngroup = \"older60\"\n"
           "catchment = \"own:township\"\ncapacity = \"beds\"\nneed = 0.03\nspeed_mps = 0.8\n"
           "measures = [\"network\"]\nstatus = [\"built\"]\n");
  const Service& s = p.services.at(0);
  ASSERT_EQ(s.limits.size(), 3U);
  EXPECT_EQ(s.limits[0], (Limit{true, 300'000}));
  EXPECT_EQ(s.limits[1], (Limit{true, 450'000}));
  EXPECT_EQ(s.direction, Direction::from_facility);
  EXPECT_EQ(s.own_unit, (std::pair{Tree::legal, Level::township}));
  EXPECT_EQ(s.capacity, "beds");
  EXPECT_EQ(s.need, 0.03);
  EXPECT_EQ(p.speed_mps(s), 0.8);
  EXPECT_FALSE(s.measure_straight);
  EXPECT_EQ(s.statuses, std::vector<Status>{Status::built});
}

TEST_F(ProjectFile, NeedMayBeAColumnOfPeople) {
  const Project p =
      read(std::string(kHead) + kService + "capacity = \"beds\"\nneed = \"disabled\"\n");
  EXPECT_EQ(p.services.at(0).need_group, "disabled");
}

TEST_F(ProjectFile, AServiceWithACapacityHasFloatingCatchmentsUnlessToldOtherwise) {
  const auto with = [&](const std::string& lines) {
    return read(std::string(kHead) + kService + "capacity = \"beds\"\n" + lines).services.at(0);
  };
  const Service plain = with("");
  EXPECT_TRUE(plain.best_filling);
  EXPECT_EQ(plain.floating.value().decay.shape, DecayShape::binary);
  EXPECT_FALSE(plain.floating->limit);
  const Service off = with("best_filling = false\nfloating_catchment = { decay = \"none\" }\n");
  EXPECT_FALSE(off.best_filling || off.floating);
  const Service gaussian = with("floating_catchment = { decay = \"gaussian\", limit_min = 20 }\n");
  EXPECT_EQ(gaussian.floating.value().decay.shape, DecayShape::gaussian);
  EXPECT_EQ(gaussian.floating->limit, (Limit{true, 1'200'000}));
  const Service step =
      with("floating_catchment = { decay = \"step\", zones_min = [10, 20], weights = [1, 0.5] }\n");
  ASSERT_EQ(step.floating.value().decay.zones.size(), 2U);
  EXPECT_EQ(step.floating->decay.zones[1].up_to, Cost(1'200'000));
  EXPECT_EQ(step.floating->decay.zones[1].weight, 0.5);
  EXPECT_EQ(step.floating->limit, (Limit{true, 1'200'000}));  // where the last zone ends
  const Service exponential =
      with("floating_catchment = { decay = \"exponential\", beta = 0.12 }\n");
  EXPECT_DOUBLE_EQ(exponential.floating.value().decay.beta, 0.12 / 60'000);
  const Service power = with("floating_catchment = { decay = \"inverse_power\", beta = 1.5 }\n");
  EXPECT_EQ(power.floating.value().decay.beta, 1.5);
  EXPECT_EQ(power.floating->decay.least, Cost(60'000));
  EXPECT_NE(effective_config_json(read(std::string(kHead) + kService + "capacity = \"beds\"\n"))
                .find("\"floating_catchment\":{\"decay\":\"binary\",\"limit\":\"900\"}"),
            std::string::npos);
}

TEST_F(ProjectFile, FloatingCatchmentsAreRefusedWithAllThatIsWrong) {
  EXPECT_EQ(refusals(std::string(kHead) + kService +
                     "capacity = \"beds\"\nfloating_catchment = { decay = \"step\", limit_m = 5, "
                     "zones_min = [10, 5], weights = [0.5, 0.9], beta = 1, lmit_min = 3 }\n"),
            (std::vector<std::string>{"key-useless@services[0].floating_catchment.limit_m",
                                      "value-bad@services[0].floating_catchment.zones_min",
                                      "value-bad@services[0].floating_catchment.weights",
                                      "key-useless@services[0].floating_catchment.beta",
                                      "key-unknown@services[0].floating_catchment.lmit_min"}));
  EXPECT_EQ(refusals(std::string(kHead) + kService +
                     "capacity = \"beds\"\nfloating_catchment = { decay = \"gausian\" }\n"),
            std::vector<std::string>{"value-bad@services[0].floating_catchment.decay"});
  EXPECT_EQ(refusals(std::string(kHead) + kService +
                     "capacity = \"beds\"\nfloating_catchment = { decay = \"exponential\", "
                     "zones_min = [1] }\n"),
            (std::vector<std::string>{"key-useless@services[0].floating_catchment.zones_min",
                                      "key-missing@services[0].floating_catchment.beta"}));
  // Without a capacity there is nothing to share out.
  EXPECT_EQ(refusals(std::string(kHead) + kService +
                     "best_filling = true\nfloating_catchment = { decay = \"gaussian\" }\n"),
            (std::vector<std::string>{"key-useless@services[0].best_filling",
                                      "key-useless@services[0].floating_catchment"}));
}

TEST_F(ProjectFile, JointServiceFindsItsMembersWhereverTheyStand) {
  const Project p =
      read(std::string(kHead) + "[[services]]\nid = \"both\"\nall = [\"a\", \"b\"]\n" + kService +
           "[[services]]\nid = \"b\"\nfacilities = [\"clinic\"]\nlimits_m = [3000]\n");
  EXPECT_EQ(p.services.at(0).all, (std::vector{ServiceId(1U), ServiceId(2U)}));
  EXPECT_EQ(p.services.at(0).group, "total");
}

TEST_F(ProjectFile, JointServiceLeadsWithTheGroupOfItsMembers) {
  const std::string member = "facilities = [\"clinic\"]\nlimits_m = [1000]\ngroup = \"older60\"\n";
  const Project p =
      read(std::string(kHead) + "[[services]]\nid = \"both\"\nall = [\"a\", \"b\"]\n" +
           "[[services]]\nid = \"a\"\n" + member + "[[services]]\nid = \"b\"\n" + member);
  EXPECT_EQ(p.services.at(0).group, "older60");
}

TEST_F(ProjectFile, LayersResolveAgainstTheFolderAndDatabasesAreLeftAlone) {
  const Project p =
      read(std::string(kHead) +
           "[[network]]\npath = \"roads.osm.pbf\"\n[[network]]\npath = \"PG:dbname=x\"\n"
           "[[network]]\npath = \"/vsizip/a.zip/r.shp\"\n"
           "[[population]]\npath = \"p.tif\"\ncolumns = { total = 1, older60 = \"2\" }\n");
  EXPECT_EQ(p.network[0].ref.resolved, (folder_ / "roads.osm.pbf").string());
  EXPECT_EQ(p.network[1].ref.resolved, "PG:dbname=x");
  EXPECT_EQ(p.network[2].ref.resolved, "/vsizip/a.zip/r.shp");
  EXPECT_EQ(p.population[0].ref.columns.at("total"), "1");
}

TEST_F(ProjectFile, ExemptionsNameTheirDocument) {
  const std::string head =
      std::string(kHead) + "[[exemptions]]\nrule = \"kaifeng-145/SP-44\"\nunit = \"东镇\"\n";
  std::ofstream(folder_ / "project.toml") << head;
  Problems warnings;
  const Project without = read_project(folder_, warnings);
  EXPECT_TRUE(warnings.has("exemption-no-document"));
  EXPECT_TRUE(without.exemptions.at(0).document.empty());
  const Project with = read(head + "document = \"汴民文〔2022〕15号\"\n");
  EXPECT_EQ(with.exemptions.at(0).document, "汴民文〔2022〕15号");
  EXPECT_EQ(refusals(std::string(kHead) + "[[exemptions]]\nunit = \"东镇\"\ndocument = \"号\"\n"),
            std::vector<std::string>{"key-missing@exemptions[0].rule"});
}

TEST_F(ProjectFile, EveryProblemIsToldAtOnce) {
  EXPECT_EQ(refusals("[project]\nnaem = 1\n[cells]\nsize_m = -5\n[[boundaries]]\npath = \"\"\n" +
                     std::string(kService) + "limits_m = [1]\n"),
            (std::vector<std::string>{"key-missing@project.date", "key-unknown@project.naem",
                                      "value-bad@cells.size_m", "value-bad@boundaries[0].path",
                                      "key-missing@boundaries[0].level",
                                      "limits-both@services[0].limits_min"}));
}

TEST_F(ProjectFile, UnknownKeyNamesTheNearest) {
  try {
    read(std::string(kHead) + "[[network]]\npath = \"a\"\nlayers = \"b\"\n");
    FAIL();
  } catch (const InputError& e) {
    EXPECT_NE(e.problems().at(0).rule.en.find("nearest is layer"), std::string::npos);
    EXPECT_EQ(e.problems().at(0).value, "'b'");
  }
}

TEST_F(ProjectFile, RefusesWhatCannotBeMeant) {
  const std::string head = kHead;
  const std::string a = kService;
  EXPECT_EQ(refusals(head + a + "mode = \"car\"\nspeed_mps = 3\n"),
            std::vector<std::string>{"key-useless@services[0].speed_mps"});
  EXPECT_EQ(refusals(head + a + a), std::vector<std::string>{"id-duplicate@services[1].id"});
  EXPECT_EQ(refusals(head + a + "catchment = \"own:street\"\n"),
            std::vector<std::string>{"value-bad@services[0].catchment"});
  EXPECT_EQ(refusals(head + a + "[[services]]\nid = \"j\"\nall = [\"a\", \"nope\"]\n"),
            std::vector<std::string>{"service-unknown@services[1].all"});
  EXPECT_EQ(
      refusals(head +
               "[[services]]\nid = \"x\"\nfacilities = [\"clinic\"]\nlimits_min = [15, 15]\n"),
      std::vector<std::string>{"value-bad@services[0].limits_min"});
  EXPECT_EQ(refusals(head + "[[network]]\npath = \"a\"\ndatum = \"gcj2\"\n"),
            (std::vector<std::string>{"value-bad@network[0].datum", "file-missing@."}));
  EXPECT_EQ(refusals(head + "[modes.walk]\nspeed_mps = 0\n"),
            std::vector<std::string>{"value-bad@modes.walk.speed_mps"});
  EXPECT_EQ(refusals(head + "[modes.wlak]\nspeed_mps = 1\n"),
            std::vector<std::string>{"key-unknown@modes.wlak"});
  EXPECT_EQ(refusals(head + a + "need = 0.5\n"),
            std::vector<std::string>{"key-useless@services[0].need"});
}

TEST_F(ProjectFile, SyntaxErrorSaysLineAndColumn) {
  try {
    read("[project\n");
    FAIL();
  } catch (const InputError& e) {
    EXPECT_EQ(e.problems().at(0).code, "toml-syntax");
    EXPECT_TRUE(e.problems().at(0).value.starts_with("1:")) << e.problems().at(0).value;
  }
}

TEST_F(ProjectFile, MissingFileIsNamed) {
  Problems warnings;
  EXPECT_THROW(read_project(folder_ / "nothing.toml", warnings), InputError);
}

TEST_F(ProjectFile, EffectiveConfigurationHoldsDefaults) {
  const std::string json = effective_config_json(read(std::string(kHead) + kService));
  EXPECT_NE(json.find("\"access_limit_m\":500"), std::string::npos) << json;
  EXPECT_NE(json.find("\"status\":[\"in_use\",\"accepted\"]"), std::string::npos) << json;
}

TEST_F(ProjectFile, BurialIsAbsentUnlessWritten) {
  EXPECT_FALSE(read(kHead).burial);
  const Project p = read(std::string(kHead) + "[burial]\n");
  ASSERT_TRUE(p.burial);
  const BurialSettings& s = *p.burial;
  EXPECT_EQ(s.group, "total");
  EXPECT_EQ(s.plots, PlotMethod::gross);
  EXPECT_EQ(s.statuses, (std::vector<Status>{Status::in_use, Status::accepted}));
  ASSERT_EQ(s.units.size(), 2U);
  EXPECT_EQ(s.units[1].level, Level::township);
  EXPECT_EQ(s.units[1].classes, (std::vector<std::string>{"镇", "乡", "民族乡"}));
  EXPECT_EQ(s.used().size(), 8U);
  EXPECT_EQ(s.value("gross_urn_m2"), *Amount::parse("2.5"));
  EXPECT_NE(effective_config_json(p).find("\"gross_urn_m2\""), std::string::npos);
  EXPECT_EQ(effective_config_json(read(kHead)).find("burial"), std::string::npos);
}

TEST_F(ProjectFile, EveryBurialParameterCanBeGiven) {
  for (const Parameter& p : burial_parameters()) {
    const std::string id(p.id);
    std::string method = "gross";
    if (id == "gross_urn_m2_low") method = "gross_low";
    if (id == "gross_urn_m2_high") method = "gross_high";
    if (id == "plots_per_mu") method = "per_mu";
    std::string more;
    if (id == "single_plot_m2" || id == "double_plot_m2" || id.ends_with("_share")) {
      if (id != "public_share") method = "shares";
      for (const char* open : {"road_share", "service_share", "joint_share"})
        if (method == "shares" && id != open)
          more += std::string(open) + " = { value = 0.1, source = \"设计\" }\n";
    }
    const Project project =
        read(std::string(kHead) + "[burial]\nplots = \"" + method + "\"\n[burial.parameters]\n" +
             id + " = { value = 0.25, source = \"某规划第 3 页\", grade = \"B\" }\n" + more);
    const auto used = project.burial->used();
    const auto at =
        std::find_if(used.begin(), used.end(), [&](const auto& u) { return u.id == id; });
    ASSERT_NE(at, used.end()) << id;
    EXPECT_EQ(at->value, *Amount::parse("0.25")) << id;
    EXPECT_EQ(at->source, "某规划第 3 页") << id;
    EXPECT_EQ(to_string(at->grade), "B") << id;
    EXPECT_TRUE(at->given) << id;
  }
}

TEST_F(ProjectFile, AllThatIsWrongWithBurialIsToldAtOnce) {
  using List = std::vector<std::string>;
  EXPECT_EQ(refusals(std::string(kHead) +
                     "[burial]\ngruop = \"total\"\nplots = \"grosss\"\nstatus = [\"inuse\"]\n"
                     "units = [\"乡镇\", \"乡村\"]\nvillage = [\"Friedhof\"]\n"
                     "city = [\"cemetery_city\"]\nother = [\"cemetery_city\"]\n"
                     "[burial.parameters]\npublic_share = { value = 50, source = \"x\" }\n"
                     "death_rate = { source = \"\", grade = \"Z\" }\n"
                     "deaths = { value = 1, source = \"x\" }\n"
                     "niche_m2 = { value = 0, source = \"x\" }\n"
                     "plots_per_mu = { value = 300, source = \"x\" }\n"),
            (List{"value-bad@burial.plots", "value-bad@burial.status", "type-bad@burial.village",
                  "value-bad@burial.other", "value-bad@burial.units",
                  "key-missing@burial.parameters.death_rate.value",
                  "value-bad@burial.parameters.death_rate.source",
                  "value-bad@burial.parameters.death_rate.grade",
                  "value-bad@burial.parameters.niche_m2.value",
                  "value-bad@burial.parameters.public_share.value",
                  "key-unknown@burial.parameters.deaths", "key-useless@burial.parameters.niche_m2",
                  "key-useless@burial.parameters.plots_per_mu", "key-unknown@burial.gruop"}));
  EXPECT_EQ(refusals(std::string(kHead) + "[burial]\nplots = \"shares\"\n"),
            (List{"key-missing@burial.road_share", "key-missing@burial.service_share"}));
  EXPECT_EQ(refusals(std::string(kHead) +
                     "[burial]\ndeaths = \"deaths\"\nplots = \"shares\"\n[burial.parameters]\n"
                     "road_share = { value = 0.5, source = \"x\" }\n"
                     "service_share = { value = 0.1, source = \"x\" }\n"
                     "death_rate = { value = 7, source = \"x\" }\n"
                     "double_plot_m2 = { value = 0.8, source = \"x\" }\n"),
            (List{"key-useless@burial.parameters.death_rate",
                  "key-useless@burial.parameters.double_plot_m2",
                  "value-bad@burial.parameters.green_share"}));
  EXPECT_EQ(refusals(std::string(kHead) + "[burial.parameters]\ndeath_rate = 7\n"),
            (List{"key-type@burial.parameters.death_rate"}));
}

}  // namespace
}  // namespace fangyuan
