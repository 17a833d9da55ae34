// SPDX-License-Identifier: Apache-2.0
#include "core/burial/account.h"

#include <algorithm>

#include "core/burial/plots.h"
#include "core/rules/rows.h"
#include "core/rules/unit_share.h"

namespace fangyuan {
namespace {

/// Deaths and people of the whole and of each unit.
struct Demand {
  std::shared_ptr<const Sums> people, deaths;  ///< deaths null: by rate
};

/// Sites of one unit.
struct Tally {
  std::size_t sites = 0, unknown = 0, used_unknown = 0, not_counted = 0, of_above = 0;
  std::optional<std::int64_t> places, left;

  void add(const CemeteryRow& row) {
    ++sites;
    if (!row.left) ++unknown;
    if (row.used_unknown) ++used_unknown;
    if (row.places) places = places.value_or(0) + *row.places;
    if (row.left) left = left.value_or(0) + *row.left;
  }
};

class Accountant {
 public:
  Accountant(const BurialSettings& settings, const RuleInputs& inputs,
             std::span<const RulePack> packs)
      : settings_(settings), inputs_(inputs), packs_(packs), area_(settings), sums_(inputs) {
    demand_.people = sums_.of({Quantity::Kind::group, settings.group}, {});
    if (!settings.deaths.empty())
      demand_.deaths = sums_.of({Quantity::Kind::statistic, settings.deaths}, {});
    std::vector<std::string> all;
    for (const auto& of_tier : settings.types)
      all.insert(all.end(), of_tier.begin(), of_tier.end());
    is_listed_ = supplied(all, inputs);
  }

  BurialAccount account() {
    BurialAccount out;
    for (std::size_t s = 0; s < inputs_.facilities.size(); ++s)
      if (auto row = cemetery_row(SiteId(s), inputs_.facilities[s], settings_, area_))
        out.sites.push_back(std::move(*row));
    Tally whole;
    for (const CemeteryRow& row : out.sites)
      row.counts ? whole.add(row) : void(++whole.not_counted);
    out.units.push_back(unit_row(UnitId::none(), whole));
    for (std::size_t l = 0; l < inputs_.units.layers.size(); ++l) add_layer(l, out);
    out.parameters = settings_.used();
    std::erase_if(out.parameters, [&](const UsedParameter& p) { return is_idle(p.id, out.sites); });
    return out;
  }

 private:
  /// Read of sites alone, and no site asked for it.
  static bool is_idle(const std::string& id, const std::vector<CemeteryRow>& sites) {
    const auto none = [&](const auto& wanted) { return std::ranges::none_of(sites, wanted); };
    if (id == "niche_m2")
      return none([](const CemeteryRow& r) { return r.from.find("floor") != std::string::npos; });
    for (const CemeteryTier tier :
         {CemeteryTier::city, CemeteryTier::county, CemeteryTier::township})
      if (id == std::string(to_string(tier)) + "_cemetery_mu")
        return none([&](const CemeteryRow& r) { return r.tier == tier; });
    return false;
  }

  /// bound by any of the settings' words; not_bound where none is of this layer.
  Binding bound(const Unit& unit, const UnitLayer& layer) const {
    Binding out = Binding::not_bound;
    for (const PresenceQuery& query : settings_.units) {
      if (query.tree != layer.tree || query.level != layer.level) continue;
      const Binding one = binding_of(unit, query);
      if (one == Binding::bound) return one;
      if (one == Binding::unknown) out = one;
    }
    return out;
  }

  void add_layer(std::size_t l, BurialAccount& out) {
    const UnitLayer& layer = inputs_.units.layers[l];
    std::vector<Tally> tallies(inputs_.units.all.size());
    for (const CemeteryRow& row : out.sites) {
      const auto& unit_of = inputs_.facilities[row.site.index()].unit_of;
      if (l >= unit_of.size() || !unit_of[l]) continue;
      Tally& tally = tallies[unit_of[l].index()];
      if (!row.counts)
        ++tally.not_counted;
      else if (level_of(*row.tier) < layer.level && *row.tier != CemeteryTier::any)
        ++tally.of_above;
      else
        tally.add(row);
    }
    for (const UnitId id : layer.units) {
      const Binding binding = bound(inputs_.units[id], layer);
      if (binding == Binding::not_bound) continue;
      if (binding == Binding::bound) {
        out.units.push_back(unit_row(id, tallies[id.index()]));
        continue;
      }
      BurialUnitRow unknown;
      unknown.unit = id;
      unknown.note = {"不知道单元的类别", "the unit's class is not told"};
      out.units.push_back(std::move(unknown));
    }
  }

