// SPDX-License-Identifier: Apache-2.0
#include "sim/proposals/vetoes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/rules/indicators.h"
#include "geo/facilities/land_overlap.h"
#include "sim/proposals/write_proposal.h"

namespace fangyuan {
namespace {

/// The two lines of every spatial plan that no site may cross.
const std::vector<std::string> kAlways{"永久基本农田", "生态保护红线"};

/// A layer that sites are held against, and who asks.
struct Ban {
  std::string layer;
  double buffer_m = 0;
  bool beside = false;  ///< the text speaks of what is near, and of no distance
  std::string source;
  std::vector<const LandFeature*> features;
  bool supplied = false;
};

/// A size that one site of the type must have.
struct Least {
  std::string amount;
  Amount value;
  std::string source;
};

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Checker {
 public:
  Checker(const ProposalRequest& request, const Study& study, Problems& problems)
      : r_(request), study_(study), problems_(problems) {}

  void run(std::vector<ProposedSite>& sites) {
    if (sites.empty()) return;
    const auto& open = std::get<OpenSite>(sites.front().edit.action);
    type_ = open.site.type;
    if (r_.site.exclude) find_layers();
    find_sizes();
    for (ProposedSite& s : sites) {
      for (const Ban& ban : bans_) s.checks.push_back(against(ban, s));
      for (const Least& least : least_) s.checks.push_back(size(least, s));
    }
  }

 private:
  Ban& ban_of(const std::string& layer) {
    const auto at = std::ranges::find(bans_, layer, &Ban::layer);
    if (at != bans_.end()) return *at;
    bans_.push_back({layer, 0, false, "", {}, false});
    return bans_.back();
  }

  static std::string name_of(const LandSource& source) {
    if (!source.name.empty()) return source.name;
    return source.ref.layer.empty() ? source.ref.path : source.ref.layer;
  }

  /// All of the project's exclusions of a name (empty: all), each under its own name.
  void take_project(const std::string& name, double buffer_m) {
    std::size_t begin = 0;  // features follow their sources
    for (std::size_t i = 0; i < study_.project.land.size(); ++i) {
      const LandSource& source = study_.project.land[i];
      const auto features =
          std::span(study_.land.features).subspan(begin, study_.land.inputs[i].used);
      begin += features.size();
      if (source.role != LandRole::exclusion || (!name.empty() && source.name != name)) continue;
      Ban& ban = ban_of(name_of(source));
      ban.supplied = true;
      ban.buffer_m = std::max(ban.buffer_m, buffer_m);
      for (const LandFeature& f : features)
        if (!holds_feature(ban, f)) ban.features.push_back(&f);
    }
  }
  static bool holds_feature(const Ban& ban, const LandFeature& f) {
    return std::find(ban.features.begin(), ban.features.end(), &f) != ban.features.end();
  }

  void find_layers() {
    if (r_.site.exclusions.empty()) take_project("", 0);
    own_.reserve(r_.site.exclusions.size());  // keeps what the bans point at
    for (const ExclusionSource& e : r_.site.exclusions) {
      if (!e.layer) {
        take_project(e.land, e.buffer_m);
        continue;
      }
      LandSource source;
      source.ref = *e.layer;
      source.role = LandRole::exclusion;
      own_.push_back(read_land(std::span(&source, 1), *study_.frame, problems_));
      Ban& ban = ban_of(name_of(source));
      ban.supplied = true;
      ban.buffer_m = std::max(ban.buffer_m, e.buffer_m);
      for (const LandFeature& f : own_.back().features) ban.features.push_back(&f);
    }
    for (const RulePack& pack : study_.rules)
      for (const SitingBan& b : pack.bans) take_rule(b);
    for (const std::string& layer : r_.must_check.value_or(kAlways)) ban_of(layer);
  }

  bool applies(const std::string& jurisdiction) const {
    if (jurisdiction.empty() || jurisdiction == "全国") return true;
    const auto& all = study_.boundaries.units.all;
    return std::any_of(all.begin(), all.end(),
                       [&](const Unit& u) { return u.code.starts_with(jurisdiction); });
  }

  /// As `run` holds bans against sites that exist.
  void take_rule(const SitingBan& b) {
    const Date date = study_.project.date;
    if (!holds(b.types, type_) || !applies(b.jurisdiction)) return;
    if ((b.valid_from && date < *b.valid_from) ||
        (b.valid_to && *b.valid_to < date && !b.unconfirmed))
      return;
    take_named(b.layer);
    Ban& ban = ban_of(b.layer);
    ban.buffer_m = std::max(ban.buffer_m, b.buffer_m);
    ban.beside = ban.beside || (b.beside && b.buffer_m == 0);
    if (!ban.source.empty()) return;
    ban.source = b.source + (b.source_line.empty() ? "" : " " + b.source_line);
    if (b.unconfirmed) ban.source += "（待核对）";
  }

  /// Land of any role that carries the name, as rules look for it.
  void take_named(const std::string& layer) {
    const auto& names = study_.land.names;
    if (std::find(names.begin(), names.end(), layer) == names.end()) return;
    Ban& ban = ban_of(layer);
    ban.supplied = true;
    for (const LandFeature& f : study_.land.features)
      if (f.layer == layer && !holds_feature(ban, f)) ban.features.push_back(&f);
  }

  void find_sizes() {
    for (const auto& [amount, value] : r_.least)
      least_.push_back(
          {amount, value, r_.least_source.empty() ? "比选请求 / the request" : r_.least_source});
    for (const RulePack& pack : study_.rules)
      for (const Rule& rule : pack.rules) {
        if (!holds(rule.query.types, type_) || !applies(rule.jurisdiction)) continue;
        if ((rule.valid_from && study_.project.date < *rule.valid_from) ||
            (rule.valid_to && *rule.valid_to < study_.project.date))
          continue;
        const Claim* claim = rule.claims.empty() ? nullptr : &rule.claims.front();
        const std::string source =
            claim == nullptr ? rule.id : claim->source + " " + claim->source_line;
        for (const auto& [amount, value] : rule.query.at_least) take_least(amount, value, source);
        if (rule.metric == RuleMetric::land_area) take_least("land_mu", rule.minimum, source);
      }
  }

  /// The greatest of what several rules ask.
  void take_least(const std::string& amount, Amount value, const std::string& source) {
    const auto at = std::ranges::find(least_, amount, &Least::amount);
    if (at == least_.end())
      least_.push_back({amount, value, source});
    else if (at->value < value)
      *at = {amount, value, source};
  }

  SiteCheck against(const Ban& ban, const ProposedSite& s) const {
    SiteCheck c;
    c.kind = SiteCheck::Kind::layer;
    c.name = ban.layer;
    c.buffer_m = ban.buffer_m;
    c.source = ban.source;
    if (!ban.supplied) {
      c.words = {"未核：没有提供这个图层", "not checked: the layer was not supplied"};
      return c;
    }
    const LandOverlap overlap = land_overlap(ban.features, s.shape, ban.buffer_m, *study_.frame);
    if (s.has_outline()) c.area_m2 = overlap.area_m2;
    c.distance_m = overlap.distance_m;
    if (overlap.area_m2 > 0) {
      c.verdict = Verdict::veto;
      c.words = {fmt::format("占压 {} 平方米", whole_text(overlap.area_m2)),
                 fmt::format("{:.0f} m² of it lie on this layer", overlap.area_m2)};
    } else if (overlap.distance_m && *overlap.distance_m == 0 && !s.has_outline()) {
      c.verdict = Verdict::veto;
      c.words = {"点位在图层内（只有点，面积未知）",
                 "the point lies on this layer (a point: no area is known)"};
    } else if (overlap.distance_m && (ban.buffer_m > 0 || crosses_line(ban, s))) {
      c.verdict = Verdict::veto;
      c.words = *overlap.distance_m == 0
                    ? Text{"线状禁建要素穿过或贴着红线", "a line of this layer meets the red line"}
                    : Text{fmt::format("相距 {:.0f} 米，在 {:.0f} 米控制范围内",
                                       *overlap.distance_m, ban.buffer_m),
                           fmt::format("{:.0f} m away, within its {:.0f} m", *overlap.distance_m,
                                       ban.buffer_m)};
    } else if (!s.has_outline()) {
      c.words = {
          "未核：点位不在其内，但没有红线，用地范围没有比对",
          "not checked: the point is not on it, but there is no red line to hold against it"};
    } else if (ban.beside && ban.buffer_m == 0) {
      c.words = {"未核：没有占压；原文说“附近”“两侧”而没有距离",
                 "not checked: nothing lies on it; the text says near, and no distance"};
    } else {
      c.verdict = Verdict::clear;
      c.words = {"未见占压", "nothing of it lies on this layer"};
    }
    return c;
  }

  /// A road or a railway has no area to lie on.
  bool crosses_line(const Ban& ban, const ProposedSite& s) const {
    std::vector<const LandFeature*> lines;
    for (const LandFeature* f : ban.features)
      if (!f->lines.empty()) lines.push_back(f);
    return land_overlap(lines, s.shape, 0, *study_.frame).distance_m.has_value();
  }

  SiteCheck size(const Least& least, const ProposedSite& s) const {
    SiteCheck c;
    c.kind = SiteCheck::Kind::size;
    c.name = least.amount;
    c.asked = least.value;
    c.source = least.source;
    const auto& amounts = std::get<OpenSite>(s.edit.action).site.amounts;
    const auto at = amounts.find(least.amount);
    if (at == amounts.end()) {
      c.words = {fmt::format("未核：不知道{}，规定至少 {}", amount_zh(least.amount),
                             least.value.to_string()),
                 fmt::format("not checked: {} is not known; at least {} is asked", least.amount,
                             least.value.to_string())};
      return c;
    }
    c.has = at->second;
    const bool enough = !(at->second < least.value);
    c.verdict = enough ? Verdict::clear : Verdict::veto;
    const std::string has = fmt::format("{:.1f}", at->second.to_double());
    c.words = enough ? Text{fmt::format("{} {}，不少于规定的 {}", amount_zh(least.amount), has,
                                        least.value.to_string()),
                            fmt::format("{} {}, at least the {} that is asked", least.amount, has,
                                        least.value.to_string())}
                     : Text{fmt::format("{} {}，少于规定的 {}", amount_zh(least.amount), has,
                                        least.value.to_string()),
                            fmt::format("{} {}, less than the {} that is asked", least.amount, has,
                                        least.value.to_string())};
    return c;
  }

  const ProposalRequest& r_;
  const Study& study_;
  Problems& problems_;
  std::string type_;
  std::vector<Land> own_;
  std::vector<Ban> bans_;
  std::vector<Least> least_;
};

}  // namespace

std::string amount_zh(const std::string& amount) {
  static const std::map<std::string, std::string> kWords{{"land_mu", "用地（亩）"},
                                                         {"land_m2", "用地（平方米）"},
                                                         {"area_m2", "建筑面积（平方米）"},
                                                         {"beds", "床位"},
                                                         {"graves", "墓穴"}};
  const auto at = kWords.find(amount);
  return at == kWords.end() ? amount : at->second;
}

std::string_view to_string(Verdict verdict) {
  constexpr std::string_view kWords[] = {"clear", "unchecked", "veto"};
  return kWords[static_cast<std::size_t>(verdict)];
}

std::string_view to_string(SiteCheck::Kind kind) {
  return kind == SiteCheck::Kind::layer ? "layer" : "size";
}

Verdict ProposedSite::verdict() const {
  Verdict worst = checks.empty() ? Verdict::unchecked : Verdict::clear;
  for (const SiteCheck& c : checks) worst = std::max(worst, c.verdict);
  return worst;
}

void check_proposed_sites(const ProposalRequest& request, const Study& study,
                          std::vector<ProposedSite>& sites, Problems& problems) {
  Checker(request, study, problems).run(sites);
}

}  // namespace fangyuan
