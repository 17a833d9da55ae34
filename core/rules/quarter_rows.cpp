// SPDX-License-Identifier: Apache-2.0
// floor_area of new or of existing quarters: estate by estate, never mixed with each other.
#include "core/rules/quotient.h"

namespace fangyuan {

void quarter_rows(const Rule& rule, RuleContext& c) {
  if (!c.inputs.estates)
    return single_row(rule, c, RuleStatus::not_checked,
                      {"没有提供居住小区（[[land]] role = \"estate\"）",
                       "no estates were supplied ([[land]] role = \"estate\")"});
  if (const Text why = not_supplied(rule.query, c.inputs); !why.zh.empty())
    return single_row(rule, c, RuleStatus::not_checked, why);
  const bool wants_new = rule.quarter == QuarterKind::new_built;
  struct Line {
    const Estate* estate;
    std::optional<Amount> area;
  };
  std::vector<Line> estates;
  QuotientLine whole{UnitId::none(), Amount(), Amount()};
  for (const Estate& e : *c.inputs.estates) {
    if (e.is_new != wants_new) continue;
    std::optional<Amount> area = Amount();
    for (const std::size_t s : e.sites) {
      const Facility& f = c.inputs.facilities[s];
      if (!counts_for(f, rule.query)) continue;
      const auto told = amount_of(f, rule.amount.name);
      if (!told) area.reset();  // a site whose area is not told: the estate is undecided
      if (area && told) *area += *told;
    }
    estates.push_back({&e, area});
    if (whole.top && area) *whole.top += *area;
    if (!area) whole.top.reset();
    if (whole.bottom && e.households) *whole.bottom += *e.households;
    if (!e.households) whole.bottom.reset();
  }
  if (estates.empty())
    return single_row(rule, c, RuleStatus::not_binding,
                      {wants_new ? "没有新建小区" : "没有旧城区和已建小区",
                       wants_new ? "there are no new estates" : "there are no existing estates"});
  const QuotientStyle style{rule.per, gap_unit_of(rule.amount), false, ""};
  for (const Claim& claim : rule.claims) {
    Rule one_claim = rule;
    one_claim.claims = {claim};
    quotient_rows(one_claim, c, {whole}, style);
    const std::size_t all = c.out.size() - 1;
    std::int64_t failing = 0;
    Amount missing;
    for (const Line& line : estates) {
      quotient_rows(one_claim, c, {{UnitId::none(), line.area, line.estate->households}}, style);
      IndicatorRow& row = c.out.back();
      row.base.reset();
      row.level = "estate";
      row.code = line.estate->code;
      row.unit = line.estate->name;
      const bool fails = row.gap && *row.gap > Amount();
      failing += fails ? 1 : 0;
      if (fails) missing += *row.gap;
    }
    // Every estate must comply: floor area to spare in one is none in another.
    if (failing > 0 && c.out[all].status == RuleStatus::met)
      c.out[all].status = judge(false, claim, c.inputs.date);
    if (failing > 0) c.out[all].gap = missing;
    c.out[all].note = {
        std::to_string(failing) + " 个小区不达标，共 " + std::to_string(estates.size()) + " 个",
        std::to_string(failing) + " of " + std::to_string(estates.size()) + " estates miss it"};
  }
}

}  // namespace fangyuan
