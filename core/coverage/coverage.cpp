// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/coverage.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <memory>
#include <tuple>

#include "core/base/parallel.h"
#include "core/coverage/facility_rows.h"
#include "core/coverage/live_pieces.h"
#include "core/coverage/measured.h"
#include "core/coverage/overlap.h"

namespace fangyuan {
namespace {

constexpr std::size_t index_of(Mode mode) { return static_cast<std::size_t>(mode); }

/// A decay over ms as one over mm at a speed: m/s are mm/ms.
Decay decay_over_length(Decay decay, double mps) {
  const auto mm = [&](Cost ms) { return straight_radius(mps, Limit{true, ms.value()}); };
  for (DecayZone& zone : decay.zones) zone.up_to = mm(zone.up_to);
  decay.least = mm(decay.least);
  if (decay.shape == DecayShape::exponential) decay.beta /= mps;
  return decay;
}

/// A service by both measures, as far as it has them.
struct ServiceWork {
  std::unique_ptr<ServingSites> sites;
  std::unique_ptr<Measured> network, straight;
  std::vector<std::uint8_t> unconnected;
  std::unique_ptr<CostColumn> network_cost;              ///< ms or mm
  std::unique_ptr<CostColumn> straight_ms, straight_mm;  ///< ms: only for time limits
  CapacityTables capacity;
};

class Job {
 public:
  Job(const StudyView& study, std::span<const Service> services, const KeptTables* kept)
      : study_(study),
        services_(services),
        kept_(kept),
        layout_(study.units, study.cells),
        has_network_(study.network != nullptr && !study.network->empty()) {}

  CoverageResult run() {
    CoverageResult result;
    result.has_network = has_network_;
    work_.resize(services_.size());
    find_held();
    for (std::size_t s = 0; s < services_.size(); ++s) {
      if (services_[s].is_joint()) continue;
      if (held_[s] != 0) {
        copy_held(ServiceId(s), result);
        continue;
      }
      compute(ServiceId(s), work_[s]);
      result.reach.push_back(reach_of(ServiceId(s)));
      append_facility_rows(ServiceId(s), result.facility_rows);
      append_overlap(ServiceId(s), result.overlap);
      append_capacity(work_[s].capacity, result);
    }
    append_rows(result.rows);
    // A result stays as long as its study is looked at.
    result.facility_rows.shrink_to_fit();
    result.overlap.shrink_to_fit();
    result.filling.shrink_to_fit();
    result.access.shrink_to_fit();
    return result;
  }

 private:
  const ModeGraph& graph(Mode mode, double mps, Metric metric) {
    auto& slot = graphs_[{mode, mode == Mode::car || metric == Metric::length ? 0 : mps, metric}];
    if (!slot) slot = std::make_unique<ModeGraph>(*study_.network, mode, mps, metric);
    return *slot;
  }

  /// Null: the study has no hierarchy of the mode.
  const HierarchyWeights* weights(Mode mode, double mps, Metric metric) {
    const Hierarchy* hierarchy = study_.hierarchies[index_of(mode)];
    if (hierarchy == nullptr) return nullptr;
    const ModeGraph& g = graph(mode, mps, metric);
    auto& slot = weights_[&g];
    if (!slot) slot = std::make_unique<HierarchyWeights>(*hierarchy, g);
    return slot.get();
  }

  const CellsByEdge& cells_by_edge(Mode mode) {
    auto& slot = cells_by_edge_[index_of(mode)];
    if (!slot)
      slot = std::make_unique<CellsByEdge>(*study_.access[index_of(mode)],
                                           study_.network->edges.size());
    return *slot;
  }

  /// A joint service holds when all its members do; else they are wanted anew for its rows.
  void find_held() {
    held_.assign(services_.size(), 0);
    if (kept_ == nullptr) return;
    for (std::size_t s = 0; s < services_.size(); ++s)
      if (!services_[s].is_joint()) held_[s] = kept_->holds[s];
    for (std::size_t s = 0; s < services_.size(); ++s) {
      const auto& all = services_[s].all;
      if (services_[s].is_joint())
        held_[s] = std::all_of(all.begin(), all.end(),
                               [&](ServiceId m) { return kept_->holds[m.index()] != 0; });
      if (held_[s] == 0)
        for (const ServiceId m : all) held_[m.index()] = 0;
    }
  }

