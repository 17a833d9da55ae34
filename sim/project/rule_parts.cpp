// SPDX-License-Identifier: Apache-2.0
#include "sim/project/rule_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/project/claim_reader.h"

namespace fangyuan {
namespace {

std::optional<std::pair<Tree, Level>> read_catchment(TomlReader& t) {
  const auto word =
      t.one_of("catchment", {"any", "own:prefecture", "own:county", "own:township", "own:village"});
  if (!word || *word == "any") return std::nullopt;
  return std::pair{Tree::legal, *parse_level(std::string_view(*word).substr(4))};
}

Limit read_limit(TomlReader& t) {
  const bool by_time = t.has("limit_min");
  const auto minutes = t.positive("limit_min", 1440);
  const auto metres = t.positive("limit_m", 1'000'000);
  if (by_time == t.has("limit_m")) {
    t.error("limits-both", by_time ? "limit_min" : "limit_m", "",
            {"limit_min 与 limit_m 必须且只能给一个",
             "exactly one of limit_min and limit_m must be given"});
    return {};
  }
  const double value = by_time ? minutes.value_or(0) * 60'000 : metres.value_or(0) * 1000;
  return {by_time, static_cast<std::uint32_t>(std::llround(value))};
}

}  // namespace

RuleCircle read_circle(TomlReader& t, const PackReader& words) {
  RuleCircle c;
  c.types = words.types(t, "facilities", true);
  c.statuses = PackReader::statuses(t, c.statuses);
  if (const auto mode = t.one_of("mode", {"walk", "bicycle", "ebike", "car"}))
    c.mode = *parse_mode(*mode);
  c.speed_mps = t.positive("speed_mps", 100);
  if (c.speed_mps && c.mode == Mode::car)
    t.error("key-useless", "speed_mps", "",
            {"小汽车按道路等级取速度", "by car the road class gives the speed"});
  c.limit = read_limit(t);
  if (t.one_of("direction", {"to", "from"}) == "from") c.direction = Direction::from_facility;
  c.own_unit = read_catchment(t);
  t.finish();
  return c;
}

std::vector<Measure> read_measures(TomlReader& t, bool wanted) {
  std::vector<Measure> out;
  for (const std::string& w : PackReader::words_of(t, "measures", {"network", "straight"}))
    out.push_back(w == "network" ? Measure::network : Measure::straight);
  if (wanted && out.empty()) out = {Measure::network, Measure::straight};
  return out;
}

Quantity read_quantity(TomlReader& t, std::string_view key, Quantity otherwise) {
  if (!t.has(key)) {
    t.known(key);
    PackReader::require(t, key, bool(otherwise));
    return otherwise;
  }
  const auto word = t.text(key);
  if (!word) return otherwise;
  if (const auto figure = parse_quantity(*word)) return *figure;
  t.error("value-bad", key, *word,
          {"应为 sites、设施的数量（如 beds）、group:人群 或 statistic:统计项",
           "must be sites, an amount of the facilities such as beds, group:NAME or "
           "statistic:NAME"});
  return otherwise;
}

Amount read_amount(TomlReader& t, std::string_view key, Amount otherwise) {
  PackReader::require(t, key, t.has(key) || otherwise != Amount());
  const auto value = t.positive(key, 1e9);
  return value ? Amount::from_double(*value) : otherwise;
}

std::string read_counts(TomlReader& t, const Quantity& amount) {
  const auto word = t.one_of("counts", count_words());
  if (word && (amount.kind == Quantity::Kind::sites || amount.kind == Quantity::Kind::group))
    t.error("key-useless", "counts", *word,
            {"amount 已经说明数的是什么", "the amount says what is counted"});
  return word.value_or("");
}

std::uint32_t read_count(TomlReader& t, std::string_view key, std::uint32_t otherwise) {
  const auto value = t.positive(key, 1e6);
  if (!value) return otherwise;
  if (*value != std::floor(*value))
    t.error("value-bad", key, fmt::format("{}", *value), {"应为整数", "must be a whole number"});
  return static_cast<std::uint32_t>(*value);
}

Rounding read_rounding(TomlReader& t) {
  const auto word = t.one_of("rounding", {"up", "nearest", "down"});
  return word == "nearest" ? Rounding::nearest : word == "down" ? Rounding::down : Rounding::up;
}

QuarterKind read_quarter(TomlReader& t) {
  const auto word = t.one_of("quarter", {"any", "new", "existing"});
  return word == "new"        ? QuarterKind::new_built
         : word == "existing" ? QuarterKind::existing
                              : QuarterKind::any;
}

SitingBan read_ban(TomlReader& t, const RulePack& pack, const PackReader& words) {
  SitingBan ban;
  ban.id = t.required_text("id");
  ban.name = t.required_text("name");
  ban.layer = t.text("layer").value_or(ban.name);
  ban.buffer_m = t.not_negative("buffer_m", 100'000).value_or(0);
  ban.beside = t.flag("beside").value_or(false);
  ban.types = words.types(t, "facilities", true);
  ban.jurisdiction = t.required_text("jurisdiction");
  PackReader::require(t, "valid_from", t.has("valid_from"));
  ban.valid_from = t.date("valid_from");
  ban.valid_to = t.date("valid_to");
  ban.source = t.required_text("source");
  for (const RuleSource& s : pack.sources)
    if (s.id == ban.source) ban.source = s.name;
  ban.source_line = t.required_text("source_line");
  PackReader::require(t, "confidence", t.has("confidence"));
  ban.confidence = t.one_of("confidence", confidence_grades()).value_or("");
  ban.unconfirmed = t.flag("unconfirmed").value_or(false) || pack.draft ||
                    (ban.confidence != "A" && ban.confidence != "B");
  t.finish();
  return ban;
}

RuleSource read_rule_source(TomlReader& t) {
  RuleSource s;
  s.id = t.required_text("id");
  s.name = t.required_text("name");
  s.file = t.text("file").value_or("");
  s.draft = t.flag("draft").value_or(false);
  t.finish();
  return s;
}

}  // namespace fangyuan
