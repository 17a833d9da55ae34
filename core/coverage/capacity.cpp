// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/capacity.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/base/parallel.h"

namespace fangyuan {
namespace {

struct Pair {
  Cost cost;
  std::uint32_t rank;
  CellId cell;
};

bool before(const Pair& a, const Pair& b) {
  if (a.cost != b.cost) return a.cost < b.cost;
  return a.rank != b.rank ? a.rank < b.rank : a.cell < b.cell;
}

/// Pairs whose cost lies in these bins are taken together.
struct Band {
  std::size_t first_bin;
  std::size_t end_bin;
};

std::vector<Band> bands_of(std::span<const std::uint64_t> pairs, std::uint64_t at_once) {
  std::vector<Band> bands;
  std::uint64_t sum = 0;
  for (std::size_t b = 0; b < pairs.size(); ++b) {
    if (bands.empty() || (sum > 0 && sum + pairs[b] > at_once)) {
      bands.push_back({b, b});
      sum = 0;
    }
    sum += pairs[b];
    bands.back().end_bin = b + 1;
  }
  return bands;
}

class Filler {
 public:
  explicit Filler(const FillRequest& request)
      : r_(request), room_(r_.capacity.begin(), r_.capacity.end()) {
    now_.met.resize(r_.need.size());
    now_.load.resize(r_.sites.size());
    now_.served.resize(r_.sites.size());
    now_.cost.resize(r_.need.size());
  }

  std::vector<Filling> run() {
    for (const Band& band : bands_of(r_.pairs, r_.pairs_at_once)) {
      for (const Pair& pair : pairs_in(band)) {
        while (pair.cost > r_.limits[result_.size()]) result_.push_back(now_);
        take(pair);
      }
    }
    while (result_.size() < r_.limits.size()) result_.push_back(now_);
    return std::move(result_);
  }

 private:
  std::vector<Pair> pairs_in(const Band& band) const {
    const Cost largest = r_.limits.back();
    tbb::enumerable_thread_specific<std::vector<Pair>> found;
    tbb::enumerable_thread_specific<std::vector<std::vector<CellCost>>> buffers;
    // Costs of bin b are below (b + 1) × (limit + 1) ÷ kBins.
    const auto end = (std::uint64_t{largest.value()} + 1) * band.end_bin / Nearest::kBins + 1;
    const Cost reach(static_cast<std::uint32_t>(std::min<std::uint64_t>(end, largest.value())));
    std::vector<std::uint32_t> open;  // ranks of sites that still have room
    std::vector<SiteId> open_sites;
    for (std::uint32_t rank = 0; rank < r_.sites.size(); ++rank)
      if (room_[rank] != Amount()) {
        open.push_back(rank);
        open_sites.push_back(r_.sites[rank]);
      }
    const std::size_t at_once = r_.costs.batch_size();
    const std::vector<std::uint32_t> order = r_.costs.batch_order(open_sites);
    parallel_for((order.size() + at_once - 1) / at_once, [&](std::size_t b) {
      std::vector<std::vector<CellCost>>& reached = buffers.local();
      std::vector<Pair>& out = found.local();
      const auto batch = std::span(order)
                             .subspan(b * at_once)
                             .first(std::min(at_once, order.size() - b * at_once));
      std::vector<SiteId> sites;
      for (const std::uint32_t i : batch) sites.push_back(open_sites[i]);
      reached.resize(at_once);
      r_.costs.of_each(sites, reach, reached);
      for (std::size_t i = 0; i < batch.size(); ++i) {
        const std::uint32_t rank = open[batch[i]];
        for (const auto& [cell, cost] : reached[i]) {
          if (now_.met[cell.index()] == r_.need[cell.index()]) continue;
          const std::size_t bin = Nearest::bin_of(cost, largest);
          if (bin < band.first_bin || bin >= band.end_bin) continue;
          if (!r_.sites.may_serve(rank, cell)) continue;
          out.push_back({cost, rank, cell});
        }
      }
    });
    std::vector<Pair> pairs;
    for (std::vector<Pair>& part : found) {
      pairs.insert(pairs.end(), part.begin(), part.end());
      part = {};
    }
    parallel_sort(pairs.begin(), pairs.end(), before);
    return pairs;
  }

  void take(const Pair& pair) {
    const std::size_t c = pair.cell.index();
    Amount& room = room_[pair.rank];
    const Amount placed = std::min(r_.need[c] - now_.met[c], room);
    if (placed == Amount()) return;
    const People before_it = served_of(r_.leading[c], now_.met[c], r_.need[c]);
    now_.met[c] += placed;
    // Differences of one floored share: the parts of a split cell add up to the cell's own.
    now_.served[pair.rank] += served_of(r_.leading[c], now_.met[c], r_.need[c]) - before_it;
    now_.load[pair.rank] += placed;
    now_.cost[c] += Wide{placed.millionths()} * pair.cost.value();
    room -= placed;
  }

  const FillRequest& r_;
  std::vector<Amount> room_;  // by rank
  Filling now_;
  std::vector<Filling> result_;
};

}  // namespace

Amount need_of(People people, double share) {
  assert(people >= People() && share >= 0 && share < 9e6);
  constexpr std::int64_t kPlaces = 1'000'000'000'000;
  const Wide product =
      Wide{people.millionths()} * std::llround(share * static_cast<double>(kPlaces));
  return Amount::from_millionths(
      static_cast<std::int64_t>((2 * product + kPlaces) / (2 * Wide{kPlaces})));
}

std::vector<Filling> fill(const FillRequest& request) {
  assert(!request.limits.empty() && request.capacity.size() == request.sites.size() &&
         request.need.size() == request.leading.size());
  return Filler(request).run();
}

}  // namespace fangyuan
