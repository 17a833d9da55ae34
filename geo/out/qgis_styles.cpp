// SPDX-License-Identifier: Apache-2.0
#include "geo/out/qgis_styles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "geo/out/cell_side.h"
#include "geo/out/qml.h"
#include "geo/out/unit_words.h"
#include "geo/out/words_zh.h"

namespace fangyuan {
namespace {

using qml::Colour;
using qml::DrawRule;

constexpr Colour kNoLine{0, 0, 0, 0};
constexpr double kVillageScale = 120'000, kCellScale = 60'000, kGapScale = 250'000,
                 kOtherSitesScale = 100'000;

/// From few to most; light to dark, so that it also reads in grey and to the colour-blind.
constexpr std::array<Colour, 5> kShareBands{
    {{247, 239, 221}, {214, 228, 204}, {156, 205, 186}, {79, 161, 163}, {26, 104, 126}}};
constexpr std::array<Colour, 6> kReachBands{{{26, 104, 126},
                                             {79, 161, 163},
                                             {156, 205, 186},
                                             {214, 219, 160},
                                             {240, 200, 120},
                                             {226, 160, 90}}};
constexpr Colour kNotReached{205, 96, 78};
constexpr Colour kUnconnected{120, 120, 120};

constexpr std::array<Colour, 8> kSiteColours{{{206, 73, 44},
                                              {58, 76, 158},
                                              {146, 60, 132},
                                              {214, 140, 26},
                                              {46, 125, 50},
                                              {110, 78, 56},
                                              {0, 118, 140},
                                              {90, 90, 90}}};
constexpr std::array<const char*, 5> kSiteShapes{"circle", "square", "diamond", "triangle",
                                                 "pentagon"};

/// The band of the i-th of n limits.
Colour band(std::size_t i, std::size_t n) {
  return n <= 1 ? kReachBands[0] : kReachBands[std::min(i, kReachBands.size() - 1)];
}

Colour translucent(Colour c, int alpha) { return {c.r, c.g, c.b, alpha}; }

/// The first service that has times of its own.
const Service* first_service(const RunContents& contents) {
  for (const ServiceReach& r : contents.reach) return &contents.services[r.service.index()];
  return nullptr;
}

/// Where `cells` says whether a place is connected in the service's mode.
std::string access_column(const RunContents& contents, const Service& service) {
  for (const ServiceReach& r : contents.reach) {
    if (r.access_mm.size() != contents.cells.size()) continue;
    if (contents.services[r.service.index()].mode == service.mode) return "access_m";
    break;
  }
  return "access_m_" + std::string(to_string(service.mode));
}

/// The level that is shaded: townships, else counties, else the finest there is.
std::optional<std::size_t> shaded_layer(const Units& units) {
  for (const Level level : {Level::township, Level::county})
    if (const auto layer = units.find_layer(Tree::legal, level)) return layer;
  const auto order = layers_from_finest(units);
  return order.empty() ? std::nullopt : std::optional(order.front());
}

std::string is_layer(const UnitLayer& layer) {
  return fmt::format("\"tree\" = '{}' AND \"level\" = '{}'", to_string(layer.tree),
                     to_string(layer.level));
}

DrawRule outline_rule(const UnitLayer& layer, bool shaded) {
  DrawRule rule{.label = "", .filter = is_layer(layer), .layers = ""};
  const auto line = [&](Colour c, double width, const char* pen) {
    rule.layers = qml::outline(
        c, width, pen, 1 + static_cast<int>(Level::village) - static_cast<int>(layer.level));
  };
  if (layer.tree == Tree::management) {
    rule.label = "管理区界";
    line({120, 60, 140, 200}, 0.5, "dash");
    return rule;
  }
  switch (layer.level) {
    case Level::prefecture:
      rule.label = "市界";
      line({60, 60, 60}, 0.9, "solid");
      break;
    case Level::county:
      rule.label = "县界";
      line({70, 70, 70}, 0.55, "solid");
      break;
    case Level::township:
      rule.label = "乡镇界";
      line({110, 110, 110, 200}, 0.2, "solid");
      break;
    case Level::village:
      rule.label = "村界";
      line({130, 130, 130, 160}, 0.1, "solid");
      if (!shaded) rule.least_scale = kVillageScale;
      break;
  }
  return rule;
}

}  // namespace

std::string units_style(const RunContents& contents, const std::string& share_column,
                        const std::string& share_title) {
  const Units& units = contents.units;
  const std::optional<std::size_t> shaded = shaded_layer(units);
  std::vector<DrawRule> rules;
  std::vector<qml::Label> labels;
  if (shaded) {
    const UnitLayer& layer = units.layers[*shaded];
    if (share_column.empty()) {
      rules.push_back({.label = "",
                       .filter = is_layer(layer),
                       .layers = qml::plain_fill({246, 243, 236}, kNoLine, 0)});
    } else {
      const std::string share = qml::column(share_column);
      DrawRule bands{.label = share_title, .filter = is_layer(layer), .layers = ""};
      for (std::size_t i = kShareBands.size(); i-- > 0;) {
        const double low = 0.2 * static_cast<double>(i), high = low + 0.2;
        bands.inside.push_back(
            {.label = fmt::format("{:.0f}–{:.0f}%", low * 100, high * 100),
             .filter = i + 1 == kShareBands.size()
                           ? fmt::format("{} >= {:g}", share, low)
                           : fmt::format("{0} >= {1:g} AND {0} < {2:g}", share, low, high),
             .layers = qml::plain_fill(kShareBands[i], kNoLine, 0)});
      }
      bands.inside.push_back({.label = "无人口",
                              .filter = share + " IS NULL",
                              .layers = qml::plain_fill({232, 232, 232}, kNoLine, 0)});
      rules.push_back(std::move(bands));
    }
    for (std::size_t i = 0; i < units.layers.size(); ++i) {
      rules.push_back(outline_rule(units.layers[i], i == *shaded));
      if (units.layers[i].tree == Tree::management) continue;
      qml::Label label{.filter = is_layer(units.layers[i]), .expression = "\"name\""};
      if (units.layers[i].level <= Level::county && i != *shaded) {
        label.points = 11;
        label.bold = true;
        if (units.layers[i].level == Level::prefecture) label.greatest_scale = kVillageScale;
      } else if (i == *shaded) {
        label.points = 7.5;
        label.least_scale = units.layers[i].level == Level::township ? 400'000 : 0;
      } else {
        label.points = 6.5;
        label.colour = {110, 110, 110};
        label.least_scale = 30'000;
      }
      labels.push_back(label);
    }
  }
  return qml::document(qml::rule_renderer("fill", rules, true),
                       labels.empty() ? "" : qml::labeling(labels));
}

std::string facilities_style(const RunContents& contents, const std::vector<std::string>& types) {
  const Service* first = first_service(contents);
  const auto serves = [&](const std::string& type) {
    return first == nullptr || std::find(first->facility_types.begin(), first->facility_types.end(),
                                         type) != first->facility_types.end();
  };
  std::vector<DrawRule> others, rules;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const bool main = serves(types[i]);
    (main ? rules : others)
        .push_back({.label = type_zh(types[i]),
                    .filter = "\"type\" = " + qml::quoted(types[i]),
                    .layers = qml::marker(kSiteShapes[i % kSiteShapes.size()],
                                          kSiteColours[i % kSiteColours.size()], {255, 255, 255},
                                          main ? 2.8 : 1.8),
                    .least_scale = main ? 0.0 : kOtherSitesScale});
  }
  // What the first service is about is seen at every scale, and listed first.
  rules.insert(rules.end(), others.begin(), others.end());
  return qml::document(qml::rule_renderer("marker", rules),
                       qml::labeling({{.filter = "",
                                       .expression = "\"name\"",
                                       .points = 6.5,
                                       .least_scale = 20'000,
                                       .beside = true}}));
}

