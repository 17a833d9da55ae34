// SPDX-License-Identifier: Apache-2.0
#include "geo/out/own_folder.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

namespace fangyuan {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

constexpr std::array kOfARun{
    "run.json"sv,    "coverage.csv"sv,   "units.csv"sv,     "facilities.csv"sv,
    "network.csv"sv, "indicators.csv"sv, "coverage.gpkg"sv, "coverage.xlsx"sv,
    "snap.csv"sv,    "changes.json"sv,   "burial.csv"sv,    "burial_parameters.csv"sv,
    "filling.csv"sv, "overlap.csv"sv,    "access.csv"sv,    "equality.csv"sv};
constexpr std::array kOfAComparison{
    "compare.json"sv,       "coverage_changes.csv"sv, "rule_changes.csv"sv,
    "site_changes.csv"sv,   "overlap_changes.csv"sv,  "compare.xlsx"sv,
    "compare.gpkg"sv,       "burial_changes.csv"sv,   "filling_changes.csv"sv,
    "access_changes.csv"sv, "equality_changes.csv"sv};
constexpr std::array kOfNames{"names.json"sv, "names.xlsx"sv, "names.gpkg"sv};
constexpr std::array kOfABoundaryCheck{"boundaries.json"sv, "boundaries.gpkg"sv,
                                       "boundaries.xlsx"sv, "inspection.csv"sv, "routes.csv"sv};
constexpr std::array kOfAChange{"change.json"sv, "change.gpkg"sv, "change.xlsx"sv,
                                "map_before.svg"sv, "map_after.svg"sv};
constexpr std::array kOfASiting{
    "site.json"sv,  "sites.csv"sv,     "sites.gpkg"sv,  "curve.csv"sv,   "alternatives.csv"sv,
    "scores.csv"sv, "scenario.toml"sv, "siting.xlsx"sv, "periods.csv"sv, "floors.csv"sv};
constexpr std::array kOfAProposal{"proposals.json"sv,  "options.csv"sv,   "served.csv"sv,
                                  "checks.csv"sv,      "draws.csv"sv,     "proposals.gpkg"sv,
                                  "comparison.xlsx"sv, "comparison.pdf"sv};
constexpr std::array kOfASample{
    "README.txt"sv,       "project.toml"sv,     "units.gpkg"sv,    "roads.gpkg"sv,
    "facilities.gpkg"sv,  "land.gpkg"sv,        "儿童之家.csv"sv,  "死亡人口.csv"sv,
    ".fangyuan-sample"sv, "养老设施.xlsx"sv,    "各村人口.xlsx"sv, "道路.gpkg"sv,
    "地名录.csv"sv,       "社会事务统计.csv"sv, "lines.gpkg"sv,    "界桩.csv"sv};
constexpr std::array kOfAnExport{"export.json"sv, "index.html"sv};
constexpr std::array kShapefiles{"县区"sv, "乡镇街道"sv, "村社区"sv};
constexpr std::array kShapefileParts{".shp"sv, ".shx"sv, ".dbf"sv, ".prj"sv, ".cpg"sv};

template <typename List>
bool holds(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// The first bytes of a file; empty when it is none.
std::string beginning(const fs::path& file) {
  std::string text(300, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return text;
}

/// What is left by programs that have, or had, a file of the folder open.
bool is_passing(std::string_view name) {
  return name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini" ||
         name.starts_with("~$") || name.starts_with(".~lock.") || name.ends_with(".gpkg-wal") ||
         name.ends_with(".gpkg-shm") || name.ends_with(".gpkg-journal");
}

/// A scenario file whose name ends with a number of so many digits: option-012.toml.
bool is_numbered(std::string_view name, std::string_view front, std::size_t digits) {
  constexpr std::string_view kBack = ".toml";
  if (!name.starts_with(front) || !name.ends_with(kBack)) return false;
  name.remove_prefix(front.size());
  name.remove_suffix(kBack.size());
  return name.size() == digits &&
         std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_of_a_proposal(std::string_view name) {
  return holds(kOfAProposal, name) || is_numbered(name, "option-", 3);
}

bool is_of_a_siting(std::string_view name) {
  return holds(kOfASiting, name) || is_numbered(name, "scenario-", 4);
}

bool is_of_a_sample(const fs::path& name) {
  return holds(kOfASample, name.string()) || (holds(kShapefiles, name.stem().string()) &&
                                              holds(kShapefileParts, name.extension().string()));
}

bool is_of_an_export(std::string_view name) {
  const bool part = name.starts_with("page-") || name.starts_with("data-");
  return holds(kOfAnExport, name) || (part && (name.ends_with(".js") || name.ends_with(".css")));
}

}  // namespace

std::string foreign_entry(const fs::path& folder) {
  const bool run = beginning(folder / "run.json").find("\"fangyuan\"") != std::string::npos;
  const bool comparison =
      beginning(folder / "compare.json").find("\"fangyuan\"") != std::string::npos;
  const bool names = beginning(folder / "names.json").find("\"fangyuan\"") != std::string::npos;
  const bool check =
      beginning(folder / "boundaries.json").find("\"fangyuan\"") != std::string::npos;
  const bool change = beginning(folder / "change.json").find("\"fangyuan\"") != std::string::npos;
  const bool siting = beginning(folder / "site.json").find("\"fangyuan\"") != std::string::npos;
  const bool proposal =
      beginning(folder / "proposals.json").find("\"fangyuan\"") != std::string::npos;
  const bool exported = beginning(folder / "export.json").find("\"fangyuan\"") != std::string::npos;
  std::error_code error;
  const bool sample = fs::is_regular_file(folder / kSampleMark, error) ||
                      beginning(folder / "README.txt").find("合成样例数据") != std::string::npos;
  std::string found;  // the least name, so that the message does not depend on the disk's order
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (at->symlink_status(ignored).type() == fs::file_type::regular &&
        (is_passing(name) || (run && holds(kOfARun, name)) ||
         (comparison && holds(kOfAComparison, name)) || (names && holds(kOfNames, name)) ||
         (check && holds(kOfABoundaryCheck, name)) || (change && holds(kOfAChange, name)) ||
         (siting && is_of_a_siting(name)) || (proposal && is_of_a_proposal(name)) ||
         (exported && is_of_an_export(name)) || (sample && is_of_a_sample(at->path().filename()))))
      continue;
    if (found.empty() || name < found) found = name;
  }
  return error && found.empty() ? folder.filename().string() : found;
}

}  // namespace fangyuan
