// SPDX-License-Identifier: Apache-2.0
#include "sim/run/siting_bans.h"

#include <algorithm>
#include <cmath>

#include "geo/facilities/land_distance.h"

namespace fangyuan {
namespace {

bool applies(const SitingBan& ban, const Units& units) {
  if (ban.jurisdiction.empty() || ban.jurisdiction == "全国") return true;
  return std::any_of(units.all.begin(), units.all.end(),
                     [&](const Unit& u) { return u.code.starts_with(ban.jurisdiction); });
}

bool serves(const Facility& f, const SitingBan& ban) {
  return f.status != Status::closed &&
         std::any_of(ban.types.begin(), ban.types.end(),
                     [&](const std::string& t) { return f.serves_as(t); });
}

IndicatorRow row_of(const SitingBan& ban, Date date) {
  IndicatorRow row;
  row.rule = ban.id;
  row.name = "禁建：" + ban.name;
  if (ban.buffer_m > 0) row.name += " " + Amount::from_double(ban.buffer_m).to_string() + " 米内";
  row.level = row.code = "all";
  row.year = static_cast<int>(date.year());
  row.comparator = to_string(Comparator::at_most);
  row.target = Amount();
  row.gap_unit = "sites";
  row.denominator = "设施";
  row.source = ban.source;
  row.source_line = ban.source_line;
  row.confidence = ban.confidence + (ban.unconfirmed ? " 待核对" : "");
  return row;
}

std::optional<double> nearest_m(const SitingBan& ban, const Land& land, const Facility& site) {
  std::optional<double> best;
  for (const LandFeature& f : land.features) {
    if (f.layer != ban.layer) continue;
    const auto m = land_distance_m(f, site, ban.buffer_m);
    if (m && (!best || *m < *best)) best = m;
  }
  return best;
}

/// Why the ban cannot be held against the sites; absent: it can.
std::optional<std::pair<RuleStatus, Text>> obstacle(const SitingBan& ban, const BanInputs& in) {
  const bool not_yet = ban.valid_from && in.date < *ban.valid_from;
  const bool run_out = ban.valid_to && *ban.valid_to < in.date;
  if (!applies(ban, in.units))
    return {{RuleStatus::not_binding, {"不是这里的规定", "a rule of another place"}}};
  if (not_yet || (run_out && !ban.unconfirmed))
    return {{RuleStatus::not_binding,
             {"在项目日期不在有效期内", "not in force on the project's date"}}};
  if (std::find(in.land.names.begin(), in.land.names.end(), ban.layer) == in.land.names.end())
    return {{RuleStatus::not_checked,
             {"没有提供图层 " + ban.layer, "the layer " + ban.layer + " was not supplied"}}};
  if (std::none_of(in.facilities.begin(), in.facilities.end(),
                   [&](const Facility& f) { return serves(f, ban); }))
    return {{RuleStatus::not_checked,
             {"没有提供这类设施的清单", "no list of these facilities was supplied"}}};
  return std::nullopt;
}

void add_note(IndicatorRow& row, const Text& more) {
  row.note.zh += (row.note.zh.empty() ? "" : "；") + more.zh;
  row.note.en += (row.note.en.empty() ? "" : "; ") + more.en;
}

}  // namespace

std::vector<IndicatorRow> ban_rows(std::span<const RulePack> packs, const BanInputs& in) {
  std::vector<IndicatorRow> out;
  for (const RulePack& pack : packs) {
    for (const SitingBan& ban : pack.bans) {
      out.push_back(row_of(ban, in.date));
      const std::size_t all = out.size() - 1;
      if (const auto why = obstacle(ban, in)) {
        out[all].status = why->first;
        out[all].note = why->second;
        continue;
      }
      std::int64_t standing = 0, without_place = 0;
      for (const Facility& f : in.facilities) {
        if (!serves(f, ban)) continue;
        if (!f.place) ++without_place;
        const auto metres = nearest_m(ban, in.land, f);
        if (!metres) continue;
        ++standing;
        IndicatorRow row = row_of(ban, in.date);
        row.level = "site";
        row.code = f.id;
        row.unit = f.name;
        row.value = Amount::from_millionths(std::llround(*metres * 1000) * 1000);
        row.target = Amount::from_double(ban.buffer_m);
        row.comparator = to_string(Comparator::more_than);
        row.gap_unit = "m";
        row.status = RuleStatus::not_met;
        out.push_back(std::move(row));
      }
      IndicatorRow& row = out[all];
      row.value = Amount::from_whole(standing);
      row.gap = row.value;
      row.status = standing > 0        ? RuleStatus::not_met
                   : without_place > 0 ? RuleStatus::no_data
                                       : RuleStatus::met;
      const bool no_distance = ban.buffer_m == 0 && ban.beside;
      if (no_distance && row.status == RuleStatus::met) row.status = RuleStatus::not_checked;
      if (no_distance)
        add_note(row, {"原文没有写距离，只查了占压",
                       "the text gives no distance: only what "
                       "stands on it was looked at"});
      if (without_place > 0)
        add_note(row, {std::to_string(without_place) + " 处设施没有坐标",
                       std::to_string(without_place) + " sites have no place"});
      if (ban.valid_to && *ban.valid_to < in.date)
        add_note(row, {"旧规定，" + to_string(*ban.valid_to) + " 后由新规定取代，新条文待核对",
                       "an old rule, replaced after " + to_string(*ban.valid_to) +
                           "; the new text is not confirmed"});
    }
  }
  return out;
}

}  // namespace fangyuan
