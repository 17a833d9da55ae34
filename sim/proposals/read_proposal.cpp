// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "geo/io/sha256.h"
#include "sim/project/layer_reader.h"
#include "sim/proposals/proposal_request.h"
#include "sim/scenario/edit_values.h"
#include "sim/siting/request_parts.h"

namespace fangyuan {
namespace {

const std::vector<std::string> kRankBy{"newly", "price-per-newly"};

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

void read_head(TomlReader& t, ProposalRequest& r) {
  SiteRequest& s = r.site;
  s.kind = SiteKind::score;
  s.name = t.text("name").value_or(s.name);
  t.text("note");
  s.service = t.required_text("service");
  s.type = t.text("type").value_or("");
  s.amounts = read_amounts(t, "amounts", 0);
  read_limit(t, s);
  if (const auto m = t.one_of("measure", {"network", "straight"}))
    s.measure = *m == "network" ? Measure::network : Measure::straight;
  read_weights(t, s);
  s.exclude = t.flag("exclude").value_or(true);
  if (const auto n = whole_number(t, "all_up_to", {0, 8}))
    r.all_up_to = static_cast<std::uint32_t>(*n);
  r.budget = whole_number(t, "budget", {1, 1e15});
  r.price_unit = t.text("price_unit").value_or(r.price_unit);
  if (const auto by = t.one_of("rank_by", kRankBy))
    r.rank_by = *by == kRankBy[0] ? RankBy::newly : RankBy::price_per_newly;
  r.must_check = t.texts("must_check");
  r.least = read_amounts(t, "least", 0);
  r.least_source = t.text("least_source").value_or("");
  r.a3 = t.one_of("paper", {"A4", "A3"}).value_or("A4") == "A3";
  t.finish();
}

SitesSource read_sites(TomlReader& t, const std::filesystem::path& folder) {
  SitesSource s;
  s.where = t.where();
  t.required_text("path");
  s.layer = read_layer(t, folder);
  s.price = whole_number(t, "price", {0, 1e12});
  t.finish();
  return s;
}

NamedOption read_option(TomlReader& t) {
  NamedOption o;
  o.where = t.where();
  o.name = t.text("name").value_or("");
  o.sites = t.texts("sites").value_or(std::vector<std::string>{});
  if (o.sites.empty())
    t.error("key-missing", "sites", "",
            {"写明这个方案用哪几处", "say which sites the option opens"});
  t.finish();
  return o;
}

void read_variation(TomlReader& t, Variation& v) {
  if (const auto n = whole_number(t, "draws", {0, 10'000}))
    v.draws = static_cast<std::uint32_t>(*n);
  if (const auto n = whole_number(t, "seed", {0, 1e15})) v.seed = static_cast<std::uint64_t>(*n);
  constexpr double kMost = 0.9;
  v.speed = t.not_negative("speed", kMost).value_or(v.speed);
  v.demand = t.not_negative("demand", kMost).value_or(v.demand);
  v.capacity = t.not_negative("capacity", kMost).value_or(v.capacity);
  t.finish();
}

}  // namespace

std::string_view to_string(RankBy by) { return kRankBy[static_cast<std::size_t>(by)]; }

ProposalRequest read_proposal_request(const std::filesystem::path& file, Problems& problems) {
  ProposalRequest r;
  r.site.file = file.string();
  r.site.name = file.stem().string();
  toml::table table;
  try {
    table = parse_toml_file(r.site.file, r.site.file);
  } catch (const InputError& e) {
    for (const Problem& p : e.problems()) problems.add(p);
    return r;
  }
  std::ostringstream content;
  content << toml::toml_formatter(table);
  r.site.hash = sha256_of_bytes(content.str());
  const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
  TomlReader root(table, r.site.file, "", problems);
  if (auto head = root.table("proposal"))
    read_head(*head, r);
  else if (!root.has("proposal"))
    root.error("key-missing", "proposal", "",
               {"缺少 [proposal] 表", "the table [proposal] is missing"});
  for (TomlReader& t : root.tables("sites")) r.sites.push_back(read_sites(t, folder));
  if (!root.has("sites"))
    root.error("key-missing", "sites", "", {"缺少比选的地块 [[sites]]", "[[sites]] is missing"});
  for (TomlReader& t : root.tables("options")) r.options.push_back(read_option(t));
  for (TomlReader& t : root.tables("exclusions"))
    r.site.exclusions.push_back(read_exclusion(t, folder));
  if (auto t = root.table("vary")) read_variation(*t, r.vary);
  root.finish();
  if (r.all_up_to == 0 && r.options.empty() && !root.has("options"))
    root.error("key-missing", "options", "",
               {"all_up_to = 0 时要写 [[options]]", "with all_up_to = 0 give [[options]]"});
  return r;
}

}  // namespace fangyuan
