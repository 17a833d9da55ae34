// SPDX-License-Identifier: Apache-2.0
#include "core/rules/spread.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace fangyuan {
namespace {

constexpr std::size_t kMost = 20;

bool apart(const Bearing& a, const Bearing& b, double angle_deg) {
  if (a.unit && a.unit == b.unit) return false;
  const double d = std::fabs(a.degrees - b.degrees);
  return std::min(d, 360 - d) >= angle_deg;
}

std::uint64_t largest(const std::vector<Bearing>& sites, double angle, std::size_t from,
                      std::vector<std::size_t>& taken) {
  std::uint64_t best = taken.size();
  if (taken.size() + (sites.size() - from) <= best) return best;
  for (std::size_t i = from; i < sites.size(); ++i) {
    if (!std::all_of(taken.begin(), taken.end(),
                     [&](std::size_t t) { return apart(sites[t], sites[i], angle); }))
      continue;
    taken.push_back(i);
    best = std::max(best, largest(sites, angle, i + 1, taken));
    taken.pop_back();
  }
  return best;
}

bool lies_in(const Facility& f, UnitId unit) {
  return std::find(f.unit_of.begin(), f.unit_of.end(), unit) != f.unit_of.end();
}

bool serves_as_any(const Facility& f, const std::vector<std::string>& types) {
  return std::any_of(types.begin(), types.end(),
                     [&](const std::string& t) { return f.serves_as(t); });
}

}  // namespace

std::uint64_t spread_count(const std::vector<Bearing>& sites, double angle_deg) {
  std::vector<Bearing> few(
      sites.begin(), sites.begin() + static_cast<std::ptrdiff_t>(std::min(sites.size(), kMost)));
  std::vector<std::size_t> taken;
  return largest(few, angle_deg, 0, taken);
}

std::vector<Bearing> bearings_in(UnitId unit, const Spread& spread, const PresenceQuery& query,
                                 const RuleInputs& inputs) {
  XY middle = inputs.units[unit].label.xy;
  for (const Facility& f : inputs.facilities) {
    if (!f.place || !lies_in(f, unit) || !serves_as_any(f, spread.from)) continue;
    middle = f.place->xy;
    break;
  }
  const auto layer = inputs.units.find_layer(query.tree, spread.level);
  std::vector<Bearing> out;
  for (const Facility& f : inputs.facilities) {
    if (!f.place || !counts_for(f, query) || !lies_in(f, unit)) continue;
    Bearing b;
    if (layer && *layer < f.unit_of.size()) b.unit = f.unit_of[*layer];
    b.degrees =
        std::atan2(f.place->xy.x - middle.x, f.place->xy.y - middle.y) * 180 / std::numbers::pi;
    if (b.degrees < 0) b.degrees += 360;
    out.push_back(b);
  }
  return out;
}

}  // namespace fangyuan
