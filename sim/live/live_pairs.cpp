// SPDX-License-Identifier: Apache-2.0
#include <atomic>

#include "core/base/parallel.h"
#include "core/coverage/live_pieces.h"
#include "core/coverage/nearest.h"
#include "sim/live/live_reach.h"

namespace fangyuan {
namespace {

/// 12 bytes each.
constexpr std::uint64_t kMostPairs = 30'000'000;
constexpr std::uint32_t kNone = ~std::uint32_t{0};

struct Pair {
  Cost cost;
  std::uint32_t site = 0;  ///< its position: those of the study that serve, then those added
  CellId cell;
};

/// Lines to the sites as they are after the edits.
class LinesNow : public StraightLine {
 public:
  LinesNow(const GeodesicLines& lines, std::span<const Facility> sites)
      : lines_(lines), sites_(sites) {}
  void within(SiteId site, std::uint32_t radius_mm, std::vector<CellCost>& out) const override {
    lines_.within(sites_[site.index()], radius_mm, out);
  }

 private:
  const GeodesicLines& lines_;
  std::span<const Facility> sites_;
};

class LivePairs : public LiveReach {
 public:
  explicit LivePairs(const ReachInputs& in)
      : in_(in),
        sites_(in.service, in.study.facilities.all, in.study.boundaries.units, cells()),
        position_(in.study.facilities.all.size(), kNone) {
    const Service& service = in.service;
    if (service.own_unit)
      layer_ =
          in.study.boundaries.units.find_layer(service.own_unit->first, service.own_unit->second);
    const ModeSettings& mode = in.study.project.settings(service.mode);
    const auto mps = straight_mps(service, {mode.speed_mps, mode.off_network_mps});
    for (const Limit& l : service.limits)
      limits_.push_back(in.graph ? Cost(l.value) : straight_radius(mps.value_or(0), l));
    base_.state.assign(cells().size(), CellState::out_of_reach);
    if (in.graph)
      for (std::size_t c = 0; c < base_.state.size(); ++c)
        if (!in.study.access[in.mode()]->cells[c].connected())
          base_.state[c] = CellState::unconnected;
    if (service.capacity)
      need_ = std::make_shared<const std::vector<Amount>>(needs_of(service, cells()));
    for (std::size_t i = 0; i < sites_.size(); ++i) {
      position_[sites_[i].index()] = static_cast<std::uint32_t>(i);
      ranks_.push_back(in.ranks.of(sites_[i]));
      if (service.capacity)
        rooms_.push_back(capacity_of(in.study.facilities.all[sites_[i].index()], service));
    }
    find_pairs();
  }

  bool complete() const { return complete_; }

  LiveOutcome outcome(const SitesNow& now, std::size_t limit) const override {
    std::vector<Amount> rooms = rooms_;
    std::vector<std::uint32_t> ranks = ranks_;
    std::vector<std::uint8_t> gone(sites_.size());
    std::vector<Pair> added;
    std::vector<SiteId> fresh;
    for (const SiteId s : now.changed) {
      const Facility& f = now.edited.facilities.all[s.index()];
      const std::uint32_t at = s.index() < position_.size() ? position_[s.index()] : kNone;
      const bool serves_now = f.place && serves(f, in_.service);
      if (at != kNone && serves_now && stays(s, f)) {
        if (in_.service.capacity) rooms[at] = capacity_of(f, in_.service);
        continue;
      }
      if (at != kNone) gone[at] = 1;
      if (!serves_now) continue;
      fresh.push_back(s);
      ranks.push_back(in_.rank_of(s, now));
      if (in_.service.capacity) rooms.push_back(capacity_of(f, in_.service));
    }
    if (!fresh.empty()) added = pairs_of(fresh, now.edited, limit);
    LiveOutcome result;
    result.cells = base_;
    if (!in_.service.capacity) {
      for (const Pair& p : added) result.cells.state[p.cell.index()] = CellState::in_reach;
      for (const Pair& p : pairs_)
        if (p.cost <= limits_[limit] && gone[p.site] == 0)
          result.cells.state[p.cell.index()] = CellState::in_reach;
      return result;
    }
    result.need = need_;
    result.met.resize(need_->size());
    fill(added, ranks, gone, limit, rooms, result);
    result.cells.need = *need_;
    result.cells.met = result.met;
    return result;
  }

 private:
  const Cells& cells() const { return in_.study.population.cells; }

  /// Only its capacity can have changed.
  bool stays(SiteId s, const Facility& now) const {
    const Facility& was = in_.study.facilities.all[s.index()];
    return was.place && was.place->lonlat == now.place->lonlat &&
           was.outline.size() == now.outline.size() && was.unit_of == now.unit_of;
  }

