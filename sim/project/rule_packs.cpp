// SPDX-License-Identifier: Apache-2.0
#include "sim/project/rule_packs.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/base/embedded.h"
#include "geo/facilities/facility_types.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kMetrics{"presence", "supply_demand"};
const std::vector<std::string> kComparators{">=", ">", "<=", "<", "="};
const std::vector<std::string> kLevels{"prefecture", "county", "township", "village"};
const std::vector<std::string> kStatuses{"planned",  "approved", "building",  "built",
                                         "accepted", "in_use",   "suspended", "closed"};
const std::vector<std::string> kClasses{"地级市", "市辖区", "县级市", "县",   "自治县", "街道",
                                        "镇",     "乡",     "民族乡", "社区", "村",     "功能区"};

void require(TomlReader& t, std::string_view key, bool there) {
  if (!there) t.error("key-missing", key, "", {"缺少必填项", "a required key is missing"});
}

/// Every word of a list must be among `words`.
std::vector<std::string> words_of(TomlReader& t, std::string_view key,
                                  const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : t.texts(key).value_or(std::vector<std::string>{})) {
    if (std::find(words.begin(), words.end(), word) != words.end()) {
      out.push_back(word);
      continue;
    }
    const auto near = nearest_word(word, words);
    t.error("value-bad", key, word,
            {"应为以下之一：" + fmt::format("{}", fmt::join(words, "、")) +
                 (near ? "；是否想写 " + *near : ""),
             "must be one of " + fmt::format("{}", fmt::join(words, ", ")) +
                 (near ? "; did you mean " + *near : "")});
  }
  return out;
}

class RuleReader {
 public:
  RuleReader(std::string file, Problems& problems) : file_(std::move(file)), problems_(problems) {}

  Rule read(TomlReader& t) {
    Rule rule;
    rule.id = t.required_text("id");
    rule.name = t.required_text("name");
    const auto metric = t.one_of("metric", kMetrics);
    require(t, "metric", t.has("metric"));
    if (metric == "supply_demand") rule.metric = RuleMetric::supply_demand;
    read_query(t, rule);
    rule.denominator = t.required_text("denominator");
    if (rule.metric == RuleMetric::supply_demand) {
      rule.amount = t.required_text("amount");
      rule.group = t.required_text("group");
      require(t, "need", t.has("need"));
      if (const auto need = t.positive("need", 1'000)) rule.need = Amount::from_double(*need);
    }
    for (TomlReader& c : t.tables("claims")) rule.claims.push_back(read_claim(c, rule.metric));
    if (rule.claims.empty())
      t.error("key-missing", "claims", "",
              {"规则至少要有一条 [[rules.claims]]：目标与来源",
               "a rule needs at least one [[rules.claims]]: its target and source"});
    t.finish();
    return rule;
  }

 private:
  void read_query(TomlReader& t, Rule& rule) {
    PresenceQuery& q = rule.query;
    q.types = t.texts("facilities").value_or(std::vector<std::string>{});
    if (q.types.empty())
      t.error("key-missing", "facilities", "", {"缺少设施类型", "the facility types are missing"});
    for (const std::string& type : q.types) check_type(t, type);
    if (t.has("status")) {
      q.statuses.clear();
      for (const std::string& s : words_of(t, "status", kStatuses))
        q.statuses.push_back(*parse_status(s));
    }
    q.tree = *parse_tree(t.one_of("tree", {"legal", "management"}).value_or("legal"));
    require(t, "level", t.has("level"));
    q.level = *parse_level(t.one_of("level", kLevels).value_or("township"));
    q.classes = words_of(t, "classes", kClasses);
    for (const auto& [name, value] : t.number_map("at_least")) {
      if (value >= 0 && value < 1e12)
        q.at_least.emplace_back(name, Amount::from_double(value));
      else
        t.error("value-bad", "at_least." + name, fmt::format("{}", value),
                {"不能为负", "must not be negative"});
    }
  }

  void check_type(TomlReader& t, const std::string& type) {
    const FacilityTypes& types = FacilityTypes::shipped();
    if (types.find(type)) return;
    const std::string near = fmt::format("{}", fmt::join(types.nearest(type, 3), ", "));
    if (!is_snake_case(type)) {
      t.error("type-bad", "facilities", type,
              {"不是设施类型，最接近的是 " + near, "is no facility type; the nearest are " + near});
      return;
    }
    problems_.warning({.code = "type-unknown",
                       .file = file_,
                       .layer = t.where(),
                       .field = "facilities",
                       .value = type,
                       .rule = {"类型表里没有，照用；最接近的是 " + near,
                                "not in the table of types, used as is; the nearest are " + near}});
  }

  std::optional<Amount> share(TomlReader& t, std::string_view key) {
    const auto value = t.not_negative(key, 1e12);
    if (!value) return std::nullopt;
    if (*value > 1)
      t.error("value-bad", key, fmt::format("{}", *value),
              {"覆盖率写 0 到 1 之间的数，如 0.6", "a share is between 0 and 1, such as 0.6"});
    return Amount::from_double(*value);
  }

  Claim read_claim(TomlReader& t, RuleMetric metric) {
    Claim c;
    require(t, "comparator", t.has("comparator"));
    if (const auto word = t.one_of("comparator", kComparators))
      c.comparator = *parse_comparator(*word);
    if (metric == RuleMetric::presence) {
      require(t, "target", t.has("target"));
      c.target = share(t, "target");
      c.base = share(t, "base");
    } else if (const auto base = t.not_negative("base", 1e12)) {
      c.base = Amount::from_double(*base);
    }
    if (const auto year = t.positive("base_year", 9999)) c.base_year = static_cast<int>(*year);
    c.due = t.date("due");
    if (const auto a = t.one_of("attribute", {"约束性", "预期性"})) c.attribute = *a;
    c.modality = t.text("modality").value_or("");
    c.source = t.required_text("source");
    c.source_line = t.required_text("source_line");
    c.confidence = t.text("confidence").value_or("");
    t.finish();
    return c;
  }

  std::string file_;
  Problems& problems_;
};

RulePack read_pack(const toml::table& table, const std::string& file, Problems& problems) {
  RulePack pack;
  pack.file = file;
  TomlReader root(table, file, "", problems);
  if (auto head = root.table("pack")) {
    pack.id = head->required_text("id");
    pack.name = head->required_text("name");
    head->finish();
  } else {
    root.error("key-missing", "pack", "", {"缺少 [pack] 表", "the table [pack] is missing"});
  }
  std::set<std::string> ids;
  RuleReader reader(file, problems);
  for (TomlReader& t : root.tables("rules")) {
    Rule rule = reader.read(t);
    if (!rule.id.empty() && !ids.insert(rule.id).second)
      t.error("rule-duplicate", "id", rule.id,
              {"这个编号的规则已经有了", "there is a rule with this id already"});
    rule.id = pack.id + '/' + rule.id;
    pack.rules.push_back(std::move(rule));
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
