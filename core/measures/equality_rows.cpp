// SPDX-License-Identifier: Apache-2.0
#include "core/measures/equality_rows.h"

#include <algorithm>
#include <array>

namespace fangyuan {
namespace {

using std::string_view_literals::operator""sv;
constexpr std::array kUrban{"街道"sv, "社区"sv, "市辖区"sv};
constexpr std::array kRural{"镇"sv, "乡"sv, "民族乡"sv, "村"sv, "县"sv, "县级市"sv, "自治县"sv};
constexpr std::size_t kNoGroup = ~std::size_t{0};

struct UnitOf {
  UnitId unit;
  UnitValue value;
};

/// What the rows of one service, limit, measure and level say, with the row that is to be.
struct Spread {
  EqualityRow row;
  std::vector<UnitOf> units;
};

bool is_low_worst(EqualityOf of) {
  return of == EqualityOf::share_served || of == EqualityOf::places_per_thousand;
}

class Rows {
 public:
  explicit Rows(const EqualityInputs& inputs) : in_(inputs) {}

  std::vector<EqualityRow> run() {
    for (const CoverageRow& row : in_.coverage) add(row);
    for (const AccessRow& row : in_.access) add(row);
    std::stable_sort(spreads_.begin(), spreads_.end(), [](const Spread& a, const Spread& b) {
      return a.row.service < b.row.service;
    });
    std::vector<EqualityRow> rows;
    for (Spread& s : spreads_)
      if (s.units.size() >= 2) rows.push_back(finished(s));
    return rows;
  }

 private:
  void add(const CoverageRow& row) {
    if (!row.unit_layer || !row.unit ||
        in_.cells.groups[row.group] != in_.services[row.service.index()].group)
      return;
    EqualityRow head = head_of(row);
    const Parts& p = row.parts;
    Spread& shares = spread(head);
    if (p.total > People())
      shares.units.push_back(
          {row.unit, {scaled_nearest(Amount::from_whole(1), p.served, p.total), p.total}});
    const auto& mean = row.mean_ms ? row.mean_ms : row.mean_mm;
    if (!mean) return;
    head.of = row.mean_ms ? EqualityOf::mean_time : EqualityOf::mean_length;
    const auto thousandths = static_cast<std::int64_t>(*mean);
    spread(head).units.push_back(
        {row.unit,
         {Amount::from_millionths(thousandths * 1000), p.total - p.out_of_reach - p.unconnected}});
  }

  void add(const AccessRow& row) {
    if (!row.unit_layer || !row.unit) return;
    EqualityRow head = head_of(row);
    head.of = EqualityOf::places_per_thousand;
    Spread& places = spread(head);
    if (row.mean) places.units.push_back({row.unit, {*row.mean, row.people}});
  }

  template <class Row>
  static EqualityRow head_of(const Row& row) {
    EqualityRow head;
    head.service = row.service;
    head.limit = row.limit;
    head.measure = row.measure;
    head.unit_layer = *row.unit_layer;
    return head;
  }

  /// The one with this head: rows of a table stand together, so that it is among the last.
  Spread& spread(const EqualityRow& head) {
    const auto it = std::find_if(spreads_.rbegin(), spreads_.rend(), [&](const Spread& s) {
      return s.row.service == head.service && s.row.limit == head.limit &&
             s.row.measure == head.measure && s.row.of == head.of &&
             s.row.unit_layer == head.unit_layer;
    });
    if (it != spreads_.rend()) return *it;
    return spreads_.emplace_back(Spread{head, {}});
  }

  /// The unit's forebear on a layer.
  std::size_t above(UnitId unit, const UnitLayer& layer) const {
    for (UnitId u = in_.units[unit].parent; u; u = in_.units[u].parent)
      if (in_.units[u].tree == layer.tree && in_.units[u].level == layer.level) return u.index();
    return kNoGroup;
  }

  EqualityRow finished(Spread& s) const {
    EqualityRow row = std::move(s.row);
    std::vector<UnitValue> values;
    for (const UnitOf& u : s.units) {
      values.push_back(u.value);
      row.people += u.value.people;
    }
    row.units = values.size();
    row.mean = mean_value(values).value_or(0);
    row.gini = gini(values);
    const Worst worst = is_low_worst(row.of) ? Worst::lowest : Worst::highest;
    row.people_in_worst_tenth = people_in_worst_tenth(values, worst);
    if (worst == Worst::lowest) row.share_of_worst_tenth = share_of_worst_tenth(values);

    const auto& layers = in_.units.layers;
    const bool has_above =
        row.unit_layer > 0 && layers[row.unit_layer - 1].tree == layers[row.unit_layer].tree;
    for (std::size_t i = 0; has_above && i < values.size(); ++i)
      values[i].group = above(s.units[i].unit, layers[row.unit_layer - 1]);
    const bool apart = std::any_of(values.begin(), values.end(), [&](const UnitValue& v) {
      return v.group != values.front().group;
    });
    if (const auto t = theil(values)) {
      row.theil = t->total;
      if (apart) row.theil_between = t->between, row.theil_within = t->within;
    }

    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto settlement = settlement_of(in_.units[s.units[i].unit]);
      values[i].group = settlement ? static_cast<std::size_t>(*settlement) : kNoGroup;
    }
    row.gap = gap_between(values, static_cast<std::size_t>(Settlement::urban),
                          static_cast<std::size_t>(Settlement::rural));
    return row;
  }

  const EqualityInputs& in_;
  std::vector<Spread> spreads_;
};

}  // namespace

std::string_view to_string(EqualityOf of) {
  static constexpr std::array kWords{"share_served"sv, "mean_time_s"sv, "mean_m"sv,
                                     "places_per_thousand"sv};
  return kWords[static_cast<std::size_t>(of)];
}

std::optional<Settlement> settlement_of(const Unit& unit) {
  const auto is = [&](const auto& words) {
    return std::find(words.begin(), words.end(), unit.unit_class) != words.end();
  };
  if (is(kUrban)) return Settlement::urban;
  if (is(kRural)) return Settlement::rural;
  return std::nullopt;
}

std::vector<EqualityRow> equality_rows(const EqualityInputs& inputs) { return Rows(inputs).run(); }

}  // namespace fangyuan
