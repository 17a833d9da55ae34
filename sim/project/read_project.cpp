// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/project/layer_reader.h"
#include "sim/project/project.h"
#include "sim/project/read_burial.h"
#include "sim/project/read_line_settings.h"
#include "sim/project/read_names.h"
#include "sim/project/read_services.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

Level read_level(TomlReader& t, Level fallback) {
  const auto word = t.one_of("level", {"prefecture", "county", "township", "village"});
  return word ? *parse_level(*word) : fallback;
}

void read_head(TomlReader& root, Project& p) {
  auto head = root.table("project");
  if (!head) {
    root.error("key-missing", "project", "",
               {"缺少 [project] 表", "the table [project] is missing"});
    return;
  }
  p.name = head->text("name").value_or(p.folder.filename().string());
  if (!head->has("date")) {
    head->error(
        "key-missing", "date", "",
        {"缺少基准日期，设施状态与区划有效期以它为准，如 date = 2025-12-31",
         "the date is missing; validity and status are read against it, e.g. date = 2025-12-31"});
  }
  p.date = head->date("date").value_or(
      Date{std::chrono::year(2000), std::chrono::month(1), std::chrono::day(1)});
  p.crs = head->text("crs").value_or("auto");
  p.rules = head->texts("rules").value_or(std::vector<std::string>{});
  head->finish();
}

