// SPDX-License-Identifier: Apache-2.0
#include "sim/live/live_study.h"

#include <algorithm>
#include <cassert>

#include "core/coverage/live_coverage.h"
#include "core/coverage/live_pieces.h"
#include "core/reach/access.h"

namespace fangyuan {
namespace {

ModeSpeeds speeds_of(const Study& study, Mode mode) {
  const ModeSettings& settings = study.project.settings(mode);
  return {settings.speed_mps, settings.off_network_mps};
}

void exchange(Parts& sum, const Parts& was, const Parts& is) {
  sum.served += is.served - was.served;
  sum.no_capacity += is.no_capacity - was.no_capacity;
  sum.out_of_reach += is.out_of_reach - was.out_of_reach;
  sum.unconnected += is.unconnected - was.unconnected;
}

bool same(const LiveOutcome& a, const LiveOutcome& b, std::size_t cell) {
  return a.cells.state[cell] == b.cells.state[cell] &&
         (a.met.empty() || a.met[cell] == b.met[cell]);
}

}  // namespace

LiveStudy::LiveStudy(std::unique_ptr<const Study> study)
    : study_(std::move(study)),
      layout_(study_->boundaries.units, study_->population.cells),
      ranks_(study_->facilities.all),
      lines_(study_->population.cells.place, study_->facilities.all) {
  for (std::size_t s = 0; s < study_->facilities.all.size(); ++s)
    by_id_.emplace(study_->facilities.all[s].id, s);
}

LiveStudy::~LiveStudy() = default;

bool LiveStudy::has(ServiceId id, Measure measure) const {
  const Service& s = study_->project.services[id.index()];
  if (!(measure == Measure::network ? s.measure_network : s.measure_straight)) return false;
  if (s.is_joint())
    return std::all_of(s.all.begin(), s.all.end(), [&](ServiceId m) { return has(m, measure); });
  if (measure == Measure::network)
    return study_->has_roads() && study_->access[static_cast<std::size_t>(s.mode)];
  return metric_of(s) == Metric::length || straight_mps(s, speeds_of(*study_, s.mode)).has_value();
}

std::vector<LiveStudy::Member> LiveStudy::members(const LiveQuestion& question) const {
  const Service& s = study_->project.services[question.service.index()];
  std::vector<Member> members;
  for (const ServiceId m : s.all) members.push_back({m, 0});
  if (members.empty()) members.push_back({question.service, question.limit});
  return members;
}

const ModeGraph& LiveStudy::graph(const Service& service) const {
  const double mps = network_mps(service, speeds_of(*study_, service.mode));
  const Metric metric = metric_of(service);
  const bool any_speed = service.mode == Mode::car || metric == Metric::length;
  auto& slot = graphs_[{service.mode, any_speed ? 0 : mps, metric}];
  if (!slot)
    slot = std::make_unique<const ModeGraph>(study_->roads.network, service.mode, mps, metric);
  return *slot;
}

const CellsByEdge& LiveStudy::cells_by_edge(Mode mode) const {
  const auto m = static_cast<std::size_t>(mode);
  auto& slot = cells_by_edge_[m];
  if (!slot)
    slot =
        std::make_unique<const CellsByEdge>(*study_->access[m], study_->roads.network.edges.size());
  return *slot;
}

/// REQUIRES: the mutex is held.
const LiveReach* LiveStudy::reach(ServiceId id, Measure measure) const {
  const Key key{id.index(), measure};
  if (const auto it = reaches_.find(key); it != reaches_.end()) return it->second.get();
  const Service& service = study_->project.services[id.index()];
  ReachInputs inputs{
      .study = *study_, .service = service, .layout = layout_, .ranks = ranks_, .lines = lines_};
  if (measure == Measure::network) {
    inputs.graph = &graph(service);
    inputs.cells = &cells_by_edge(service.mode);
    inputs.access_mps = access_mps(service, speeds_of(*study_, service.mode));
  }
  const bool nearest = measure == Measure::network && LiveCoverage::supports(service);
  return (reaches_[key] = nearest ? live_nearest(inputs) : live_pairs(inputs)).get();
}

/// REQUIRES: the mutex is held.
const LiveOutcome& LiveStudy::baseline(const Member& member, Measure measure,
                                       const LiveReach& reach) const {
  const std::tuple key{member.service.index(), measure, member.limit};
  const auto known = baselines_.find(key);
  if (known != baselines_.end()) return known->second;
  const EditedSites none;
  return baselines_.emplace(key, reach.outcome({none, {}, {}}, member.limit)).first->second;
}

/// Every site that an edit named and the study has, and those that it has not.
std::vector<SiteId> LiveStudy::changed_sites(const EditedSites& edited) const {
  std::vector<SiteId> changed;
  for (const EditTouched& touched : edited.touched)
    for (const std::string& id : touched.sites)
      if (const auto it = by_id_.find(id); it != by_id_.end()) changed.push_back(it->second);
  for (std::size_t s = study_->facilities.all.size(); s < edited.facilities.all.size(); ++s)
    changed.emplace_back(s);
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  return changed;
}

bool LiveStudy::concerns(const Service& service, const EditedSites& edited,
                         std::span<const SiteId> changed) const {
  if (service.is_joint())
    return std::any_of(service.all.begin(), service.all.end(), [&](ServiceId m) {
      return concerns(study_->project.services[m.index()], edited, changed);
    });
  const auto is_of = [&](const Facility& f) {
    return std::any_of(service.facility_types.begin(), service.facility_types.end(),
                       [&](const std::string& type) { return f.serves_as(type); });
  };
  const auto& known = study_->facilities.all;
  return std::any_of(changed.begin(), changed.end(), [&](SiteId s) {
    return is_of(edited.facilities.all[s.index()]) ||
           (s.index() < known.size() && is_of(known[s.index()]));
  });
}

/// REQUIRES: the mutex is held.
const std::vector<Parts>& LiveStudy::parts_before(const LiveQuestion& q,
                                                  std::span<const CellOutcome* const> cells) const {
  auto& parts = parts_[{q.service.index(), q.measure, q.limit, q.group}];
  if (!parts)
    parts = std::make_shared<const std::vector<Parts>>(tally_parts(layout_, cells, q.group));
  return *parts;
}

std::optional<std::vector<LiveTable>> LiveStudy::tables(const EditedSites& edited) const {
  const std::vector<SiteId> changed = changed_sites(edited);
  const std::vector<std::uint32_t> new_ranks = edited.facilities.all.empty()
                                                   ? std::vector<std::uint32_t>()
                                                   : ranks_.of_added(edited.facilities.all);
  const SitesNow now{edited, changed, new_ranks};
  std::vector<LiveTable> tables;
  std::map<std::tuple<std::size_t, Measure, std::size_t>, LiveOutcome> known;  // of members too
  for (std::size_t s = 0; s < study_->project.services.size(); ++s) {
    const Service& service = study_->project.services[s];
    if (!concerns(service, edited, changed)) continue;
    const std::size_t limits = service.is_joint() ? 1 : service.limits.size();
    for (const Measure measure : {Measure::network, Measure::straight}) {
      if (!has(ServiceId(s), measure)) continue;
      for (std::size_t l = 0; l < limits; ++l) {
        LiveQuestion question{.service = ServiceId(s), .limit = l, .measure = measure};
        std::vector<const LiveOutcome*> base, after;
        std::vector<const CellOutcome*> cells_before, cells_after;
        LiveTable table{ServiceId(s), l, measure, {}};
        const std::vector<Member> of = members(question);
        {
          const std::scoped_lock lock(mutex_);
          for (const Member& m : of) {
            const LiveReach* one = reach(m.service, measure);
            if (one == nullptr) return std::nullopt;
            base.push_back(&baseline(m, measure, *one));
            cells_before.push_back(&base.back()->cells);
          }
          for (question.group = 0; question.group < layout_.group_count(); ++question.group)
            table.after.push_back(parts_before(question, cells_before));
        }
        for (const Member& m : of) {
          const std::tuple key{m.service.index(), measure, m.limit};
          auto it = known.find(key);
          if (it == known.end()) {
            const LiveReach* one = nullptr;
            {
              const std::scoped_lock lock(mutex_);
              one = reach(m.service, measure);
            }
            it = known.emplace(key, one->outcome(now, m.limit)).first;
          }
          after.push_back(&it->second);
          cells_after.push_back(&after.back()->cells);
        }
        for (std::size_t c = 0; c < layout_.cell_count(); ++c) {
          bool stays = true;
          for (std::size_t m = 0; m < of.size(); ++m) stays = stays && same(*base[m], *after[m], c);
          if (stays) continue;
          const CellId cell(c);
          for (std::size_t g = 0; g < table.after.size(); ++g) {
            const People people = layout_.people(cell)[g];
            if (people == People()) continue;
            const Parts was = parts_in(cells_before, cell, people);
            const Parts is = parts_in(cells_after, cell, people);
            for (const std::uint32_t row : layout_.rows_of(cell))
              exchange(table.after[g][row], was, is);
          }
        }
        tables.push_back(std::move(table));
      }
    }
  }
  return tables;
}

std::optional<LiveAnswer> LiveStudy::ask(const EditedSites& edited,
                                         const LiveQuestion& question) const {
  assert(has(question.service, question.measure));
  const std::vector<Member> members = this->members(question);
  std::vector<const LiveReach*> reaches;
  std::vector<const LiveOutcome*> base;
  std::vector<const CellOutcome*> cells_before, cells_after;
  LiveAnswer answer;
  {
    const std::scoped_lock lock(mutex_);
    for (const Member& m : members) {
      reaches.push_back(reach(m.service, question.measure));
      if (reaches.back() == nullptr) return std::nullopt;
      base.push_back(&baseline(m, question.measure, *reaches.back()));
      cells_before.push_back(&base.back()->cells);
    }
    parts_before(question, cells_before);
    answer.before =
        parts_[{question.service.index(), question.measure, question.limit, question.group}];
  }
  const std::vector<SiteId> changed = changed_sites(edited);
  const std::vector<std::uint32_t> new_ranks = edited.facilities.all.empty()
                                                   ? std::vector<std::uint32_t>()
                                                   : ranks_.of_added(edited.facilities.all);
  std::vector<LiveOutcome> now;
  for (std::size_t m = 0; m < members.size(); ++m)
    now.push_back(reaches[m]->outcome({edited, changed, new_ranks}, members[m].limit));
  for (const LiveOutcome& outcome : now) cells_after.push_back(&outcome.cells);

  answer.after = *answer.before;
  for (std::size_t c = 0; c < layout_.cell_count(); ++c) {
    bool stays = true;
    for (std::size_t m = 0; m < now.size(); ++m) stays = stays && same(*base[m], now[m], c);
    const People people = layout_.people(CellId(c))[question.group];
    if (stays || people == People()) continue;
    const Parts was = parts_in(cells_before, CellId(c), people);
    const Parts is = parts_in(cells_after, CellId(c), people);
    for (const std::uint32_t row : layout_.rows_of(CellId(c))) exchange(answer.after[row], was, is);
  }
  return answer;
}

std::vector<PlaceWay> LiveStudy::ways(const EditedSites& edited,
                                      const WayQuestion& question) const {
  const Service& service = study_->project.services[question.service.index()];
  const ModeGraph* streets = nullptr;
  {
    const std::scoped_lock lock(mutex_);
    streets = &graph(service);
  }
  const auto mode = static_cast<std::size_t>(service.mode);
  const bool as_they_are = edited.facilities.all.empty();
  return nearest_ways(
      *study_, *streets, lines_,
      {.all = as_they_are ? study_->facilities.all : edited.facilities.all,
       .entrances = as_they_are ? study_->access[mode]->sites : edited.entrances[mode]},
      question);
}

}  // namespace fangyuan