  template <class T>
  static void copy_rows(ServiceId id, const std::vector<T>& from, std::vector<T>& to) {
    std::copy_if(from.begin(), from.end(), std::back_inserter(to),
                 [&](const T& row) { return row.service == id; });
  }

  void copy_held(ServiceId id, CoverageResult& to) const {
    const CoverageResult& from = kept_->earlier;
    copy_rows(id, from.reach, to.reach);
    copy_rows(id, from.facility_rows, to.facility_rows);
    copy_rows(id, from.filling, to.filling);
    copy_rows(id, from.access, to.access);
    copy_rows(id, from.places, to.places);
    copy_rows(id, from.skipped, to.skipped);
    copy_rows(id, from.overlap, to.overlap);
  }

  void compute(ServiceId id, ServiceWork& w) {
    const Service& service = services_[id.index()];
    const ModeAccess* access = study_.access[index_of(service.mode)];
    w.sites =
        std::make_unique<ServingSites>(service, study_.facilities, study_.units, study_.cells);
    w.unconnected.assign(study_.cells.size(), 1);
    if (has_network_ && access != nullptr) {
      assert(access->cells.size() == study_.cells.size() &&
             access->sites.size() == study_.facilities.size());
      for (std::size_t c = 0; c < w.unconnected.size(); ++c)
        w.unconnected[c] = access->cells[c].connected() ? 0 : 1;
      if (service.measure_network) by_network(id, *access, w);
    }
    if (service.measure_straight && study_.straight != nullptr) by_straight_line(id, w);
  }

  void by_network(ServiceId id, const ModeAccess& access, ServiceWork& w) {
    const Service& service = services_[id.index()];
    const ModeSpeeds& speeds = study_.speeds[index_of(service.mode)];
    const NetworkCosts costs(
        {.graph = graph(service.mode, network_mps(service, speeds), metric_of(service)),
         .access = access,
         .cells = cells_by_edge(service.mode),
         .direction = service.direction,
         .access_mps = access_mps(service, speeds),
         .straight = study_.straight,
         .weights = weights(service.mode, network_mps(service, speeds), metric_of(service))});
    std::vector<Cost> limits;
    for (const Limit& l : service.limits) limits.emplace_back(l.value);
    w.network = measure({.service = service,
                         .sites = *w.sites,
                         .facilities = study_.facilities,
                         .cells = study_.cells,
                         .costs = costs,
                         .limits = limits,
                         .unconnected = w.unconnected});
    w.network_cost = std::make_unique<CostColumn>(w.network->nearest.cost);
    if (!service.capacity) return;
    CapacityStudy study = capacity_study(id, w, costs, limits);
    study.by_time = metric_of(service) == Metric::time;
    if (service.floating)
      study.catchment = Catchment{service.floating->decay, Cost(catchment_limit(service).value)};
    w.capacity = capacity_tables(study, *w.network);
  }

  static Limit catchment_limit(const Service& service) {
    return service.floating->limit.value_or(service.limits.back());
  }

  CapacityStudy capacity_study(ServiceId id, const ServiceWork& w, const SiteCosts& costs,
                               std::span<const Cost> limits) const {
    return {.id = id,
            .service = services_[id.index()],
            .cells = study_.cells,
            .layout = layout_,
            .sites = *w.sites,
            .costs = costs,
            .limits = limits,
            .caps = study_.pair_caps};
  }

  void by_straight_line(ServiceId id, ServiceWork& w) {
    const Service& service = services_[id.index()];
    const auto mps = straight_mps(service, study_.speeds[index_of(service.mode)]);
    const bool by_time = metric_of(service) == Metric::time;
    if (by_time && !mps) return;  // by car a time limit has no radius
    std::vector<Cost> limits;
    for (const Limit& l : service.limits) limits.push_back(straight_radius(mps.value_or(0), l));
    const StraightCosts costs(*study_.straight);
    w.straight = measure({.service = service,
                          .sites = *w.sites,
                          .facilities = study_.facilities,
                          .cells = study_.cells,
                          .costs = costs,
                          .limits = limits,
                          .unconnected = {}});
    if (service.capacity && !w.network) {
      CapacityStudy study = capacity_study(id, w, costs, limits);
      study.measure = Measure::straight;
      study.by_time = false;
      if (service.floating)
        study.catchment = Catchment{
            by_time ? decay_over_length(service.floating->decay, *mps) : service.floating->decay,
            straight_radius(mps.value_or(0), catchment_limit(service))};
      w.capacity = capacity_tables(study, *w.straight);
    }
    const auto& mm = w.straight->nearest.cost;
    w.straight_mm = std::make_unique<CostColumn>(mm);
    if (!by_time) return;
    std::vector<Cost> ms(mm.size());
    for (std::size_t c = 0; c < mm.size(); ++c)
      if (mm[c].reached()) ms[c] = travel_ms(mm[c].value(), *mps);
    w.straight_ms = std::make_unique<CostColumn>(std::move(ms));
  }

