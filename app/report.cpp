// SPDX-License-Identifier: Apache-2.0
#include "app/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "geo/roads/checks.h"
#include "sim/scenario/known_names.h"

namespace fangyuan::app {
namespace {

/// A share as a percentage with one decimal; "–" of nobody.
std::string percent(People part, People whole) {
  if (whole.millionths() <= 0) return "–";
  return fmt::format("{:.1f} %", 100.0 * part.to_double() / whole.to_double());
}

/// Whole people that still add up to the rounded total (largest remainder); the files are exact.
std::array<std::int64_t, 4> whole_people(const Parts& p) {
  const std::array<std::int64_t, 4> parts{p.served.millionths(), p.no_capacity.millionths(),
                                          p.out_of_reach.millionths(), p.unconnected.millionths()};
  std::array<std::int64_t, 4> whole{};
  std::int64_t left = (p.total.millionths() + Amount::kPerUnit / 2) / Amount::kPerUnit;
  for (std::size_t i = 0; i < 4; ++i) left -= whole[i] = parts[i] / Amount::kPerUnit;
  for (; left > 0; --left) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < 4; ++i)
      if (parts[i] - whole[i] * Amount::kPerUnit > parts[best] - whole[best] * Amount::kPerUnit)
        best = i;
    ++whole[best];
  }
  return whole;
}

/// 1234567 → "1,234,567".
std::string grouped(std::int64_t n) {
  const std::string digits = std::to_string(n);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string limit_words(const std::string& limit, Language language) {
  if (limit.find('+') != std::string::npos || limit.ends_with('m')) return limit;
  const auto seconds = Amount::parse(limit);
  if (!seconds || seconds->millionths() % 60'000'000 != 0) return limit + " s";
  return fmt::format("{} {}", seconds->millionths() / 60'000'000,
                     language == Language::zh ? "分钟" : "min");
}

}  // namespace

void print_study(const Study& study, Language language) {
  const bool zh = language == Language::zh;
  std::string out;
  out += fmt::format("{}: {}\n", zh ? "坐标系" : "CRS", study.frame->crs());
  for (const UnitLayer& layer : study.boundaries.units.layers)
    out += fmt::format("{}: {} / {}: {}\n", zh ? "区划" : "units", to_string(layer.tree),
                       to_string(layer.level), layer.units.size());
  const Population& people = study.population;
  for (std::size_t g = 0; g < people.cells.groups.size(); ++g) {
    const GroupBalance& b = people.balance[g];
    out += fmt::format(
        fmt::runtime(zh ? "人口 {}: 来源 {} = 落位 {} + 范围外 {} + 未定位 {}\n"
                        : "people {}: source {} = placed {} + outside {} + unlocated {}\n"),
        people.cells.groups[g], b.source.to_string(), b.placed.to_string(), b.outside.to_string(),
        b.unlocated.to_string());
  }
  if (people.cells.size() > 0)
    out += fmt::format("{}: {}\n", zh ? "居民点（单元格）" : "cells", people.cells.size());
  out += fmt::format(fmt::runtime(zh ? "设施: {}（有坐标 {}，无坐标 {}，范围外 {}）\n"
                                     : "facilities: {} (located {}, unlocated {}, outside {})\n"),
                     study.facilities.all.size(), study.facilities.located,
                     study.facilities.unlocated, study.facilities.outside);
  if (study.has_roads()) {
    const NetworkFacts facts = facts_of(study.roads.network);
    out +=
        fmt::format(fmt::runtime(zh ? "路网: 顶点 {}，路段 {}，{:.1f} km，连通分量 {}\n"
                                    : "roads: {} vertices, {} edges, {:.1f} km, {} components\n"),
                    facts.vertices, facts.edges, facts.length_km, facts.components);
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
}

void print_scenario(const Scenario& scenario, const std::vector<Text>& edits, Language language) {
  if (scenario.empty()) return;
  const bool zh = language == Language::zh;
  std::string out = fmt::format("{}: {} ({})\n", zh ? "方案" : "scenario", scenario.name,
                                scenario.hash.substr(0, 12));
  for (const Text& words : edits) out += "  " + (zh ? words.zh : words.en) + "\n";
  std::fwrite(out.data(), 1, out.size(), stdout);
}

void print_scenario(const Scenario& scenario, const Study& study, Language language) {
  const KnownNames names(study);
  std::vector<Text> edits;
  for (const Edit& edit : scenario.edits) edits.push_back(describe(edit, names));
  print_scenario(scenario, edits, language);
}

namespace {

/// Below a row of coverage: what a better assignment would win, and below the last one of the
/// service what each thousand people have.
std::string capacity_lines(const Service& service, const CoverageRow& of, const RunTables& tables,
                           Language language) {
  const bool zh = language == Language::zh;
  const auto same = [&](const auto& row) {
    return row.service == of.service && row.measure == of.measure && !row.unit_layer;
  };
  const auto whole = [](Amount a) {
    return grouped((a.millionths() + Amount::kPerUnit / 2) / Amount::kPerUnit);
  };
  std::string out;
  for (const FillingRow& row : tables.coverage.filling)
    if (same(row) && row.limit == of.limit && row.best)
      out += fmt::format(
          fmt::runtime(zh ? "  {} 名额: 需要 {} · 就近装填得到 {} · 最优装填得到 {}（多 {}）\n"
                          : "  {} places: needed {} · nearest-first fills {} · the best filling {} "
                            "({} more)\n"),
          limit_words(row.limit, language), whole(row.need), whole(row.nearest_first),
          whole(*row.best), whole(*row.best - row.nearest_first));
  if (service.limits.empty() || of.limit != service.limits.back().to_string()) return out;
  for (const AccessRow& row : tables.coverage.access)
    if (same(row) && row.mean)
      out += fmt::format(
          fmt::runtime(zh ? "  {} 每千人名额: 平均 {:.1f} · 一个也够不着的 {}\n"
                          : "  {} places per thousand people: {:.1f} · without any {}\n"),
          limit_words(row.limit, language), row.mean->to_double(), percent(row.none, row.people));
  return out;
}

}  // namespace

void print_coverage(const Study& study, const RunTables& tables, Language language) {
  const bool zh = language == Language::zh;
  std::string out;
  ServiceId last;
  for (const CoverageRow& row : tables.coverage.rows) {
    if (row.unit_layer) continue;
    const Service& service = study.project.services[row.service.index()];
    if (study.population.cells.groups[row.group] != service.group) continue;
    if (row.service != last)
      out += fmt::format("{} {} · {}\n", service.id, service.name, service.group);
    last = row.service;
    const Parts& p = row.parts;
    const auto n = whole_people(p);
    const std::string_view measure =
        row.measure == Measure::network ? (zh ? "路网" : "network") : (zh ? "直线" : "straight");
    out += fmt::format(
        fmt::runtime(
            zh ? "  {} {}: 可享 {}（{}）· 容量不足 {} · 超出范围 {} · 未连路网 {} · 合计 {}\n"
               : "  {} {}: served {} ({}) · no capacity {} · out of reach {} · unconnected {} · "
                 "total {}\n"),
        limit_words(row.limit, language), measure, grouped(n[0]), percent(p.served, p.total),
        grouped(n[1]), grouped(n[2]), grouped(n[3]), grouped(n[0] + n[1] + n[2] + n[3]));
    out += capacity_lines(service, row, tables, language);
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
}

}  // namespace fangyuan::app
