// SPDX-License-Identifier: Apache-2.0
// co_location: the share of host sites that have a service in them (as a function) or beside them
// (a site of it within so many metres, in the project's CRS).
#include <algorithm>
#include <cmath>

#include "core/rules/quotient.h"

namespace fangyuan {
namespace {

bool near(const Facility& host, const Facility& guest, double within_m) {
  if (!host.place || !guest.place) return false;
  return std::hypot(host.place->xy.x - guest.place->xy.x, host.place->xy.y - guest.place->xy.y) <=
         within_m;
}

/// 1 for the whole and each unit of the host.
void book(Sums& sums, const Facility& host) {
  *sums.whole += Amount::from_whole(1);
  for (const UnitId u : host.unit_of)
    if (u) *sums.by_unit[u.index()] += Amount::from_whole(1);
}

}  // namespace

void co_location_rows(const Rule& rule, RuleContext& c) {
  const RuleInputs& in = c.inputs;
  PresenceQuery of_hosts = rule.query;
  of_hosts.types = rule.hosts;
  of_hosts.functions.clear();
  of_hosts.at_least.clear();
  for (const PresenceQuery* q : {&std::as_const(of_hosts), &rule.query})
    if (const Text why = not_supplied(*q, in); !why.zh.empty())
      return single_row(rule, c, RuleStatus::not_checked, why);
  Sums with, hosts;
  for (Sums* s : {&with, &hosts}) {
    s->known = true;
    s->whole = Amount();
    s->by_unit.assign(in.units.all.size(), Amount());
  }
  std::vector<const Facility*> guests;
  for (const Facility& f : in.facilities)
    if (counts_for(f, rule.query)) guests.push_back(&f);
  for (const Facility& host : in.facilities) {
    if (!counts_for(host, of_hosts) || !of_the_study(host)) continue;
    book(hosts, host);
    const bool has = counts_for(host, rule.query) ||
                     std::any_of(guests.begin(), guests.end(), [&](const Facility* guest) {
                       return near(host, *guest, rule.within_m);
                     });
    if (has) book(with, host);
  }
  quotient_rows(rule, c, lines_of(rule, in, with, hosts),
                {Amount::from_whole(1), "sites", true, ""});
}

}  // namespace fangyuan