  BurialUnitRow unit_row(UnitId unit, const Tally& tally) {
    BurialUnitRow row;
    row.unit = unit;
    add_demand(row);
    if (!is_listed_) {
      add_note(row.note, "没有提供公益性公墓的清单", "no list of public cemeteries was supplied");
      return row;
    }
    row.sites = tally.sites;
    row.sites_unknown = tally.unknown;
    tell(row, tally);
    row.places = tally.places;
    row.left = tally.left;
    if (tally.sites == 0) {
      if (const Text exempt = exemption(unit); !exempt.zh.empty()) {
        add_note(row.note, exempt.zh, exempt.en);
        return row;
      }
      row.places = row.left = 0;
    }
    if (row.left && row.demand) add_years(row);
    return row;
  }

  static void tell(BurialUnitRow& row, const Tally& t) {
    const auto n = [](std::size_t count) { return std::to_string(count); };
    if (t.sites == 0) add_note(row.note, "没有计入的公墓", "no cemetery counts");
    if (t.not_counted > 0)
      add_note(row.note, "另有 " + n(t.not_counted) + " 处不计入（原因见各处）",
               n(t.not_counted) + " more not counted (why: see the sites)");
    if (t.of_above > 0)
      add_note(row.note, "另有上级公墓 " + n(t.of_above) + " 处，不计入本级",
               n(t.of_above) + " of a higher tier in it, not counted here");
    if (t.unknown > 0)
      add_note(row.note, n(t.unknown) + " 处穴位不知，未计入",
               n(t.unknown) + " whose places are not known are left out");
    if (t.used_unknown > 0)
      add_note(row.note, n(t.used_unknown) + " 处已用穴位不知，按全部可用计",
               "used places of " + n(t.used_unknown) + " not told: all taken as free");
  }

  void add_demand(BurialUnitRow& row) const {
    const auto of = [&](const Sums& sums) {
      return row.unit ? sums.by_unit[row.unit.index()] : sums.whole;
    };
    if (demand_.people->known) row.people = of(*demand_.people).value_or(People());
    const Amount share = settings_.value("public_share"), one = Amount::from_whole(1);
    if (demand_.deaths) {
      row.deaths = of(*demand_.deaths);
      if (row.deaths)
        row.demand = scaled_nearest(*row.deaths, share, one);
      else if (!demand_.deaths->known)
        add_note(row.note, demand_.deaths->note.zh, demand_.deaths->note.en);
      else
        add_note(row.note, "死亡人数没有填全，需求不知",
                 "deaths are not told for all of it: demand not known");
    } else if (row.people) {
      const Amount rate = settings_.value("death_rate");
      row.deaths = yearly_demand(*row.people, rate, one);
      row.demand = yearly_demand(*row.people, rate, share);
    } else {
      add_note(row.note, demand_.people->note.zh, demand_.people->note.en);
    }
    if (row.demand) row.needed = scaled_nearest(*row.demand, settings_.value("service_years"), one);
  }

  void add_years(BurialUnitRow& row) const {
    row.years_left = years_left(*row.left, *row.demand);
    if (row.years_left)
      row.short_year = static_cast<int>(inputs_.date.year()) + 1 +
                       row.years_left->millionths() / Amount::kPerUnit;
    else
      add_note(row.note, "没有需求，不会用完", "no demand: never full");
    const Amount left = Amount::from_whole(*row.left);
    row.missing = *row.needed > left ? *row.needed - left : Amount();
    row.missing_mu = area_.mu_for(*row.missing);
  }

  /// Of the rules that ask this level for the cemeteries of its tier; empty: not exempt.
  Text exemption(UnitId unit) const {
    if (!unit) return {};
    const Level level = inputs_.units[unit].level;
    for (const RulePack& pack : packs_)
      for (const Rule& rule : pack.rules) {
        if (!rule.exemption || rule.query.level != level || !asks_for(rule, level)) continue;
        if (const ExemptionFinding found = exemption_of(rule, unit, inputs_); found.exempt)
          return found.note;
      }
    return {};
  }
  bool asks_for(const Rule& rule, Level level) const {
    for (std::size_t t = 0; t < kCemeteryTiers; ++t) {
      if (level_of(static_cast<CemeteryTier>(t)) != level) continue;
      for (const std::string& type : rule.query.types)
        if (std::ranges::find(settings_.types[t], type) != settings_.types[t].end()) return true;
    }
    return false;
  }

  const BurialSettings& settings_;
  const RuleInputs& inputs_;
  std::span<const RulePack> packs_;
  PlotArea area_;
  SumCache sums_;
  Demand demand_;
  bool is_listed_ = false;
};

}  // namespace

BurialAccount burial_account(const BurialSettings& settings, const RuleInputs& inputs,
                             std::span<const RulePack> packs) {
  return Accountant(settings, inputs, packs).account();
}

}  // namespace fangyuan
