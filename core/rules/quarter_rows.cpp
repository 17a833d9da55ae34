// SPDX-License-Identifier: Apache-2.0
// Estate by estate: floor_area of new or of existing quarters, never mixed with each other, and
// estate_share, the share of the estates that have so much per so many households.
#include "core/rules/quotient.h"
#include "core/rules/unit_share.h"

namespace fangyuan {
namespace {

struct EstateArea {
  const Estate* estate;
  std::optional<Amount> area;  ///< absent: a site inside does not tell its own
};

bool is_asked(const Estate& e, QuarterKind kind) {
  return kind == QuarterKind::any || e.is_new == (kind == QuarterKind::new_built);
}

/// Of the quarters that the rule asks for. Absent where that cannot be judged, which is told.
std::optional<std::vector<EstateArea>> estate_areas(const Rule& rule, RuleContext& c) {
  const auto tell = [&](RuleStatus status, const Text& why) {
    single_row(rule, c, status, why);
    return std::nullopt;
  };
  if (!c.inputs.estates)
    return tell(RuleStatus::not_checked, {"没有提供居住小区（[[land]] role = \"estate\"）",
                                          "no estates were supplied ([[land]] role = \"estate\")"});
  if (const Text why = not_supplied(rule.query, c.inputs); !why.zh.empty())
    return tell(RuleStatus::not_checked, why);
  std::vector<EstateArea> out;
  for (const Estate& e : *c.inputs.estates) {
    if (!is_asked(e, rule.quarter)) continue;
    std::optional<Amount> area = Amount();
    for (const std::size_t s : e.sites) {
      const Facility& f = c.inputs.facilities[s];
      if (!counts_for(f, rule.query)) continue;
      const auto told = amount_of(f, rule.amount.name);
      if (!told) area.reset();  // a site whose area is not told: the estate is undecided
      if (area && told) *area += *told;
    }
    out.push_back({&e, area});
  }
  if (!out.empty()) return out;
  const bool wants_new = rule.quarter == QuarterKind::new_built;
  return tell(RuleStatus::not_binding,
              rule.quarter == QuarterKind::any ? Text{"没有居住小区", "there are no estates"}
              : wants_new ? Text{"没有新建小区", "there are no new estates"}
                          : Text{"没有旧城区和已建小区", "there are no existing estates"});
}

void name_estate(IndicatorRow& row, const Estate& estate) {
  row.base.reset();
  row.level = "estate";
  row.code = estate.code;
  row.unit = estate.name;
}

Text failing_note(std::int64_t failing, std::size_t all) {
  return {std::to_string(failing) + " 个小区不达标，共 " + std::to_string(all) + " 个",
          std::to_string(failing) + " of " + std::to_string(all) + " estates miss it"};
}

UnitVerdict verdict_of(const EstateArea& e, const Rule& rule) {
  UnitVerdict v;
  v.kind = UnitVerdict::Kind::unknown;
  v.target = rule.minimum;
  v.gap_unit = gap_unit_of(rule.amount);
  const Quotient q{e.area.value_or(Amount()), e.estate->households.value_or(Amount()), rule.per};
  if (!e.area) {
    v.note = {"小区内有设施没有填面积", "a site inside does not tell its area"};
  } else if (!q.defined()) {
    v.note = {"小区没有填户数", "the households are not told"};
  } else {
    v.value = q.value();
    v.gap = q.missing(Comparator::at_least, rule.minimum, false);
    v.kind = q.holds(Comparator::at_least, rule.minimum) ? UnitVerdict::Kind::complies
                                                         : UnitVerdict::Kind::fails;
  }
  return v;
}

}  // namespace

void quarter_rows(const Rule& rule, RuleContext& c) {
  const auto estates = estate_areas(rule, c);
  if (!estates) return;
  QuotientLine whole{UnitId::none(), Amount(), Amount()};
  for (const EstateArea& e : *estates) {
    if (whole.top && e.area) *whole.top += *e.area;
    if (!e.area) whole.top.reset();
    if (whole.bottom && e.estate->households) *whole.bottom += *e.estate->households;
    if (!e.estate->households) whole.bottom.reset();
  }
  const QuotientStyle style{rule.per, gap_unit_of(rule.amount), false, ""};
  for (const Claim& claim : rule.claims) {
    Rule one_claim = rule;
    one_claim.claims = {claim};
    quotient_rows(one_claim, c, {whole}, style);
    const std::size_t all = c.out.size() - 1;
    std::int64_t failing = 0;
    Amount missing;
    for (const EstateArea& e : *estates) {
      quotient_rows(one_claim, c, {{UnitId::none(), e.area, e.estate->households}}, style);
      IndicatorRow& row = c.out.back();
      name_estate(row, *e.estate);
      const bool fails = row.gap && *row.gap > Amount();
      failing += fails ? 1 : 0;
      if (fails) missing += *row.gap;
    }
    // Every estate must comply: floor area to spare in one is none in another.
    if (failing > 0 && c.out[all].status == RuleStatus::met)
      c.out[all].status = judge(false, claim, c.inputs.date);
    if (failing > 0) c.out[all].gap = missing;
    c.out[all].note = failing_note(failing, estates->size());
  }
}

void estate_share_rows(const Rule& rule, RuleContext& c) {
  const auto estates = estate_areas(rule, c);
  if (!estates) return;
  std::vector<UnitVerdict> verdicts;
  Tally tally;
  for (const EstateArea& e : *estates) {
    verdicts.push_back(verdict_of(e, rule));
    tally.add(verdicts.back().kind);
  }
  for (const Claim& claim : rule.claims) {
    IndicatorRow whole = share_row(rule, claim, c.inputs, UnitId::none(), tally);
    whole.gap_unit = "estates";
    const Text failing = failing_note(tally.bound - tally.complying - tally.unknown,
                                      static_cast<std::size_t>(tally.bound));
    whole.note = {failing.zh + (whole.note.zh.empty() ? "" : "；" + whole.note.zh),
                  failing.en + (whole.note.en.empty() ? "" : "; " + whole.note.en)};
    c.out.push_back(std::move(whole));
    for (std::size_t e = 0; e < estates->size(); ++e) {
      c.out.push_back(unit_row(rule, claim, c.inputs, verdicts[e]));
      name_estate(c.out.back(), *(*estates)[e].estate);
    }
  }
}

}  // namespace fangyuan
