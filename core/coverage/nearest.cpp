// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/nearest.h"

#include <algorithm>
#include <atomic>
#include <cassert>

#include "core/base/parallel.h"

namespace fangyuan {

bool is_of_service(const Facility& facility, const Service& service) {
  return std::any_of(service.facility_types.begin(), service.facility_types.end(),
                     [&](const std::string& type) { return facility.serves_as(type); });
}

bool serves(const Facility& facility, const Service& service) {
  return is_of_service(facility, service) &&
         std::find(service.statuses.begin(), service.statuses.end(), facility.status) !=
             service.statuses.end();
}

ServingSites::ServingSites(const Service& service, std::span<const Facility> facilities,
                           const Units& units, const Cells& cells) {
  for (std::size_t s = 0; s < facilities.size(); ++s)
    if (facilities[s].place && serves(facilities[s], service)) sites_.push_back(SiteId(s));
  std::sort(sites_.begin(), sites_.end(), [&](SiteId a, SiteId b) {
    const int order = facilities[a.index()].id.compare(facilities[b.index()].id);
    return order != 0 ? order < 0 : a < b;
  });
  if (!service.own_unit) return;
  const auto layer = units.find_layer(service.own_unit->first, service.own_unit->second);
  if (!layer) {
    sites_.clear();  // nobody has an own unit
    return;
  }
  cell_unit_ = &cells.unit_of[*layer];
  for (const SiteId s : sites_) {
    const auto& unit_of = facilities[s.index()].unit_of;
    site_unit_.push_back(*layer < unit_of.size() ? unit_of[*layer] : UnitId::none());
  }
}

namespace {

/// What one thread has seen so far. Least keys and sums: their order does not matter.
struct Partial {
  explicit Partial(std::size_t cells) : least(cells, ~std::uint64_t{0}) {}
  std::vector<std::uint64_t> least;  // cost in the upper half, rank in the lower
  std::array<std::uint64_t, Nearest::kBins> pairs{};
  std::vector<std::vector<CellCost>> reached;  // [site of the batch]
  std::vector<SiteId> batch;
};

}  // namespace

Nearest find_nearest(const NearestRequest& r) {
  assert(!r.limits.empty() && std::is_sorted(r.limits.begin(), r.limits.end()));
  const std::size_t cells = r.leading.size(), limits = r.limits.size();
  Nearest result;
  result.in_reach.resize(r.sites.size() * limits);
  result.sites_within.resize(cells * limits);
  tbb::enumerable_thread_specific<Partial> partials([cells] { return Partial(cells); });
  const std::size_t at_once = r.costs.batch_size();
  const std::vector<std::uint32_t> order = r.costs.batch_order(r.sites.all());
  parallel_for((order.size() + at_once - 1) / at_once, [&](std::size_t b) {
    Partial& p = partials.local();
    const auto ranks =
        std::span(order).subspan(b * at_once).first(std::min(at_once, order.size() - b * at_once));
    p.batch.clear();
    for (const std::uint32_t rank : ranks) p.batch.push_back(r.sites[rank]);
    p.reached.resize(at_once);
    r.costs.of_each(p.batch, r.limits.back(), p.reached);
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      const std::uint32_t rank = ranks[i];
      People* in_reach = result.in_reach.data() + rank * limits;
      for (const auto& [cell, cost] : p.reached[i]) {
        if (!r.sites.may_serve(rank, cell)) continue;
        // In the first limit that holds it; the larger ones take it over below.
        const auto first = std::lower_bound(r.limits.begin(), r.limits.end(), cost);
        const auto l = static_cast<std::size_t>(first - r.limits.begin());
        in_reach[l] += r.leading[cell.index()];
        std::atomic_ref(result.sites_within[cell.index() * limits + l])
            .fetch_add(1, std::memory_order_relaxed);
        ++p.pairs[Nearest::bin_of(cost, r.limits.back())];
        std::uint64_t& least = p.least[cell.index()];
        least = std::min(least, std::uint64_t{cost.value()} << 32 | rank);
      }
      for (std::size_t l = 1; l < limits; ++l) in_reach[l] += in_reach[l - 1];
    }
  });
  result.cost.resize(cells);
  result.rank.resize(cells, Nearest::kNoRank);
  for (const Partial& p : partials)
    for (std::size_t b = 0; b < Nearest::kBins; ++b) result.pairs[b] += p.pairs[b];
  parallel_ranges(cells, 4096, [&](std::size_t begin, std::size_t end) {
    for (std::size_t c = begin; c < end; ++c) {
      std::uint64_t least = ~std::uint64_t{0};
      for (const Partial& p : partials) least = std::min(least, p.least[c]);
      std::uint32_t* within = result.sites_within.data() + c * limits;
      for (std::size_t l = 1; l < limits; ++l) within[l] += within[l - 1];
      if (least == ~std::uint64_t{0}) continue;
      result.cost[c] = Cost(static_cast<std::uint32_t>(least >> 32));
      result.rank[c] = static_cast<std::uint32_t>(least);
    }
  });
  return result;
}

}  // namespace fangyuan
