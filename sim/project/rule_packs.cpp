// SPDX-License-Identifier: Apache-2.0
#include "sim/project/rule_packs.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/base/embedded.h"
#include "sim/project/rule_parts.h"
#include "sim/project/rule_reader.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

/// Ids within one pack: of rules, of bans, of sources.
class Ids {
 public:
  void add(TomlReader& t, const std::string& id, Text twice) {
    if (!id.empty() && !ids_.insert(id).second)
      t.error("rule-duplicate", "id", id, std::move(twice));
  }

 private:
  std::set<std::string> ids_;
};

RulePack read_pack(const toml::table& table, const std::string& file, Problems& problems) {
  RulePack pack;
  pack.file = file;
  TomlReader root(table, file, "", problems);
  std::string jurisdiction;
  if (auto head = root.table("pack")) {
    pack.id = head->required_text("id");
    pack.name = head->required_text("name");
    pack.draft = head->flag("draft").value_or(false);
    jurisdiction = head->text("jurisdiction").value_or("");
    head->finish();
  } else {
    root.error("key-missing", "pack", "", {"缺少 [pack] 表", "the table [pack] is missing"});
  }
  const PackReader words{file, problems};
  Ids sources, rules;
  for (TomlReader& t : root.tables("sources")) {
    pack.sources.push_back(read_rule_source(t));
    pack.sources.back().draft |= pack.draft;
    sources.add(t, pack.sources.back().id,
                {"这个编号的来源已经有了", "there is a source with this id already"});
  }
  const RuleReader reader(pack, words);
  for (TomlReader& t : root.tables("rules")) {
    Rule rule = reader.read(t);
    rules.add(t, rule.id, {"这个编号的规则已经有了", "there is a rule with this id already"});
    rule.id = pack.id + '/' + rule.id;
    if (rule.jurisdiction.empty()) rule.jurisdiction = jurisdiction;
    pack.rules.push_back(std::move(rule));
  }
  for (TomlReader& t : root.tables("bans")) {
    SitingBan ban = read_ban(t, pack, words);
    rules.add(t, ban.id, {"这个编号已经有了", "this id is taken already"});
    ban.id = pack.id + '/' + ban.id;
    pack.bans.push_back(std::move(ban));
  }
  root.finish();
  return pack;
}

}  // namespace

std::vector<std::string> shipped_rule_packs() {
  std::vector<std::string> out;
  for (const embedded::Text& t : embedded::rule_packs()) out.emplace_back(t.name);
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<RulePack> read_rule_packs(std::span<const std::string> names, const fs::path& folder,
                                      Problems& problems) {
  std::vector<RulePack> out;
  std::set<std::string> ids;
  const std::vector<std::string> shipped = shipped_rule_packs();
  for (const std::string& name : names) {
    try {
      if (name.find('/') != std::string::npos || name.ends_with(".toml")) {
        out.push_back(read_pack(parse_toml_file((folder / name).string(), name), name, problems));
      } else if (std::find(shipped.begin(), shipped.end(), name) == shipped.end()) {
        const auto near = nearest_word(name, shipped);
        const std::string all = fmt::format("{}", fmt::join(shipped, ", "));
        problems.error(
            {.code = "rules-unknown",
             .file = "project.toml",
             .layer = "project",
             .field = "rules",
             .value = name,
             .rule = {"没有这个规则包" + (near ? "；最接近的是 " + *near : "；有：" + all),
                      "no such rule pack" +
                          (near ? "; the nearest is " + *near : "; there are: " + all)}});
        continue;
      } else {
        for (const embedded::Text& t : embedded::rule_packs())
          if (t.name == name)
            out.push_back(
                read_pack(parse_toml_text(t.content, name + ".toml"), name + ".toml", problems));
      }
    } catch (const InputError& e) {
      for (const Problem& p : e.problems()) problems.add(p);
      continue;
    }
    if (!ids.insert(out.back().id).second) {
      problems.error({.code = "rule-duplicate",
                      .file = out.back().file,
                      .layer = "pack",
                      .field = "id",
                      .value = out.back().id,
                      .rule = {"两个规则包的编号相同", "two rule packs have the same id"}});
      out.pop_back();
    }
  }
  return out;
}

}  // namespace fangyuan