std::string circles_style(const RunContents& contents) {
  const Service* first = first_service(contents);
  std::vector<DrawRule> rules;
  for (const Service& service : contents.services) {
    if (service.is_joint()) continue;
    for (const bool whole : {true, false}) {
      const bool on = &service == first && whole;
      DrawRule rule{.label = service.name + (whole ? "" : "（各设施）"),
                    .filter = "\"service\" = " + qml::quoted(service.id) + " AND \"site\" IS " +
                              (whole ? "NULL" : "NOT NULL"),
                    .layers = "",
                    .on = on};
      for (std::size_t i = service.limits.size(); i-- > 0;) {
        const Colour c = band(i, service.limits.size());
        rule.inside.push_back(
            {.label = limit_zh(service.limits[i].to_string()),
             .filter = "\"limit\" = " + qml::quoted(service.limits[i].to_string()),
             .layers = qml::plain_fill(translucent(c, 36), translucent(c, 190), 0.25)});
      }
      rules.push_back(std::move(rule));
    }
  }
  return qml::document(qml::rule_renderer("fill", rules));
}

std::string cells_style(const RunContents& contents) {
  std::vector<DrawRule> rules;
  // A little less than the cell, so that the units' shade is seen between.
  const double side_m = 0.7 * cell_side_m(contents);
  const auto sign = [&](Colour c, int alpha = 210) {
    return qml::marker("square", translucent(c, alpha), kNoLine, side_m, "MapUnit");
  };
  for (const ServiceReach& r : contents.reach) {
    const Service& service = contents.services[r.service.index()];
    const bool time = service.limits.front().is_time;
    const bool network = r.has_network;
    const std::string value = qml::column(service.id + (!network ? "_straight_m"
                                                        : time   ? "_ms"
                                                                 : "_net_m"));
    DrawRule rule{.label = service.name, .filter = "", .layers = "", .on = rules.empty()};
    // A straight line has no time bands of its own here: reached or not.
    const std::size_t n = network || !time ? service.limits.size() : 0;
    for (std::size_t i = 0; i < n; ++i) {
      const Limit& limit = service.limits[i];
      const double unit = time ? 1 : 1000;
      std::string filter = fmt::format("{} <= {:g}", value, limit.value / unit);
      if (i > 0) filter += fmt::format(" AND {} > {:g}", value, service.limits[i - 1].value / unit);
      rule.inside.push_back({.label = "≤ " + limit_zh(limit.to_string()),
                             .filter = filter,
                             .layers = sign(band(i, n))});
    }
    if (n == 0)
      rule.inside.push_back({.label = "直线范围内",
                             .filter = value + " IS NOT NULL",
                             .layers = sign(kReachBands[0])});
    std::string beyond = value + " IS NULL";
    if (network) {
      const std::string access = qml::column(access_column(contents, service));
      rule.inside.push_back({.label = "未连路网",
                             .filter = fmt::format("{} AND {} IS NULL", beyond, access),
                             .layers = sign(kUnconnected, 150)});
      beyond += fmt::format(" AND {} IS NOT NULL", access);
    }
    rule.inside.push_back({.label = "超出范围", .filter = beyond, .layers = sign(kNotReached, 90)});
    rules.push_back(std::move(rule));
  }
  if (rules.empty()) rules.push_back({.label = "人口", .filter = "", .layers = sign(kUnconnected)});
  return qml::document(qml::rule_renderer("marker", rules), "", kCellScale);
}