void read_modes(TomlReader& root, Project& p) {
  auto modes = root.table("modes");
  if (!modes) return;
  for (std::size_t m = 0; m < kModes; ++m) {
    const Mode mode = static_cast<Mode>(m);
    auto t = modes->table(to_string(mode));
    if (!t) continue;
    ModeSettings& s = p.modes[m];
    if (mode == Mode::car) {
      for (const auto& [road_class, kmh] : t->number_map("class_kmh")) {
        if (kmh > 0 && kmh <= 200)
          p.class_kmh[road_class] = kmh;
        else
          t->error("value-bad", "class_kmh." + road_class, fmt::format("{}", kmh),
                   {"应大于 0 且不超过 200", "must be above 0 and at most 200"});
      }
    } else {
      s.speed_mps = t->positive("speed_mps", 100).value_or(s.speed_mps);
    }
    s.off_network_mps = t->positive("off_network_mps", 100).value_or(s.off_network_mps);
    s.access_limit_m = t->not_negative("access_limit_m", 100'000).value_or(s.access_limit_m);
    t->finish();
  }
  modes->finish();
}

void read_people(TomlReader& root, Project& p) {
  for (TomlReader& t : root.tables("population")) {
    PopulationSource s;
    s.ref = read_layer(t, p.folder);
    s.ref.columns = t.text_map("columns");
    if (s.ref.columns.empty())
      t.error("key-missing", "columns", "",
              {"缺少 columns，如 { total = \"总人口\" }",
               "columns is missing, e.g. { total = \"people\" }"});
    s.join = t.one_of("join", {"code", "name"}).value_or("");
    s.level = read_level(t, Level::village);
    t.finish();
    p.population.push_back(std::move(s));
  }
  for (TomlReader& t : root.tables("statistics")) {
    StatisticsSource s;
    s.ref = read_layer(t, p.folder);
    s.ref.columns = t.text_map("columns");
    if (s.ref.columns.empty())
      t.error("key-missing", "columns", "",
              {"缺少 columns，如 { deaths = \"死亡人数\" }",
               "columns is missing, e.g. { deaths = \"deaths\" }"});
    s.join = t.one_of("join", {"code", "name"}).value_or("code");
    s.level = read_level(t, Level::township);
    t.finish();
    p.statistics.push_back(std::move(s));
  }
}

void read_layers(TomlReader& root, Project& p, Problems& problems) {
  for (TomlReader& t : root.tables("boundaries")) {
    BoundarySource s;
    s.ref = read_layer(t, p.folder);
    if (!t.has("level"))
      t.error("key-missing", "level", "",
              {"缺少层级 prefecture / county / township / village",
               "the level is missing: prefecture, county, township or village"});
    s.level = read_level(t, Level::county);
    s.tree = *parse_tree(t.one_of("tree", {"legal", "management"}).value_or("legal"));
    t.finish();
    p.boundaries.push_back(std::move(s));
  }
  for (TomlReader& t : root.tables("network")) {
    NetworkSource s;
    s.ref = read_layer(t, p.folder);
    s.osm_barriers = t.flag("osm_barriers").value_or(true);
    s.ferries = t.flag("ferries").value_or(false);
    t.finish();
    p.network.push_back(std::move(s));
  }
  for (TomlReader& t : root.tables("facilities")) {
    FacilitySource s;
    s.ref = read_layer(t, p.folder);
    s.type = t.text("type").value_or("");
    s.types = t.text_map("types");
    t.finish();
    p.facilities.push_back(std::move(s));
  }
  static const std::vector<std::string> roles{"residential", "estate",  "buildable",
                                              "exclusion",   "barrier", "candidate"};
  for (TomlReader& t : root.tables("land")) {
    LandSource s;
    s.ref = read_layer(t, p.folder);
    if (!t.has("role"))
      t.error("key-missing", "role", "", {"缺少用途 role", "the role is missing"});
    s.name = t.text("name").value_or("");
    if (const auto role = t.one_of("role", roles))
      s.role = static_cast<LandRole>(std::find(roles.begin(), roles.end(), *role) - roles.begin());
    t.finish();
    p.land.push_back(std::move(s));
  }
  for (TomlReader& t : root.tables("exemptions")) {
    GivenExemption e{t.required_text("rule"), t.required_text("unit"),
                     t.text("document").value_or("")};
    if (e.document.find_first_not_of(" \t\r\n") == std::string::npos) e.document.clear();
    if (e.document.empty())
      problems.warning(
          {.code = "exemption-no-document",
           .file = p.file.filename().string(),
           .layer = t.where(),
           .field = "document",
           .value = e.unit,
           .rule = {"没有批准文号，不算豁免", "without a document number it is no exemption"}});
    t.finish();
    p.exemptions.push_back(std::move(e));
  }
}

/// With other errors nothing is opened; which files are not there is said at once all the same.
void tell_missing_files(const Project& p, const LineSettings& lines, Problems& problems) {
  const auto look_at = [&](const auto& sources) {
    for (const auto& s : sources)
      if (!s.ref.path.empty() && is_missing(s.ref))
        problems.error(
            {.code = "file-missing", .file = s.ref.path, .rule = {"没有这个文件", "no such file"}});
  };
  look_at(p.boundaries);
  look_at(p.network);
  look_at(p.population);
  look_at(p.statistics);
  look_at(p.facilities);
  look_at(p.land);
  look_at(p.names.gazetteers);
  look_at(lines.lines);
  look_at(lines.markers);
}

}  // namespace

Project read_project(const std::filesystem::path& file_or_folder, Problems& problems) {
  Project p;
  std::error_code ignored;
  p.file =
      fs::is_directory(file_or_folder, ignored) ? file_or_folder / "project.toml" : file_or_folder;
  p.folder = fs::absolute(p.file).parent_path();
  const toml::table table = parse_toml_file(p.file.string(), p.file.string());
  TomlReader root(table, p.file.filename().string(), "", problems);
  read_head(root, p);
  if (auto cells = root.table("cells")) {
    p.cell_size_m = cells->positive("size_m", 100'000).value_or(p.cell_size_m);
    cells->finish();
  }
  read_modes(root, p);
  read_layers(root, p, problems);
  read_people(root, p);
  const LineSettings lines =
      read_line_settings(root, [&](TomlReader& t) { return read_layer(t, p.folder); });
  p.names = read_names(root, [&](TomlReader& t) { return read_layer(t, p.folder); });
  p.services = read_services(root.tables("services"));
  if (auto burial = root.table("burial"))
    p.burial = read_burial(*burial, p.file.filename().string(), problems);
  root.finish();
  if (problems.has_errors()) tell_missing_files(p, lines, problems);
  problems.throw_if_errors();
  return p;
}

}  // namespace fangyuan