  ServiceReach reach_of(ServiceId id) const {
    const ServiceWork& w = work_[id.index()];
    const std::size_t n = study_.cells.size();
    ServiceReach reach;
    reach.service = id;
    reach.has_network = w.network != nullptr;
    reach.has_straight = w.straight != nullptr;
    const auto columns = [&](const Measured* m, std::vector<Cost>& cost,
                             std::vector<SiteId>& site) {
      cost.resize(n);
      site.resize(n);
      if (m == nullptr) return;
      cost = m->nearest.cost;
      for (std::size_t c = 0; c < n; ++c)
        if (cost[c].reached()) site[c] = (*w.sites)[m->nearest.rank[c]];
    };
    columns(w.network.get(), reach.network, reach.network_site);
    columns(w.straight.get(), reach.straight_mm, reach.straight_site);
    reach.unconnected = w.unconnected;
    reach.access_mm.resize(n);
    for (std::size_t c = 0; c < n; ++c)
      if (w.unconnected[c] == 0)
        reach.access_mm[c] =
            study_.access[index_of(services_[id.index()].mode)]->cells[c].access_mm;
    return reach;
  }

  void append_facility_rows(ServiceId id, std::vector<FacilityRow>& rows) const {
    const ServiceWork& w = work_[id.index()];
    const Service& service = services_[id.index()];
    const std::vector<People> leading = people_of(study_.cells, service.group);
    FacilityRowRequest request{
        .id = id,
        .service = service,
        .facilities = study_.facilities,
        .units = study_.units,
        .sites = *w.sites,
        .access = has_network_ ? study_.access[index_of(service.mode)] : nullptr,
        .measured = w.network ? w.network.get() : w.straight.get(),
        .leading = leading};
    for (FacilityRow& row : facility_rows(request)) rows.push_back(std::move(row));
  }

  void append_overlap(ServiceId id, std::vector<OverlapRow>& rows) const {
    const ServiceWork& w = work_[id.index()];
    for (const Measured* m : {w.network.get(), w.straight.get()}) {
      if (m == nullptr) continue;
      const auto more =
          overlap_rows({.id = id,
                        .service = services_[id.index()],
                        .measure = m == w.network.get() ? Measure::network : Measure::straight,
                        .facilities = study_.facilities,
                        .cells = study_.cells,
                        .layout = layout_,
                        .sites = *w.sites,
                        .measured = *m});
      rows.insert(rows.end(), more.begin(), more.end());
    }
  }

  static void append_capacity(CapacityTables& from, CoverageResult& to) {
    std::move(from.filling.begin(), from.filling.end(), std::back_inserter(to.filling));
    std::move(from.access.begin(), from.access.end(), std::back_inserter(to.access));
    if (from.places) to.places.push_back(std::move(*from.places));
    std::move(from.skipped.begin(), from.skipped.end(), std::back_inserter(to.skipped));
    from = {};
  }

  /// One table to be: the columns of a joint service live here.
  struct Table {
    TallyRequest request;
    std::vector<const CellOutcome*> members;
    std::unique_ptr<CostColumn> time_ms, length_mm;
    std::vector<CoverageRow> rows;
  };

  void append_rows(std::vector<CoverageRow>& rows) {
    std::vector<Table> tables;
    for (std::size_t s = 0; s < services_.size(); ++s)
      if (held_[s] != 0)
        copy_rows(ServiceId(s), kept_->earlier.rows, tables.emplace_back().rows);
      else if (services_[s].is_joint())
        plan_joint(ServiceId(s), tables);
      else
        plan_plain(ServiceId(s), tables);
    parallel_for(tables.size(), [&](std::size_t t) {
      if (tables[t].members.empty()) return;  // copied
      tables[t].request.members = tables[t].members;
      tables[t].rows = tally(layout_, tables[t].request);
    });
    std::size_t count = 0;
    for (const Table& t : tables) count += t.rows.size();
    rows.reserve(count);
    for (Table& t : tables) {
      std::move(t.rows.begin(), t.rows.end(), std::back_inserter(rows));
      t.rows = {};
    }
  }

