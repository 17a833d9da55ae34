// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/tally.h"

#include <algorithm>
#include <cassert>

#include "core/coverage/capacity.h"
#include "core/coverage/live_pieces.h"

namespace fangyuan {

__extension__ using Wide = __int128;

Parts& Parts::operator+=(const Parts& o) {
  total += o.total;
  served += o.served;
  no_capacity += o.no_capacity;
  out_of_reach += o.out_of_reach;
  unconnected += o.unconnected;
  return *this;
}

People served_in(const CellOutcome& outcome, CellId cell, People people) {
  if (outcome.state[cell.index()] != CellState::in_reach) return {};
  if (outcome.need.empty()) return people;
  return served_of(people, outcome.met[cell.index()], outcome.need[cell.index()]);
}

namespace {

CellState joint_state(std::span<const CellOutcome* const> members, CellId cell) {
  CellState joint = CellState::in_reach;
  for (const CellOutcome* m : members) joint = std::max(joint, m->state[cell.index()]);
  return joint;
}

Parts parts_of(std::span<const CellOutcome* const> members, CellState state, CellId cell,
               People people) {
  Parts parts;
  parts.total = people;
  switch (state) {
    case CellState::in_reach:
      parts.served = people;
      for (const CellOutcome* m : members)
        parts.served = std::min(parts.served, served_in(*m, cell, people));
      parts.no_capacity = people - parts.served;
      break;
    case CellState::out_of_reach:
      parts.out_of_reach = people;
      break;
    case CellState::unconnected:
      parts.unconnected = people;
      break;
  }
  return parts;
}

}  // namespace

Parts parts_in(std::span<const CellOutcome* const> members, CellId cell, People people) {
  return parts_of(members, joint_state(members, cell), cell, people);
}

std::vector<Parts> tally_parts(const TableLayout& layout,
                               std::span<const CellOutcome* const> members, std::size_t group) {
  std::vector<Parts> rows(layout.rows().size());
  for (std::size_t c = 0; c < layout.cell_count(); ++c) {
    const People people = layout.people(CellId(c))[group];
    if (people == People()) continue;
    const Parts parts = parts_in(members, CellId(c), people);
    for (const std::uint32_t row : layout.rows_of(CellId(c))) rows[row] += parts;
  }
  return rows;
}

TableLayout::TableLayout(const Units& units, const Cells& cells)
    : per_cell_(units.layers.size() + 1), groups_(cells.groups.size()), cells_(cells.size()) {
  row_of_.resize(cells_ * per_cell_);
  rows_.push_back({std::nullopt, UnitId::none()});
  std::vector<std::uint32_t> row_of_unit(units.all.size());
  for (std::size_t l = 0; l < units.layers.size(); ++l) {
    for (const UnitId u : units.layers[l].units) {
      row_of_unit[u.index()] = static_cast<std::uint32_t>(rows_.size());
      rows_.push_back({l, u});
    }
    const auto of_none = static_cast<std::uint32_t>(rows_.size());
    bool some_have_none = false;
    for (std::size_t c = 0; c < cells_; ++c) {
      const UnitId u = cells.unit_of[l][c];
      some_have_none = some_have_none || u.is_none();
      row_of_[c * per_cell_ + l + 1] = u.is_none() ? of_none : row_of_unit[u.index()];
    }
    if (some_have_none) rows_.push_back({l, UnitId::none()});
  }
  people_.resize(cells_ * groups_);
  for (std::size_t g = 0; g < groups_; ++g)
    for (std::size_t c = 0; c < cells_; ++c) people_[c * groups_ + g] = cells.people[g][c];
}

CostColumn::CostColumn(std::vector<Cost> costs) : cost(std::move(costs)) {
  for (std::size_t c = 0; c < cost.size(); ++c)
    if (cost[c].reached()) sorted.emplace_back(c);
  std::sort(sorted.begin(), sorted.end(), [&](CellId a, CellId b) {
    const Cost ca = cost[a.index()], cb = cost[b.index()];
    return ca != cb ? ca < cb : a < b;
  });
}

namespace {

struct Summary {
  std::optional<std::uint64_t> mean, p90;
};

/// A tally's counters: one per row and group.
class Table {
 public:
  Table(const TableLayout& layout, const TallyRequest& request)
      : layout_(layout), r_(request), state_(layout.cell_count()) {
    const std::size_t n = layout.rows().size() * layout.group_count();
    parts_.resize(n);
    within_.resize(n);
    for (std::size_t c = 0; c < state_.size(); ++c) state_[c] = joint_state(r_.members, CellId(c));
  }

