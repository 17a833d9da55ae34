// SPDX-License-Identifier: Apache-2.0
#include "core/filling/transport.h"

#include <algorithm>
#include <stdexcept>

#include "core/base/wide.h"

namespace fangyuan {
namespace {

void check(const BestFillRequest& request) {
  for (const FillPair& p : request.pairs)
    if (p.cell.is_none() || p.cell.index() >= request.need.size() ||
        p.rank >= request.capacity.size() || !p.cost.reached())
      throw std::invalid_argument("a pair of no cell, no site or no cost");
  const auto below_zero = [](Amount a) { return a < Amount(); };
  if (std::ranges::any_of(request.need, below_zero) ||
      std::ranges::any_of(request.capacity, below_zero))
    throw std::invalid_argument("need and capacity are never below 0");
}

}  // namespace

Transport::Transport(const BestFillRequest& request) {
  check(request);
  const auto sites = static_cast<std::uint32_t>(request.capacity.size());
  std::vector<std::uint32_t> row_of(request.need.size());  // first a count of pairs
  for (const FillPair& p : request.pairs) ++row_of[p.cell.index()];
  first.push_back(0);
  for (std::size_t c = 0; c < row_of.size(); ++c) {
    const std::uint32_t pairs = row_of[c];
    row_of[c] = ~std::uint32_t{0};
    if (pairs == 0 || request.need[c] == Amount()) continue;
    row_of[c] = static_cast<std::uint32_t>(rows());
    cell.push_back(CellId(c));
    need.push_back(request.need[c].millionths());
    whole_need += need.back();
    first.push_back(first.back() + pairs + 1);
  }

  struct Entry {
    std::uint32_t site, cost;
  };
  std::vector<Entry> entries(first.back());
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  std::uint32_t largest = 0;
  for (const FillPair& p : request.pairs) {
    const std::uint32_t row = row_of[p.cell.index()];
    if (row == ~std::uint32_t{0}) continue;
    entries[next[row]++] = {p.rank, p.cost.value()};
    largest = std::max(largest, p.cost.value());
  }
  penalty = std::int64_t{sites} * largest + 1;
  site.resize(entries.size());
  cost.resize(entries.size());
  for (std::size_t row = 0; row < rows(); ++row) {
    const auto begin = entries.begin() + first[row], end = entries.begin() + first[row + 1] - 1;
    std::sort(begin, end, [](Entry a, Entry b) { return a.site < b.site; });
    if (std::adjacent_find(begin, end, [](Entry a, Entry b) { return a.site == b.site; }) != end)
      throw std::invalid_argument("a pair comes twice");
    for (std::uint32_t p = first[row]; p + 1 < first[row + 1]; ++p) {
      site[p] = entries[p].site;
      cost[p] = entries[p].cost;
    }
    site[first[row + 1] - 1] = sites;
    cost[first[row + 1] - 1] = penalty;
  }
  room.reserve(sites + 1);
  for (const Amount a : request.capacity) room.push_back(a.millionths());
  room.push_back(whole_need);
}

Transport Transport::only(std::span<const std::uint8_t> wanted) const {
  Transport some;
  some.penalty = penalty;
  some.cell = cell;
  some.need = need;
  some.room = room;
  some.whole_need = whole_need;
  some.first.push_back(0);
  for (std::size_t row = 0; row < rows(); ++row) {
    for (std::uint32_t p = first[row]; p < first[row + 1]; ++p) {
      if (wanted[p] == 0 && site[p] != nowhere()) continue;
      some.site.push_back(site[p]);
      some.cost.push_back(cost[p]);
    }
    some.first.push_back(static_cast<std::uint32_t>(some.site.size()));
  }
  return some;
}

Transport Transport::every(std::size_t step) const {
  Transport some;
  some.penalty = penalty;
  some.first.push_back(0);
  for (std::size_t row = 0; row < rows(); row += step) {
    some.cell.push_back(cell[row]);
    some.need.push_back(need[row]);
    some.whole_need += need[row];
    const auto begin = first[row], end = first[row + 1];
    some.site.insert(some.site.end(), site.begin() + begin, site.begin() + end);
    some.cost.insert(some.cost.end(), cost.begin() + begin, cost.begin() + end);
    some.first.push_back(static_cast<std::uint32_t>(some.site.size()));
  }
  for (const std::int64_t r : room)
    some.room.push_back(static_cast<std::int64_t>(Wide{r} * some.whole_need / whole_need));
  return some;
}

}  // namespace fangyuan
