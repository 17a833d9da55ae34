// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "geo/io/sha256.h"
#include "sim/project/layer_reader.h"
#include "sim/scenario/edit_values.h"
#include "sim/siting/request_parts.h"

namespace fangyuan {
namespace {

const std::vector<std::string> kKinds{"most-covered", "fewest-sites", "least-average",
                                      "least-worst", "score"};

/// Which of number, budget and share a kind needs, and which say nothing to it.
void check_how_many(TomlReader& t, const SiteRequest& r, bool periods) {
  const auto useless = [&](const char* key, const Text& why) {
    if (t.has(key)) t.error("key-useless", key, "", why);
  };
  if (r.kind == SiteKind::fewest_sites) {
    if (!t.has("share"))
      t.error("key-missing", "share", "",
              {"写明要覆盖的比例，如 share = 0.9", "say what share to cover, e.g. share = 0.9"});
    const Text why{"求最少设施数时不写设施数和预算",
                   "the fewest sites are sought: give neither a number nor a budget"};
    useless("sites", why);
    useless("budget", why);
    return;
  }
  useless("share", {"share 只用于 fewest-sites", "share goes with fewest-sites only"});
  if (r.kind == SiteKind::score) {
    const Text why{"score 逐个评价候选点，不选设施数",
                   "score looks at each candidate by itself; no number is chosen"};
    useless("sites", why);
    useless("budget", why);
  } else if (!t.has("sites") && !t.has("budget") && !periods) {
    t.error("key-missing", "sites", "",
            {"写明设施数 sites，或预算 budget", "give the number of `sites`, or a `budget`"});
  }
}

/// Keys that the planning with capacity, periods and floors alone knows.
void read_plan(TomlReader& t, SiteRequest& r) {
  r.capacity = t.flag("capacity").value_or(false);
  if (const auto n = whole_number(t, "floor_sites", {1, 1000}))
    r.floor_sites = static_cast<std::uint32_t>(*n);
  r.floor_share = t.positive("floor_share", 1);
  if (const auto level = t.one_of("floor_level", {"county", "township", "village"}))
    r.floor_level = *parse_level(*level);
  if (t.has("floor_level") && !r.floor_sites && !r.floor_share)
    t.error("key-useless", "floor_level", "",
            {"floor_level 与 floor_sites 或 floor_share 同写",
             "floor_level goes with floor_sites or floor_share"});
  if (r.capacity && r.floor_share)
    t.error("key-useless", "floor_share", "",
            {"floor_share 按圈内人数，不能与 capacity = true 同写",
             "floor_share counts who is in reach; it does not go with capacity = true"});
  if (r.capacity && t.has("weights"))
    t.error("key-useless", "weights", "",
            {"capacity = true 按服务自己的需要人数，不写权重",
             "with capacity = true the service's own need counts: no weights"});
}

SitePeriod read_period(TomlReader& t) {
  SitePeriod p;
  if (const auto year = whole_number(t, "year", {1900, 2200}))
    p.year = static_cast<int>(*year);
  else if (!t.has("year"))
    t.error("key-missing", "year", "",
            {"写明年份，如 year = 2027", "give the year, e.g. year = 2027"});
  if (const auto n = whole_number(t, "sites", {0, 100'000}))
    p.sites = static_cast<std::uint32_t>(*n);
  p.budget = whole_number(t, "budget", {0, 1e15});
  p.growth = Amount::from_double(t.not_negative("growth", 10).value_or(0));
  t.finish();
  return p;
}

/// The whole of what the periods allow, and whether they say it all alike.
void read_periods(TomlReader& root, SiteRequest& r) {
  for (TomlReader& t : root.tables("periods")) {
    const SitePeriod p = read_period(t);
    if (!r.periods.empty() && p.year <= r.periods.back().year && p.year != 0)
      t.error("value-bad", "year", fmt::format("{}", p.year),
              {"各期按年份先后写，不重复", "periods go by year, each once"});
    const SitePeriod& first = r.periods.empty() ? p : r.periods.front();
    if (p.sites.has_value() != first.sites.has_value() ||
        p.budget.has_value() != first.budget.has_value() || (!p.sites && !p.budget))
      t.error("key-missing", "sites", "",
              {"每期都写 sites，或都写 budget（可都写）；没有就写 0",
               "every period gives sites, or every one a budget, or both; 0 for none"});
    r.periods.push_back(p);
  }
  if (r.periods.empty()) return;
  if (r.sites || r.budget)
    root.error("key-useless", r.sites ? "site.sites" : "site.budget", "",
               {"有 [[periods]] 时，数目和预算写在各期里",
                "with [[periods]], numbers and budgets stand in the periods"});
  std::int64_t sites = 0, budget = 0;
  for (const SitePeriod& p : r.periods) {
    sites += p.sites.value_or(0);
    budget += p.budget.value_or(0);
  }
  if (r.periods.front().sites)
    r.sites = static_cast<std::uint32_t>(std::min<std::int64_t>(sites, 4'000'000'000));
  if (r.periods.front().budget) r.budget = budget;
  const bool nothing = (r.sites && *r.sites == 0) || (r.budget && *r.budget == 0);
  if (nothing)
    root.error("value-bad", r.sites && *r.sites == 0 ? "periods.sites" : "periods.budget", "0",
               {"各期合计为 0，什么也不能建", "over all periods 0: nothing can be built"});
}

void read_head(TomlReader& t, SiteRequest& r, bool periods) {
  r.name = t.text("name").value_or(r.name);
  t.text("note");
  r.service = t.required_text("service");
  if (!t.has("kind"))
    t.error("key-missing", "kind", "",
            {fmt::format("写明求什么：{}", fmt::join(kKinds, "、")),
             fmt::format("say what is sought: {}", fmt::join(kKinds, ", "))});
  const auto kind = t.one_of("kind", kKinds);
  if (kind)
    r.kind = static_cast<SiteKind>(std::find(kKinds.begin(), kKinds.end(), *kind) - kKinds.begin());
  if (const auto n = whole_number(t, "sites", {1, 100'000}))
    r.sites = static_cast<std::uint32_t>(*n);
  r.budget = whole_number(t, "budget", {1, 1e15});
  r.share = t.positive("share", 1);
  if (kind) check_how_many(t, r, periods);
  read_plan(t, r);
  read_limit(t, r);
  if (const auto m = t.one_of("measure", {"network", "straight"}))
    r.measure = *m == "network" ? Measure::network : Measure::straight;
  read_weights(t, r);
  r.keep_existing = t.one_of("existing", {"keep", "choose"}).value_or("keep") == "keep";
  if (!r.keep_existing && r.kind == SiteKind::score)
    t.error("key-useless", "existing", "choose",
            {"score 以现有设施为准", "score counts beside what exists"});
  r.leave_out_unreachable =
      t.one_of("unreachable", {"refuse", "leave-out"}).value_or("refuse") == "leave-out";
  if (kind && r.covering() && t.has("unreachable"))
    t.error("key-useless", "unreachable", "",
            {"unreachable 只用于 least-average、least-worst",
             "unreachable goes with least-average and least-worst only"});
  r.exclude = t.flag("exclude").value_or(true);
  r.type = t.text("type").value_or("");
  r.amounts = read_amounts(t, "amounts", 0);
  if (const auto work = whole_number(t, "work", {1, 1e15}))
    r.work = static_cast<std::uint64_t>(*work);
  r.time_limit_s = t.positive("time_limit_s", 30 * 86'400);
  r.gap = t.not_negative("gap", 1).value_or(0);
  t.finish();
}

CandidatePoint read_point(TomlReader& t) {
  CandidatePoint p;
  p.id = t.required_text("id");
  p.name = t.text("name").value_or(p.id);
  p.at = required_place(t);
  p.price = whole_number(t, "price", {0, 1e12});
  t.finish();
  return p;
}

void read_ring(TomlReader& t, std::vector<LonLat>& ring) {
  const auto rows = t.number_rows("within");
  if (!rows) return;
  for (const std::vector<double>& row : *rows)
    if (const auto at = place_of(t, "within", row, true)) ring.push_back(*at->lonlat);
  if (rows->size() < 3)
    t.error("value-bad", "within", fmt::format("{}", rows->size()),
            {"范围至少要三个点：[[经度, 纬度], …]", "needs three points or more: [[lon, lat], …]"});
}

CandidateSource read_candidates(TomlReader& t, const std::filesystem::path& folder) {
  CandidateSource c;
  c.where = t.where();
  int kinds = 0;
  for (const char* key : {"path", "facilities", "grid_m", "land", "points"})
    kinds += t.has(key) ? 1 : 0;
  if (kinds != 1)
    t.error("key-missing", "path", "",
            {"候选点写且只写一种来源：path（图层）、facilities（项目设施的类型）、grid_"
             "m（格网）、land（项目的候选用地）、points（直接写的点）",
             "give exactly one source: path (a layer), facilities (types of the project's), grid_m "
             "(a grid), land (the project's candidate land) or points (places written out)"});
  if (t.has("path")) c.layer = read_layer(t, folder);
  if (t.has("facilities")) {
    c.types = t.texts("facilities").value_or(std::vector<std::string>{});
    for (const std::string& word : t.texts("status").value_or(std::vector<std::string>{})) {
      if (const auto status = parse_status(word))
        c.statuses.push_back(*status);
      else
        t.error("value-bad", "status", word,
                {fmt::format("应为 {} 之一", fmt::join(kStatusWords, "、")),
                 fmt::format("must be one of {}", fmt::join(kStatusWords, ", "))});
    }
    c.unit = t.text("unit").value_or("");
  }
  if (t.has("grid_m")) {
    c.step_m = t.positive("grid_m", 100'000);
    const auto over = t.one_of("over", {"buildable", "residential", "estate", "units"});
    if (over || t.has("over")) c.over = over.value_or("");  // empty: told, and asked no further
    if (t.has("within")) read_ring(t, c.within);
  }
  if (t.has("land")) c.land = t.text("land");
  if (t.has("points")) {
    for (TomlReader& p : t.tables("points")) c.points.push_back(read_point(p));
    if (c.points.empty())
      t.error("value-bad", "points", "", {"至少写一个点", "must hold at least one point"});
  }
  c.price = whole_number(t, "price", {0, 1e12});
  t.finish();
  return c;
}

ExclusionSource read_exclusion(TomlReader& t, const std::filesystem::path& folder) {
  ExclusionSource e;
  e.where = t.where();
  if (t.has("path") == t.has("land"))
    t.error("key-missing", "path", "",
            {"写 path（图层）或 land（项目的禁建图层名），只写一个",
             "give one of path (a layer) and land (the name of the project's exclusion)"});
  if (t.has("path")) e.layer = read_layer(t, folder);
  if (t.has("land")) e.land = t.text("land").value_or("");
  e.buffer_m = t.not_negative("buffer_m", 100'000).value_or(0);
  t.finish();
  return e;
}

}  // namespace

std::string_view to_string(SiteKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

namespace {

void read_table(const toml::table& table, const std::filesystem::path& folder, SiteRequest& r,
                Problems& problems) {
  std::ostringstream content;
  content << toml::toml_formatter(table);
  r.hash = sha256_of_bytes(content.str());
  TomlReader root(table, r.file, "", problems);
  if (auto head = root.table("site"))
    read_head(*head, r, root.has("periods"));
  else if (!root.has("site"))
    root.error("key-missing", "site", "", {"缺少 [site] 表", "the table [site] is missing"});
  read_periods(root, r);
  if (r.phased() && (r.kind != SiteKind::most_covered || !r.keep_existing))
    root.error("key-useless", r.keep_existing ? "site.kind" : "site.existing", "",
               {"capacity、[[periods]]、floor_… 只用于 most-covered，现有设施都保留",
                "capacity, [[periods]] and floor_… go with most-covered and keep what exists"});
  for (TomlReader& t : root.tables("candidates"))
    r.candidates.push_back(read_candidates(t, folder));
  if (!root.has("candidates"))
    root.error("key-missing", "candidates", "",
               {"缺少候选点 [[candidates]]", "[[candidates]] is missing"});
  for (TomlReader& t : root.tables("exclusions")) r.exclusions.push_back(read_exclusion(t, folder));
  root.finish();
}

/// Nothing but the name when there is no table (told).
template <class Parse>
SiteRequest read_parsed(std::string shown, std::string name, const std::filesystem::path& folder,
                        Problems& problems, const Parse& parse) {
  SiteRequest r;
  r.file = std::move(shown);
  r.name = std::move(name);
  try {
    read_table(parse(), folder, r, problems);
  } catch (const InputError& e) {
    for (const Problem& p : e.problems()) problems.add(p);
  }
  return r;
}

}  // namespace

SiteRequest read_site_request(const std::filesystem::path& file, Problems& problems) {
  const std::string shown = file.string();
  return read_parsed(shown, file.stem().string(), std::filesystem::absolute(file).parent_path(),
                     problems, [&] { return parse_toml_file(shown, shown); });
}

SiteRequest read_site_request_text(std::string_view toml, const std::string& shown,
                                   const std::filesystem::path& folder, Problems& problems) {
  return read_parsed(shown, shown, folder, problems, [&] { return parse_toml_text(toml, shown); });
}

}  // namespace fangyuan