  void count() {
    for (std::size_t c = 0; c < state_.size(); ++c) {
      const CellId cell(c);
      const auto people = layout_.people(cell);
      for (std::size_t g = 0; g < people.size(); ++g) {
        if (people[g] == People()) continue;
        const Parts parts = parts_of(r_.members, state_[c], cell, people[g]);
        const bool in_reach = state_[c] == CellState::in_reach;
        for (const std::uint32_t row : layout_.rows_of(cell)) {
          parts_[at(row, g)] += parts;
          if (in_reach) within_[at(row, g)] += people[g];
        }
      }
    }
  }

  std::vector<Summary> summarise(const CostColumn* column) const {
    std::vector<Summary> result(parts_.size());
    if (column == nullptr) return result;
    std::vector<Wide> sum(parts_.size());
    std::vector<People> up_to(parts_.size());
    for (const CellId cell : column->sorted) {
      if (state_[cell.index()] != CellState::in_reach) continue;
      const std::uint32_t cost = column->cost[cell.index()].value();
      const auto people = layout_.people(cell);
      for (std::size_t g = 0; g < people.size(); ++g) {
        if (people[g] == People()) continue;
        const Wide weighted = Wide{people[g].millionths()} * cost;
        for (const std::uint32_t row : layout_.rows_of(cell)) {
          const std::size_t i = at(row, g);
          sum[i] += weighted;
          up_to[i] += people[g];
          if (!result[i].p90 &&
              Wide{up_to[i].millionths()} * 10 >= Wide{within_[i].millionths()} * 9)
            result[i].p90 = cost;
        }
      }
    }
    for (std::size_t i = 0; i < result.size(); ++i)
      if (const std::int64_t n = within_[i].millionths(); n > 0)
        result[i].mean = static_cast<std::uint64_t>((2 * sum[i] + n) / (2 * Wide{n}));
    return result;
  }

  std::vector<CoverageRow> rows() const {
    const auto time = summarise(r_.time_ms), length = summarise(r_.length_mm);
    std::vector<CoverageRow> rows;
    rows.reserve(parts_.size());
    for (std::size_t row = 0; row < layout_.rows().size(); ++row)
      for (std::size_t g = 0; g < layout_.group_count(); ++g) {
        const std::size_t i = at(row, g);
        rows.push_back({.service = r_.service,
                        .limit = r_.limit,
                        .measure = r_.measure,
                        .unit_layer = layout_.rows()[row].unit_layer,
                        .unit = layout_.rows()[row].unit,
                        .group = g,
                        .parts = parts_[i],
                        .mean_ms = time[i].mean,
                        .p90_ms = time[i].p90,
                        .mean_mm = length[i].mean,
                        .p90_mm = length[i].p90});
      }
    return rows;
  }

 private:
  std::size_t at(std::size_t row, std::size_t group) const {
    return row * layout_.group_count() + group;
  }

  const TableLayout& layout_;
  const TallyRequest& r_;
  std::vector<CellState> state_;
  std::vector<Parts> parts_;
  std::vector<People> within_;
};

}  // namespace

std::vector<CoverageRow> tally(const TableLayout& layout, const TallyRequest& request) {
  assert(!request.members.empty());
  Table table(layout, request);
  table.count();
  return table.rows();
}

}  // namespace fangyuan
