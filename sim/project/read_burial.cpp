// SPDX-License-Identifier: Apache-2.0
#include "sim/project/read_burial.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/project/rule_words.h"

namespace fangyuan {
namespace {

/// Whom plans ask for cemeteries: 市辖区 have the city's, 街道 none of their own.
const std::vector<std::string> kUnits{"县（市）", "乡镇"};

void read_types(TomlReader& t, const PackReader& pack, BurialSettings& s) {
  for (std::size_t i = 0; i < kCemeteryTiers; ++i) {
    const auto key = to_string(static_cast<CemeteryTier>(i));
    const bool given = t.has(key);
    auto types = pack.types(t, key, false);
    if (given) s.types[i] = std::move(types);
  }
  // A word in two tiers; where only one of them was written, the other gives way.
  for (std::size_t i = 0; i < kCemeteryTiers; ++i)
    for (std::size_t j = i + 1; j < kCemeteryTiers; ++j) {
      const auto one = to_string(static_cast<CemeteryTier>(i));
      const auto two = to_string(static_cast<CemeteryTier>(j));
      const bool both = t.has(one) && t.has(two);
      std::vector<std::string>& loser = t.has(one) ? s.types[j] : s.types[i];
      const std::vector<std::string>& winner = t.has(one) ? s.types[i] : s.types[j];
      if (!t.has(one) && !t.has(two)) continue;
      for (const std::string& type : winner) {
        if (std::ranges::find(loser, type) == loser.end()) continue;
        if (both)
          t.error("value-bad", two, type,
                  {fmt::format("{} 里已有这个类型", one),
                   fmt::format("this type is in {} already", one)});
        else
          std::erase(loser, type);
      }
    }
}

void read_units(TomlReader& t, BurialSettings& s) {
  std::vector<std::string> known;
  for (const BindingWord& w : binding_words()) known.push_back(w.word);
  const bool given = t.has("units");
  const auto asked = PackReader::words_of(t, "units", known);
  for (const std::string& word : given ? asked : kUnits)
    for (const BindingWord& w : binding_words())
      if (w.word == word) {
        PresenceQuery query;
        query.level = w.level;
        query.classes = w.classes;
        s.units.push_back(std::move(query));
      }
}

/// What a value may be, by its unit.
bool in_range(std::string_view unit, double value) {
  if (unit == "1") return value >= 0 && value <= 1;
  if (unit == "‰") return value >= 0 && value <= 1000;
  return value >= 0.000001 && value <= 1e6;
}
Text range_of(std::string_view unit) {
  if (unit == "1") return {"应在 0 与 1 之间", "must be between 0 and 1"};
  if (unit == "‰")
    return {"应在 0 与 1000 之间（千分数）", "must be between 0 and 1000 (per mille)"};
  return {"应大于 0 且不超过 1000000", "must be above 0 and at most 1000000"};
}

void read_parameter(TomlReader& all, const Parameter& p, BurialSettings& s) {
  if (!all.has(p.id)) {
    all.known(p.id);
    return;
  }
  auto t = all.table(p.id);
  if (!t) return;  // told
  GivenParameter given;
  if (!t->has("value"))
    t->error(
        "key-missing", "value", "",
        {fmt::format("缺少数值（{}）", p.unit), fmt::format("the value ({}) is missing", p.unit)});
  if (const auto value = t->number("value")) {
    if (in_range(p.unit, *value))
      given.value = Amount::from_double(*value);
    else
      t->error("value-bad", "value", fmt::format("{}", *value), range_of(p.unit));
  }
  given.source = t->required_text("source");
  if (const auto grade = t->one_of("grade", {"A", "B", "M", "K"}))
    given.grade = *parse_grade(*grade);
  t->finish();
  s.given.emplace(p.id, std::move(given));
}

/// With all of them read: what the method needs, and what it does not read.
void check_parameters(TomlReader& t, const BurialSettings& s) {
  for (const Parameter& p : burial_parameters()) {
    const bool given = s.given.contains(p.id);
    if (given && !s.uses(p.id))
      t.error("key-useless", p.id, "",
              {"按现在的写法用不到这个参数（见 plots、deaths 和各层级的类型）",
               "nothing reads this parameter as things are written (see plots, deaths and the "
               "types of the tiers)"});
    if (!given && !p.has_value() && s.uses(p.id) && p.id != "joint_share")
      t.error("key-missing", p.id, "",
              {fmt::format("plots = \"shares\" 需要{}，没有已知依据的默认值，请写数值和依据",
                           p.name_zh),
               "plots = \"shares\" needs it; no figure with a source is known, so give value and "
               "source"});
  }
  if (s.plots != PlotMethod::shares) return;
  Amount taken;
  for (const char* id : {"green_share", "road_share", "service_share"})
    if (s.given.contains(id) || burial_parameter(id).has_value()) taken += s.value(id);
  if (taken >= Amount::from_whole(1))
    t.error("value-bad", "green_share", taken.to_string(),
            {"绿地、道路、服务用地之和应小于 1", "green, roads and service must leave land"});
}

}  // namespace

BurialSettings read_burial(TomlReader& t, const std::string& file, Problems& problems) {
  BurialSettings s;
  const PackReader pack{file, problems};
  s.group = t.text("group").value_or(s.group);
  s.deaths = t.text("deaths").value_or("");
  if (const auto word = t.one_of("plots", plot_method_words()))
    s.plots = static_cast<PlotMethod>(std::ranges::find(plot_method_words(), *word) -
                                      plot_method_words().begin());
  s.statuses = PackReader::statuses(t, s.statuses);
  read_types(t, pack, s);
  read_units(t, s);
  if (s.group != "total" && !s.deaths.empty())
    t.error("key-useless", "group", s.group,
            {"写了 deaths，需求按死亡人数算，用不到 group",
             "with deaths the demand is reckoned on those, not on a group"});
  if (auto parameters = t.table("parameters")) {
    for (const Parameter& p : burial_parameters()) read_parameter(*parameters, p, s);
    parameters->finish();
    check_parameters(*parameters, s);
  } else if (s.plots == PlotMethod::shares) {
    check_parameters(t, s);
  }
  t.finish();
  return s;
}

}  // namespace fangyuan
