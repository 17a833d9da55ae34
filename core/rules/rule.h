// SPDX-License-Identifier: Apache-2.0
// A plan's rule (指标): what it counts, whom it binds, what it demands by when, and where it is
// written. Packs are read from TOML by sim/project; docs/rule-packs.md is the schema.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/amount.h"
#include "core/base/date.h"
#include "core/coverage/presence.h"
#include "core/rules/metric.h"
#include "core/study/service.h"

namespace fangyuan {

/// A document that claims are taken from.
struct RuleSource {
  std::string id;
  std::string name;    ///< of the document
  std::string file;    ///< its text among the seeds, or empty
  bool draft = false;  ///< 征求意见稿
};

/// What one source says about a rule. Several sources that disagree stay several claims.
struct Claim {
  std::optional<int> base_year = {};
  std::optional<Amount> base = {};    ///< shares as 0–1
  bool base_estimated = false;        ///< 预计值, not a completed one
  std::optional<Amount> target = {};  ///< absent where the metric reckons it
  std::string target_text = {};       ///< where the plan writes words (应保尽保), they are kept
  bool is_share = false;              ///< base and target are shares
  Comparator comparator = Comparator::at_least;
  std::optional<Date> due = {};  ///< the last day on which the target may still be reached
  std::string attribute = {};    ///< 约束性, 预期性, or empty
  std::string modality = {};     ///< 力争, 基本, 可 …, or empty
  std::string source = {};       ///< the document, marked where it is a draft
  std::string source_file = {};
  std::string source_line = {};  ///< "L178", "L211-213"
  std::string quote = {};        ///< the plan's own sentence
  std::string confidence = {};   ///< grade A, B, C, D, M, K+, K, K- as the pack gives it
  bool draft = false;            ///< of a consultation draft

  /// Neither read in the document itself nor in a plan in force: printed as 待核对.
  bool unconfirmed() const;
};

/// One service area that a rule asks for. Several hold at once.
struct RuleCircle {
  std::vector<std::string> types;
  std::vector<Status> statuses = {Status::in_use, Status::accepted};
  Mode mode = Mode::walk;
  std::optional<double> speed_mps = {};
  Limit limit;
  Direction direction = Direction::to_facility;
  std::optional<std::pair<Tree, Level>> own_unit = {};
  friend bool operator==(const RuleCircle&, const RuleCircle&) = default;
};

/// Sites count only as many as lie in different units of `level` and, seen from the unit's middle
/// or its site of type `from`, at least `angle_deg` apart.
struct Spread {
  Level level = Level::township;
  double angle_deg = 0;
  std::vector<std::string> from = {};  ///< empty: the unit's label point
};

/// One layer of a set (六助, 五个全覆盖), or one of two ways to comply (站或专干): a site, or where
/// `amount` is given at least `minimum` of it.
struct SetMember {
  std::string name;
  PresenceQuery query;
  Quantity amount = {};
  Amount minimum = Amount::from_whole(1);
};

/// A unit of the rule's level need not comply when it hosts a site of `hosts` and the project names
/// the approval (its [[exemptions]], with a document number).
struct Exemption {
  std::vector<std::string> hosts;
  std::string source = {};
  std::string source_line = {};
};

enum class QuarterKind { any, new_built, existing };

struct Rule {
  std::string id;    ///< unique among the packs of a project: "presence-basics/street-care"
  std::string name;  ///< in the plan's own words
  RuleMetric metric = RuleMetric::presence;
  /// Types, functions, states, tree, level, classes. Where a metric needs no units, level and
  /// classes say for which units a row is wanted besides the whole study.
  PresenceQuery query;
  bool has_level = true;          ///< false: only the whole study is judged
  std::string denominator;        ///< in words: 街道, 乡镇（街道）, 老年人
  std::string jurisdiction = {};  ///< code prefix whose plan it is: "4102"
  std::optional<Date> valid_from = {}, valid_to = {};
  std::vector<std::string> covers = {};  ///< ids in the extracts: "SP-37"
  std::string plan_row = {};             ///< "专栏2 第8行"

  Quantity amount = {};  ///< what is summed
  /// What the amount's numbers count, one of count_words(); empty: what its name says. Only money
  /// (yuan) comes in fractions.
  std::string counts = {};
  Quantity whole = {};                   ///< share, ratio, minimum: what it is divided by
  Amount times = Amount::from_whole(1);  ///< amount × times ÷ whole
  std::string group = {};                ///< whose people, households or need
  /// per_people, floor_area, estate_share, one_per: 1000, 100, 100, 300000
  Amount per = Amount::from_whole(1);
  Amount need = Amount::from_whole(1);  ///< supply_demand: share of the group that needs one
  /// land_area: 亩; amount_per_unit: of `amount`; estate_share: of it per so many households
  Amount minimum = {};
  std::uint32_t sites_needed = 1;           ///< presence, land_area
  Rounding rounding = Rounding::up;         ///< one_per
  std::optional<Spread> spread = {};        ///< presence, one_per
  QuarterKind quarter = QuarterKind::any;   ///< floor_area, estate_share
  std::vector<RuleCircle> circles = {};     ///< reach, land_reach, blank_spot
  std::vector<Measure> measures = {};       ///< reach, land_reach
  std::vector<SetMember> members = {};      ///< completeness, either_or
  std::vector<std::string> hosts = {};      ///< co_location
  double within_m = 0;                      ///< co_location
  std::optional<Exemption> exemption = {};  ///< presence, land_area
  std::vector<Claim> claims;                ///< at least one
};

/// A siting ban (禁建): a layer in or near which no site of some types may stand.
struct SitingBan {
  std::string id;     ///< "pack/ban"
  std::string name;   ///< 永久基本农田
  std::string layer;  ///< the `name` that exclusion layers of the project carry
  double buffer_m = 0;
  /// The text speaks of what lies near; without a buffer it then gives no distance, and that no
  /// site stands on the layer is no pass.
  bool beside = false;
  std::vector<std::string> types;
  std::string jurisdiction = {};
  std::optional<Date> valid_from = {}, valid_to = {};
  std::string source = {}, source_line = {}, confidence = {};
  bool unconfirmed = false;  ///< printed as 待核对
};

struct RulePack {
  std::string id;
  std::string name;
  std::string file;    ///< where it was read, as the user would recognise it
  bool draft = false;  ///< 征求意见稿
  std::vector<RuleSource> sources;
  std::vector<Rule> rules;
  std::vector<SitingBan> bans;
};

}  // namespace fangyuan