  void plan_plain(ServiceId id, std::vector<Table>& tables) const {
    const Service& service = services_[id.index()];
    const ServiceWork& w = work_[id.index()];
    const bool by_time = metric_of(service) == Metric::time;
    for (std::size_t l = 0; l < service.limits.size(); ++l) {
      const std::string limit = service.limits[l].to_string();
      if (w.network) {
        Table& t = tables.emplace_back();
        t.members = {&w.network->outcomes[l]};
        t.request = {.service = id, .limit = limit, .measure = Measure::network, .members = {}};
        (by_time ? t.request.time_ms : t.request.length_mm) = w.network_cost.get();
      }
      if (w.straight) {
        Table& t = tables.emplace_back();
        t.members = {&w.straight->outcomes[l]};
        t.request = {.service = id, .limit = limit, .measure = Measure::straight, .members = {}};
        t.request.time_ms = w.straight_ms.get();
        t.request.length_mm = w.straight_mm.get();
      }
    }
  }

  void plan_joint(ServiceId id, std::vector<Table>& tables) const {
    const Service& joint = services_[id.index()];
    std::string limit;
    for (const ServiceId m : joint.all) {
      assert(services_[m.index()].limits.size() == 1);
      limit += (limit.empty() ? "" : "+") + services_[m.index()].limits.front().to_string();
    }
    for (const Measure measure : {Measure::network, Measure::straight}) {
      if (!(measure == Measure::network ? joint.measure_network : joint.measure_straight)) continue;
      Table t;
      bool all_time = true, all_length = true;
      std::vector<const CostColumn*> times, lengths;
      for (const ServiceId m : joint.all) {
        const ServiceWork& w = work_[m.index()];
        const bool by_network = measure == Measure::network;
        const Measured* measured = by_network ? w.network.get() : w.straight.get();
        if (measured == nullptr) break;
        t.members.push_back(&measured->outcomes.front());
        const bool by_time = metric_of(services_[m.index()]) == Metric::time;
        const CostColumn* cost = w.network_cost.get();
        times.push_back(by_network ? (by_time ? cost : nullptr) : w.straight_ms.get());
        lengths.push_back(by_network ? (by_time ? nullptr : cost) : w.straight_mm.get());
        all_time = all_time && times.back() != nullptr;
        all_length = all_length && lengths.back() != nullptr;
      }
      if (t.members.size() != joint.all.size()) continue;  // a member has no such measure
      if (all_time) t.time_ms = greatest(times);
      if (all_length) t.length_mm = greatest(lengths);
      t.request = {.service = id, .limit = limit, .measure = measure, .members = {}};
      t.request.time_ms = t.time_ms.get();
      t.request.length_mm = t.length_mm.get();
      tables.push_back(std::move(t));
    }
  }

  static std::unique_ptr<CostColumn> greatest(std::span<const CostColumn* const> columns) {
    std::vector<Cost> cost = columns.front()->cost;
    for (const CostColumn* column : columns.subspan(1))
      for (std::size_t c = 0; c < cost.size(); ++c) cost[c] = std::max(cost[c], column->cost[c]);
    return std::make_unique<CostColumn>(std::move(cost));
  }

  const StudyView& study_;
  std::span<const Service> services_;
  const KeptTables* kept_;          // null: nothing
  std::vector<std::uint8_t> held_;  // [service]
  TableLayout layout_;
  bool has_network_;
  std::map<std::tuple<Mode, double, Metric>, std::unique_ptr<ModeGraph>> graphs_;
  std::map<const ModeGraph*, std::unique_ptr<HierarchyWeights>> weights_;
  std::array<std::unique_ptr<CellsByEdge>, kModes> cells_by_edge_;
  std::vector<ServiceWork> work_;
};

}  // namespace

CoverageResult compute_coverage(const StudyView& study, std::span<const Service> services) {
  return Job(study, services, nullptr).run();
}

CoverageResult compute_coverage(const StudyView& study, std::span<const Service> services,
                                const KeptTables& kept) {
  assert(kept.holds.size() == services.size());
  return Job(study, services, &kept).run();
}

}  // namespace fangyuan