  /// As if for this limit all pairs were taken in the order of cost, site and cell.
  void fill(std::vector<Pair>& added, const std::vector<std::uint32_t>& ranks,
            const std::vector<std::uint8_t>& gone, std::size_t limit, std::vector<Amount>& rooms,
            LiveOutcome& result) const {
    const auto before = [&](const Pair& a, const Pair& b) {
      if (a.cost != b.cost) return a.cost < b.cost;
      return ranks[a.site] != ranks[b.site] ? ranks[a.site] < ranks[b.site] : a.cell < b.cell;
    };
    parallel_sort(added.begin(), added.end(), before);
    const auto take = [&](const Pair& p) {
      result.cells.state[p.cell.index()] = CellState::in_reach;
      Amount& met = result.met[p.cell.index()];
      Amount& room = rooms[p.site];
      const Amount placed = std::min((*need_)[p.cell.index()] - met, room);
      met += placed;
      room -= placed;
    };
    auto next = added.begin();
    for (const Pair& p : pairs_) {
      if (p.cost > limits_[limit]) break;
      if (gone[p.site] != 0) continue;
      for (; next != added.end() && before(*next, p); ++next) take(*next);
      take(p);
    }
    for (; next != added.end(); ++next) take(*next);
  }

  std::unique_ptr<SiteCosts> costs(const StraightLine& lines, const ModeAccess& access) const {
    if (in_.graph == nullptr) return std::make_unique<StraightCosts>(lines);
    return std::make_unique<NetworkCosts>(NetworkCosts::Inputs{.graph = *in_.graph,
                                                               .access = access,
                                                               .cells = *in_.cells,
                                                               .direction = in_.service.direction,
                                                               .access_mps = in_.access_mps,
                                                               .straight = &lines});
  }

  /// Of sites that serve only now; their positions follow those of the study.
  std::vector<Pair> pairs_of(const std::vector<SiteId>& fresh, const EditedSites& edited,
                             std::size_t limit) const {
    const LinesNow lines(in_.lines, edited.facilities.all);
    ModeAccess access;
    access.sites = edited.entrances[in_.mode()];
    const auto costs = this->costs(lines, access);
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      const Facility& f = edited.facilities.all[fresh[i].index()];
      const UnitId unit = layer_ ? f.unit_of[*layer_] : UnitId::none();
      if (in_.service.own_unit && unit.is_none()) continue;
      std::vector<CellCost> near;
      costs->of(fresh[i], limits_[limit], near);
      for (const CellCost& c : near)
        if (!layer_ || cells().unit_of[*layer_][c.cell.index()] == unit)
          pairs.push_back({c.cost, static_cast<std::uint32_t>(sites_.size() + i), c.cell});
    }
    return pairs;
  }

  void find_pairs() {
    const ModeAccess none;
    const auto* access = in_.study.access[in_.mode()].get();
    const auto costs = this->costs(in_.lines, access ? *access : none);
    std::vector<std::vector<Pair>> of_site(sites_.size());
    std::atomic<std::uint64_t> count = 0;
    parallel_for(sites_.size(), [&](std::size_t i) {
      if (count > kMostPairs) return;
      std::vector<CellCost> near;
      costs->of(sites_[i], limits_.back(), near);
      for (const CellCost& c : near)
        if (sites_.may_serve(i, c.cell))
          of_site[i].push_back({c.cost, static_cast<std::uint32_t>(i), c.cell});
      count += of_site[i].size();
    });
    complete_ = count <= kMostPairs;
    if (!complete_) return;
    pairs_.reserve(count);
    for (std::vector<Pair>& some : of_site) {
      pairs_.insert(pairs_.end(), some.begin(), some.end());
      some = {};
    }
    if (!in_.service.capacity) return;
    // Positions are in the order of the sites' ids.
    parallel_sort(pairs_.begin(), pairs_.end(), [](const Pair& a, const Pair& b) {
      if (a.cost != b.cost) return a.cost < b.cost;
      return a.site != b.site ? a.site < b.site : a.cell < b.cell;
    });
  }

  ReachInputs in_;
  ServingSites sites_;
  std::vector<std::uint32_t> position_;  // [site] among those that serve
  std::optional<std::size_t> layer_;     // of units, with a catchment
  std::vector<Cost> limits_;
  CellOutcome base_;  // before any site
  std::shared_ptr<const std::vector<Amount>> need_;
  std::vector<std::uint32_t> ranks_;  // [position]
  std::vector<Amount> rooms_;         // [position]; empty without capacity
  std::vector<Pair> pairs_;           // in the order of filling where there is a capacity
  bool complete_ = false;
};

}  // namespace

std::unique_ptr<const LiveReach> live_pairs(const ReachInputs& inputs) {
  auto reach = std::make_unique<const LivePairs>(inputs);
  if (!reach->complete()) return nullptr;
  return reach;
}

}  // namespace fangyuan