std::string indicators_style(const RunContents& contents) {
  struct Sign {
    RuleStatus status = RuleStatus::no_data;
    qml::Colour colour = {0, 0, 0};
    const char* shape = "";
  };
  static const Sign kSigns[] = {{RuleStatus::met, {33, 145, 140}, "circle"},
                                {RuleStatus::not_yet_due, {230, 159, 0}, "triangle"},
                                {RuleStatus::not_met, {213, 94, 0}, "square"},
                                {RuleStatus::overdue, {150, 30, 60}, "diamond"},
                                {RuleStatus::not_binding, {200, 200, 200}, "circle"},
                                {RuleStatus::no_data, {120, 120, 120}, "cross"},
                                {RuleStatus::not_checked, {120, 120, 120}, "cross2"}};
  std::vector<DrawRule> rules;
  std::set<std::string> seen;
  for (const IndicatorRow& row : contents.indicators) {
    if (row.level == "all" || !seen.insert(row.rule).second) continue;
    DrawRule rule{.label = row.name + "（" + row.rule + "）",
                  .filter = "\"rule\" = " + qml::quoted(row.rule),
                  .layers = "",
                  .on = false};
    for (const Sign& sign : kSigns)
      rule.inside.push_back({.label = std::string(rule_status_zh(sign.status)),
                             .filter = "\"status\" = " + qml::quoted(to_string(sign.status)),
                             .layers = qml::marker(sign.shape, sign.colour, {255, 255, 255}, 2.4)});
    rules.push_back(std::move(rule));
  }
  if (rules.empty()) rules.push_back({.label = "指标", .filter = "", .layers = "", .on = false});
  return qml::document(qml::rule_renderer("marker", rules));
}

std::string gaps_style(const RunContents& contents) {
  std::vector<DrawRule> rules;
  for (const Service& service : contents.services)
    rules.push_back({.label = service.name + "：超出范围或未连路网",
                     .filter = "\"service\" = " + qml::quoted(service.id),
                     .layers = qml::hatch(translucent(kNotReached, 150), 1.1, 0.14, 45) +
                               qml::outline(translucent(kNotReached, 150), 0.1),
                     .on = rules.empty()});
  return qml::document(qml::rule_renderer("fill", rules), "", kGapScale);
}

}  // namespace fangyuan
