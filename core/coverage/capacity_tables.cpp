// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/capacity_tables.h"

#include <algorithm>
#include <numeric>

#include "core/base/parallel.h"
#include "core/filling/best_filling.h"
#include "core/filling/pairs.h"
#include "core/measures/floating_catchment.h"

namespace fangyuan {
namespace {

constexpr std::int64_t kThousand = 1000;

/// Pairs within a limit of the service, a few too many where the limit lies inside a bin.
std::uint64_t pairs_up_to(const CapacityStudy& s, const Nearest& nearest, Cost limit) {
  const std::size_t last = Nearest::bin_of(limit, s.limits.back());
  return std::accumulate(nearest.pairs.begin(),
                         nearest.pairs.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                         std::uint64_t{0});
}

BestColumns best_of(const CapacityStudy& s, const Measured& m, std::span<const FillPair> all,
                    Cost limit) {
  std::vector<FillPair> pairs;
  std::copy_if(all.begin(), all.end(), std::back_inserter(pairs), [&](const FillPair& p) {
    return p.cost <= limit && m.need[p.cell.index()] > Amount();
  });
  BestFilling best = fill_best({pairs, m.need, m.capacity});
  BestColumns columns{std::move(best.met), std::vector<Wide>(s.cells.size()), std::move(best.load)};
  for (const FillShare& share : best.shares)
    columns.cost[share.cell.index()] += Wide{share.amount.millionths()} * share.cost.value();
  return columns;
}

class Tables {
 public:
  Tables(const CapacityStudy& study, Measured& measured) : s_(study), m_(measured) {
    const auto group = find_group(s_.cells, s_.service.group);
    leading_ = group ? s_.cells.people[*group] : std::vector<People>(s_.cells.size());
  }

  CapacityTables run() {
    if (s_.catchment) {
      const Cost widest = std::max(s_.limits.back(), s_.catchment->limit);
      pairs_ = collect_pairs({s_.costs, s_.sites, widest, s_.caps.catchment});
      if (pairs_)
        add_access();
      else
        skip(catchment_limit(), false);
    }
    m_.best.resize(s_.limits.size());
    if (s_.service.best_filling) fill_all();
    pairs_.reset();
    for (std::size_t l = 0; l < s_.limits.size(); ++l) add_filling(l);
    return std::move(out_);
  }

 private:
  std::string catchment_limit() const {
    return s_.service.floating->limit.value_or(s_.service.limits.back()).to_string();
  }

  void skip(const std::string& limit, bool filling) {
    out_.skipped.push_back({s_.id, limit, filling, filling ? s_.caps.filling : s_.caps.catchment});
  }

  void fill_all() {
    std::vector<std::size_t> few;
    std::uint64_t sum = 0;
    for (std::size_t l = 0; l < s_.limits.size(); ++l) {
      const std::uint64_t pairs = pairs_up_to(s_, m_.nearest, s_.limits[l]);
      if (pairs <= s_.caps.filling)
        few.push_back(l), sum += pairs;
      else
        skip(s_.service.limits[l].to_string(), true);
    }
    if (few.empty()) return;
    if (!pairs_) pairs_ = collect_pairs({s_.costs, s_.sites, s_.limits[few.back()]});
    const auto fill_one = [&](std::size_t i) {
      m_.best[few[i]] = best_of(s_, m_, *pairs_, s_.limits[few[i]]);
    };
    if (sum <= s_.caps.filling)
      parallel_for(few.size(), fill_one);
    else  // one after the other, within the memory that the cap stands for
      for (std::size_t i = 0; i < few.size(); ++i) fill_one(i);
  }

  void add_filling(std::size_t limit) {
    const Filling& nearest = m_.fillings[limit];
    const std::optional<BestColumns>& best = m_.best[limit];
    const CellOutcome& outcome = m_.outcomes[limit];
    CellOutcome best_outcome{.state = outcome.state, .need = m_.need};
    if (best) best_outcome.met = best->met;
    const std::size_t first = out_.filling.size();
    for (const TableLayout::Row& r : s_.layout.rows()) {
      FillingRow& row = out_.filling.emplace_back();
      row.service = s_.id;
      row.limit = s_.service.limits[limit].to_string();
      row.measure = s_.measure;
      row.by_time = s_.by_time;
      row.unit_layer = r.unit_layer;
      row.unit = r.unit;
      if (best) row.best = Amount(), row.served_best = People(), row.best_cost = 0;
    }
    for (std::size_t c = 0; c < s_.cells.size(); ++c) {
      const CellId cell(c);
      const People served = served_in(outcome, cell, leading_[c]);
      const People served_best = best ? served_in(best_outcome, cell, leading_[c]) : People();
      for (const std::uint32_t r : s_.layout.rows_of(cell)) {
        FillingRow& row = out_.filling[first + r];
        row.need += m_.need[c];
        if (outcome.state[c] == CellState::in_reach) row.need_in_reach += m_.need[c];
        row.nearest_first += nearest.met[c];
        row.served += served;
        row.nearest_first_cost += nearest.cost[c];
        if (!best) continue;
        *row.best += best->met[c];
        *row.served_best += served_best;
        *row.best_cost += best->cost[c];
      }
    }
  }

  void add_access() {
    const FloatingCatchment found = floating_catchment({.pairs = *pairs_,
                                                        .people = leading_,
                                                        .supply = m_.capacity,
                                                        .limit = s_.catchment->limit,
                                                        .decay = s_.catchment->decay});
    ServiceAccess& places = out_.places.emplace();
    places.service = s_.id;
    places.places_without_people = found.supply_without_people;
    for (const Amount a : m_.capacity) places.places += a;
    // Whole millionths from here on. A place for next to nobody is capped far beyond any meaning.
    for (const double access : found.access)
      places.per_thousand.push_back(Amount::from_double(std::min(access * kThousand, 9e12)));
    for (const TableLayout::Row& r : s_.layout.rows()) {
      AccessRow& row = out_.access.emplace_back();
      row.service = s_.id;
      row.limit = catchment_limit();
      row.measure = s_.measure;
      row.unit_layer = r.unit_layer;
      row.unit = r.unit;
    }
    std::vector<Wide> sums(out_.access.size());  // millionths²
    for (std::size_t c = 0; c < s_.cells.size(); ++c) {
      if (leading_[c] == People()) continue;
      const Amount value = places.per_thousand[c];
      for (const std::uint32_t r : s_.layout.rows_of(CellId(c))) {
        AccessRow& row = out_.access[r];
        row.people += leading_[c];
        if (value == Amount()) row.none += leading_[c];
        row.lowest = row.lowest ? std::min(*row.lowest, value) : value;
        sums[r] += Wide{leading_[c].millionths()} * value.millionths();
      }
    }
    for (std::size_t r = 0; r < sums.size(); ++r) {
      const Wide people = out_.access[r].people.millionths();
      if (people > 0)
        out_.access[r].mean = Amount::from_millionths(
            static_cast<std::int64_t>((2 * sums[r] + people) / (2 * people)));
    }
  }

  const CapacityStudy& s_;
  Measured& m_;
  std::vector<People> leading_;
  std::optional<std::vector<FillPair>> pairs_;
  CapacityTables out_;
};

}  // namespace

CapacityTables capacity_tables(const CapacityStudy& study, Measured& measured) {
  return Tables(study, measured).run();
}

}  // namespace fangyuan
