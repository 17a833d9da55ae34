// SPDX-License-Identifier: Apache-2.0
// Which columns of a table say where a row belongs, by comparing them with the outlines found.
#include <algorithm>
#include <array>

#include "geo/units/code.h"
#include "geo/units/names.h"
#include "sim/init/guesses.h"
#include "sim/init/header_words.h"

namespace fangyuan::init {
namespace {

constexpr std::array<Level, 4> kFinestFirst{Level::village, Level::township, Level::county,
                                            Level::prefecture};

/// A town and a village in it may share a name, and codes of two levels a beginning: where a
/// column's own look tells a level, it is of no other.
bool may_be_of(const Column& c, Level level, bool by_code) {
  const auto own = by_code ? level_of_codes(c) : level_of_names(c);
  if (!own && by_code && !mentions(c.name, "代码|编码|code")) return false;  // counts are no codes
  return !own || *own == level;
}

std::size_t rows_found(const Column& c, Level level, bool by_code, const Proposal& p) {
  const auto units = p.units.find(std::string(to_string(level)));
  if (units == p.units.end() || !may_be_of(c, level, by_code)) return 0;
  const auto has = [&](const std::string& v) {
    if (by_code) return units->second.contains(normal_code(v, level).text);
    const auto parts = name_parts(v);
    return std::any_of(parts.begin(), parts.end(),
                       [&](const NameParts& n) { return units->second.contains(n.core); });
  };
  return static_cast<std::size_t>(std::count_if(c.values.begin(), c.values.end(), has));
}

/// The finer of two, unless it finds less than half as many rows.
bool is_better(const Join& a, const Join& b) {
  if (a.level == b.level) return a.found > b.found;
  return a.level > b.level ? a.found * 2 >= b.found : a.found > b.found * 2;
}

}  // namespace

std::optional<Join> join_of(const Layer& layer, const Proposal& p) {
  for (const bool by_code : {true, false}) {
    std::optional<Join> best;
    for (const Column& c : layer.columns) {
      if (!by_code && c.is_numeric()) continue;
      for (const Level level : kFinestFirst) {
        const Join join{by_code, level, &c, rows_found(c, level, by_code, p)};
        // Codes tell more than names, and names only where most are found.
        if (join.found == 0 || (!by_code && join.found * 2 < c.values.size())) continue;
        if (!best || is_better(join, *best)) best = join;
      }
    }
    if (best) return best;
  }
  return std::nullopt;
}

const Column* finest_unit(const Layer& layer, const std::set<std::string>& taken,
                          const Proposal& p) {
  std::vector<const Column*> asked;
  for (const Column& c : layer.columns)
    if (!taken.contains(c.name) &&
        mentions(c.name, "所属|所在|村|社区|乡|镇|街道|区划|县|代码|编码|unit|adcode"))
      asked.push_back(&c);
  for (const Level level : kFinestFirst)
    for (const bool by_code : {true, false})
      for (const Column* c : asked) {
        if (rows_found(*c, level, by_code, p) * 2 > c->values.size()) return c;
        if (by_code && p.units.empty() && level_of_codes(*c) == level) return c;
      }
  return nullptr;
}

}  // namespace fangyuan::init
