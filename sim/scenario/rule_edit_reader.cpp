// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "sim/scenario/edit_rules.h"
#include "sim/scenario/edit_values.h"

namespace fangyuan {
namespace {

/// A figure as packs have it: 0.6, "60%", 35300.
std::optional<Amount> read_target(TomlReader& t, bool& percent) {
  const auto text = t.peek_text("target");
  if (!text) {
    const auto number = t.not_negative("target", 1e12);
    return number ? std::optional(Amount::from_double(*number)) : std::nullopt;
  }
  percent = text->ends_with('%');
  const auto value = Amount::parse(percent ? text->substr(0, text->size() - 1) : *text);
  if (value && percent && *value >= Amount())
    return scaled_nearest(*value, Amount::from_whole(1), Amount::from_whole(100));
  t.error("value-bad", "target", *text,
          {"写成数，或带百分号的文字，如 \"60%\"",
           "must be a number, or a text with a per cent sign such as \"60%\""});
  return std::nullopt;
}

/// Counted from 1.
std::optional<std::size_t> read_ordinal(TomlReader& t, std::string_view key) {
  const auto n = t.positive(key, 1000);
  if (!n) return std::nullopt;
  if (*n == std::floor(*n)) return static_cast<std::size_t>(*n);
  t.error("value-bad", key, fmt::format("{}", *n), {"应为整数", "must be a whole number"});
  return std::nullopt;
}

std::optional<Limit> read_limit(TomlReader& t) {
  const auto minutes = t.positive("limit_min", 1440), metres = t.positive("limit_m", 1'000'000);
  if (t.has("limit_min") && t.has("limit_m"))
    t.error("limits-both", "limit_m", "",
            {"limit_min 与 limit_m 只能写一个", "only one of limit_min and limit_m"});
  if (minutes) return Limit{true, static_cast<std::uint32_t>(std::llround(*minutes * 60'000))};
  if (metres) return Limit{false, static_cast<std::uint32_t>(std::llround(*metres * 1000))};
  return std::nullopt;
}

std::optional<Amount> amount_of(const std::optional<double>& value) {
  return value ? std::optional(Amount::from_double(*value)) : std::nullopt;
}

}  // namespace

SetRule read_set_rule(TomlReader& t) {
  SetRule s;
  s.rule = t.required_text("rule");
  s.claim = read_ordinal(t, "claim");
  s.target = read_target(t, s.percent);
  s.due = t.date("due");
  s.circle = read_ordinal(t, "circle");
  s.limit = read_limit(t);
  s.minimum = amount_of(t.not_negative("minimum", 1e12));
  s.per = amount_of(t.positive("per", 1e12));
  s.need = amount_of(t.positive("need", 1000));
  if (const auto sites = read_ordinal(t, "sites_needed"))
    s.sites_needed = static_cast<std::uint32_t>(*sites);
  s.within_m = t.not_negative("within_m", 100'000);
  s.buffer_m = t.not_negative("buffer_m", 100'000);
  if (t.has("claim") && !t.has("target") && !t.has("due"))
    t.error("key-useless", "claim", "",
            {"claim 只和 target、due 合用", "claim goes with target and due only"});
  if (t.has("circle") && !t.has("limit_min") && !t.has("limit_m"))
    t.error("key-useless", "circle", "",
            {"circle 只和 limit_min、limit_m 合用", "circle goes with limit_min and limit_m only"});
  needs_one_of(t, {"target", "due", "limit_min", "limit_m", "minimum", "per", "need",
                   "sites_needed", "within_m", "buffer_m"});
  return s;
}

Text describe_rule(const SetRule& e) {
  Text out{fmt::format("指标 {}：", e.rule), fmt::format("rule {}: ", e.rule)};
  bool first = true;
  const auto part = [&](const std::string& zh, const std::string& en) {
    out.zh += (first ? "" : "，") + zh;
    out.en += (first ? "" : ", ") + en;
    first = false;
  };
  if (e.claim)
    part(fmt::format("第 {} 个来源", *e.claim), fmt::format("source number {}", *e.claim));
  if (e.target) {
    const std::string value =
        e.percent ? scaled_nearest(*e.target, Amount::from_whole(100), Amount::from_whole(1))
                            .to_string() +
                        " %"
                  : e.target->to_string();
    part("目标改为 " + value, "target " + value);
  }
  if (e.due) part("期限改为 " + to_string(*e.due), "due on " + to_string(*e.due));
  if (e.circle) part(fmt::format("第 {} 个圈", *e.circle), fmt::format("circle {}", *e.circle));
  if (e.limit) {
    const std::string limit = e.limit->is_time ? fmt::format("{} min", e.limit->value / 60'000.0)
                                               : fmt::format("{} m", e.limit->value / 1000.0);
    part("限值改为 " + limit, "limit " + limit);
  }
  if (e.minimum) part("下限改为 " + e.minimum->to_string(), "at least " + e.minimum->to_string());
  if (e.per) part("改为每 " + e.per->to_string(), "per " + e.per->to_string());
  if (e.need) part("需求比例改为 " + e.need->to_string(), "need " + e.need->to_string());
  if (e.sites_needed)
    part(fmt::format("每个单元至少 {} 处", *e.sites_needed),
         fmt::format("at least {} sites a unit", *e.sites_needed));
  if (e.within_m)
    part(fmt::format("改为 {} 米内", *e.within_m), fmt::format("within {} m", *e.within_m));
  if (e.buffer_m)
    part(fmt::format("缓冲改为 {} 米", *e.buffer_m), fmt::format("buffer {} m", *e.buffer_m));
  return out;
}

}  // namespace fangyuan
