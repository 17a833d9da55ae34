// SPDX-License-Identifier: Apache-2.0
// What must hold of every study, tried on random ones.
#include <gtest/gtest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <map>
#include <tuple>

#include "core/coverage/coverage.h"
#include "core/coverage/nearest.h"
#include "tests/core/small_study.h"

namespace fangyuan {
namespace {

using namespace sketch;

/// Streets, people, sites, units and services of every kind.
SmallStudy random_study(unsigned seed, bool with_capacity) {
  std::mt19937 random(seed);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  SmallStudy s{{"total", "older60", "needy"}};
  s.network = random_network(random, 60, 110);
  s.add_layer(Level::county, {"1", "2"});
  s.add_layer(Level::township, {"11", "12", "21"});
  s.add_layer(Level::township, {"X"}, Tree::management);
  const auto unit = [&](std::uint32_t first, std::uint32_t count) {
    const std::uint32_t i = below(count + 1);
    return i == count ? UnitId::none() : UnitId(first + i);
  };
  const auto place = [&] { return at(below(1000), below(1000)); };
  const auto entrance = [&] {
    return below(8) == 0 ? Entrance{} : random_entrance(random, s.network);
  };
  for (int c = 0; c < 150; ++c) {
    const People total = Amount::from_millionths(below(5) == 0 ? 0 : below(90'000'000));
    s.add_cell(place(), entrance(),
               {total, scaled_floor(total, Amount::from_whole(below(100)), Amount::from_whole(300)),
                Amount::from_millionths(below(2'000'000))},
               {unit(0, 2), unit(2, 3), unit(5, 1)});
  }
  for (int i = 0; i < 14; ++i) {
    const SiteId id = s.add_site(std::to_string(below(500)), place(), {entrance(), entrance()},
                                 {unit(0, 2), unit(2, 3), unit(5, 1)});
    Facility& f = s.facilities[id.index()];
    f.type = i % 3 == 0 ? "hospital" : "clinic";
    f.amounts["beds"] = Amount::from_whole(below(60));
  }
  s.facilities[3].place = s.cells.place[5];  // somebody lives there
  s.add_service("walk", {1, 2, 4});
  s.add_service("drive", {0.2, 0.5}).mode = Mode::car;
  s.services.back().direction = Direction::from_facility;
  s.services.back().facility_types = {"hospital"};
  s.services.back().straight_speed_mps = 5.5;
  Service& own = s.add_service("own", {});
  own.limits = {{false, 60'000}, {false, 200'000}};
  own.own_unit = {Tree::legal, Level::township};
  own.group = "older60";
  for (const char* id : {"one", "two"}) s.add_service(id, {3});
  s.services[4].facility_types = {"hospital"};
  if (with_capacity) {
    s.services[0].capacity = "beds";
    s.services[0].need = 0.3;
    s.services[2].capacity = "beds";
    s.services[4].capacity = "beds";
    s.services[4].need_group = "needy";
  }
  Service& joint = s.services.emplace_back();
  joint.id = "joint";
  joint.all = {ServiceId(3U), ServiceId(4U)};
  return s;
}

using RowKey = std::tuple<std::size_t, std::string, Measure, std::size_t, UnitId, std::size_t>;
std::map<RowKey, CoverageRow> by_key(const CoverageResult& result) {
  std::map<RowKey, CoverageRow> rows;
  for (const CoverageRow& r : result.rows) {
    const bool fresh = rows.emplace(RowKey{r.service.index(), r.limit, r.measure,
                                           r.unit_layer ? *r.unit_layer + 1 : 0, r.unit, r.group},
                                    r)
                           .second;
    EXPECT_TRUE(fresh) << "two rows of one key";
  }
  return rows;
}

class AnyStudy : public ::testing::TestWithParam<unsigned> {};
INSTANTIATE_TEST_SUITE_P(Seeds, AnyStudy, ::testing::Range(1U, 13U));

TEST_P(AnyStudy, PartsAddUpToTheTotalAndLayersToEveryone) {
  const SmallStudy s = random_study(GetParam(), true);
  const CoverageResult result = s.run();
  // 20 tables of 10 rows (all, 2 + none, 3 + none, 1 + none) and 3 groups
  ASSERT_EQ(result.rows.size(), 20U * 10U * 3U);
  std::map<std::tuple<std::size_t, std::string, Measure, std::size_t, std::size_t>, Parts> sums;
  for (const CoverageRow& r : result.rows) {
    const Parts& p = r.parts;
    EXPECT_EQ(p.served + p.no_capacity + p.out_of_reach + p.unconnected, p.total);
    for (const People part : {p.served, p.no_capacity, p.out_of_reach, p.unconnected})
      EXPECT_GE(part, People());
    if (r.measure == Measure::straight) {
      EXPECT_EQ(p.unconnected, People());
    }
    if (r.unit_layer) sums[{r.service.index(), r.limit, r.measure, r.group, *r.unit_layer}] += p;
  }
  for (const CoverageRow& r : result.rows) {
    if (r.unit_layer) continue;
    People placed;
    for (const People p : s.cells.people[r.group]) placed += p;
    EXPECT_EQ(r.parts.total, placed);
    for (std::size_t layer = 0; layer < 3; ++layer) {
      const Parts sum = sums[{r.service.index(), r.limit, r.measure, r.group, layer}];
      EXPECT_EQ(sum.served, r.parts.served);
      EXPECT_EQ(sum.no_capacity, r.parts.no_capacity);
      EXPECT_EQ(sum.out_of_reach, r.parts.out_of_reach);
      EXPECT_EQ(sum.unconnected, r.parts.unconnected);
    }
  }
}

TEST_P(AnyStudy, SitesTogetherServeWhomTheTableSays) {
  const SmallStudy s = random_study(GetParam(), true);
  const CoverageResult result = s.run();
  std::map<std::pair<std::size_t, std::string>, People> served;
  for (const FacilityRow& f : result.facility_rows) {
    served[{f.service.index(), f.limit}] += f.served;
    EXPECT_LE(f.served, f.in_reach);
    if (f.load) {
      EXPECT_LE(*f.load, f.capacity.value_or(Amount()));
    }
  }
  for (const auto& [key, sum] : served) {
    const Service& service = s.services[key.first];
    const std::size_t group = service.group == "older60" ? 1 : 0;
    EXPECT_EQ(row_of(result, key.first, key.second, Measure::network, {}, group).parts.served, sum);
  }
}

/// People counted by how many sites they may choose among are the people of the table, and each
/// site's reach is in the count once.
TEST_P(AnyStudy, PeopleBySitesAddUpToTheTableAndToWhatSitesReach) {
  const SmallStudy s = random_study(GetParam(), true);
  const CoverageResult result = s.run();
  const auto rows = by_key(result);
  std::map<std::pair<std::size_t, std::string>, std::int64_t> reached, serving;
  for (const FacilityRow& f : result.facility_rows) {
    reached[{f.service.index(), f.limit}] += f.in_reach.millionths();
    const auto& w = f.warnings;
    serving[{f.service.index(), f.limit}] +=
        std::none_of(w.begin(), w.end(),
                     [](const auto& x) { return x == "not-counted" || x == "unlocated"; })
            ? 1
            : 0;
  }
  ASSERT_EQ(result.overlap.size(), 18U * 10U);  // as the tables of plain services
  for (const OverlapRow& o : result.overlap) {
    const Service& service = s.services[o.service.index()];
    const std::size_t group = service.group == "older60" ? 1 : 0;
    const Parts& parts = rows.at({o.service.index(), o.limit, o.measure,
                                  o.unit_layer ? *o.unit_layer + 1 : 0, o.unit, group})
                             .parts;
    People some;
    for (std::size_t n = 1; n < OverlapRow::kCounts; ++n) some += o.by_sites[n];
    EXPECT_EQ(o.by_sites[0], parts.out_of_reach + parts.unconnected);
    EXPECT_EQ(some, parts.served + parts.no_capacity);
    EXPECT_EQ(o.capacity.has_value(), service.capacity.has_value());
    EXPECT_LE(o.load.value_or(Amount()), o.capacity.value_or(Amount()));
    if (o.unit_layer) continue;
    EXPECT_EQ(o.sites, serving[std::pair(o.service.index(), o.limit)]);
    if (o.measure == Measure::network) {
      EXPECT_EQ(o.site_people, (Wide{reached[std::pair(o.service.index(), o.limit)]}));
    }
  }
}

/// What a site alone reaches is what its closing takes, by a run without it.
TEST_P(AnyStudy, ClosingASiteLosesThoseWhoHaveOnlyIt) {
  SmallStudy s = random_study(GetParam(), false);
  const CoverageResult before = s.run();
  const auto rows = by_key(before);
  for (std::size_t i = 0; i < s.facilities.size(); i += 3) {
    s.facilities[i].status = Status::closed;
    const auto after = by_key(s.run());
    s.facilities[i].status = Status::in_use;
    for (const FacilityRow& f : before.facility_rows) {
      if (f.site != SiteId(i)) continue;
      const std::size_t group = s.services[f.service.index()].group == "older60" ? 1 : 0;
      const RowKey key{f.service.index(), f.limit, Measure::network, 0, {}, group};
      EXPECT_EQ(f.only_here, rows.at(key).parts.served - after.at(key).parts.served)
          << s.services[f.service.index()].id << ' ' << f.limit;
    }
  }
}

TEST_P(AnyStudy, ALongerLimitNeverServesFewer) {
  const SmallStudy s = random_study(GetParam(), false);
  std::map<std::tuple<std::size_t, Measure, std::size_t, UnitId, std::size_t>, People> last;
  for (const CoverageRow& r : s.run().rows) {
    People& before =
        last[{r.service.index(), r.measure, r.unit_layer.value_or(9), r.unit, r.group}];
    EXPECT_GE(r.parts.served, before);
    before = r.parts.served;
  }
}

TEST_P(AnyStudy, ANewSiteNeverServesFewer) {
  SmallStudy s = random_study(GetParam(), false);
  const auto before = by_key(s.run());
  std::mt19937 random(GetParam());
  s.add_site("new", at(500, 500), {random_entrance(random, s.network)},
             {UnitId(0U), UnitId(2U), UnitId(5U)});
  for (const auto& [key, row] : by_key(s.run()))
    EXPECT_GE(row.parts.served, before.at(key).parts.served);
}

TEST_P(AnyStudy, WhoIsReachedHasASiteAndWhoIsNotHasNone) {
  SmallStudy s = random_study(GetParam(), false);
  const CoverageResult result = s.run();
  for (const ServiceReach& r : result.reach)
    for (std::size_t c = 0; c < s.cells.size(); ++c) {
      EXPECT_EQ(r.network[c].reached(), !r.network_site[c].is_none());
      EXPECT_EQ(r.straight_mm[c].reached(), !r.straight_site[c].is_none());
    }
}

TEST_P(AnyStudy, EveryCellsTimeIsTheLeastOfSearchesFromThatCellsSide) {
  // From the people's end: one search per cell, over the same network, the other way round.
  const SmallStudy s = random_study(GetParam(), false);
  const CoverageResult result = s.run();
  const Service& walk = s.services[0];
  const ModeGraph graph(s.network, walk.mode, 1.0, Metric::time);
  Search search(graph);
  for (std::size_t c = 0; c < s.cells.size(); ++c) {
    Cost least;
    if (s.access.cells[c].connected()) {
      search.run(sources_of({&s.access.cells[c], 1}, Metric::time, 1.0), Cost(),
                 Direction::from_facility);
      for (std::size_t i = 0; i < s.facilities.size(); ++i)
        for (const Entrance& e : s.access.sites[i])
          if (e.connected() && serves(s.facilities[i], walk))
            least = std::min(least, search.at(e.edge, e.offset_mm) + Cost(e.access_mm));
    }
    if (result.reach[0].network[c] == Cost(0)) continue;  // at most 1 m apart
    EXPECT_EQ(result.reach[0].network[c], least <= Cost(240'000) ? least : Cost());
  }
}

bool same(const CoverageRow& a, const CoverageRow& b) {
  return a.limit == b.limit && a.unit == b.unit && a.group == b.group &&
         a.parts.served == b.parts.served && a.parts.no_capacity == b.parts.no_capacity &&
         a.parts.out_of_reach == b.parts.out_of_reach &&
         a.parts.unconnected == b.parts.unconnected && a.mean_ms == b.mean_ms &&
         a.p90_ms == b.p90_ms && a.mean_mm == b.mean_mm && a.p90_mm == b.p90_mm;
}

void expect_same(const CoverageResult& result, const CoverageResult& first) {
  ASSERT_EQ(result.rows.size(), first.rows.size());
  for (std::size_t i = 0; i < result.rows.size(); ++i)
    ASSERT_TRUE(same(result.rows[i], first.rows[i])) << i;
  for (std::size_t i = 0; i < result.reach.size(); ++i) {
    ASSERT_EQ(result.reach[i].network, first.reach[i].network);
    ASSERT_EQ(result.reach[i].network_site, first.reach[i].network_site);
    ASSERT_EQ(result.reach[i].straight_site, first.reach[i].straight_site);
  }
  for (std::size_t i = 0; i < result.facility_rows.size(); ++i) {
    ASSERT_EQ(result.facility_rows[i].served, first.facility_rows[i].served);
    ASSERT_EQ(result.facility_rows[i].load, first.facility_rows[i].load);
  }
}

TEST_P(AnyStudy, TheNumberOfThreadsChangesNothing) {
  const SmallStudy s = random_study(GetParam(), true);
  std::optional<CoverageResult> first;
  for (const int threads : {1, 2, 8}) {
    const tbb::global_control at_most(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(threads));
    tbb::task_arena arena(threads);
    CoverageResult result;
    arena.execute([&] { result = s.run(); });
    if (!first) {
      first = std::move(result);
      continue;
    }
    expect_same(result, *first);
  }
}

TEST_P(AnyStudy, NearestCostsAreThoseOfCoverage) {
  SmallStudy s = random_study(GetParam(), false);
  std::erase_if(s.services, [](const Service& service) { return service.is_joint(); });
  // Of two limits the larger is measured; a catchment of each level, both directions.
  const std::size_t given = s.services.size();
  for (std::size_t i = 0; i < given; ++i) {
    Service other = s.services[i];
    other.own_unit = {Tree::legal, i % 2 == 0 ? Level::county : Level::township};
    other.direction = Direction::from_facility;
    s.services.push_back(other);
  }
  const CoverageResult result = s.run();
  const std::vector<NearestCosts> costs = s.nearest();
  ASSERT_EQ(costs.size(), s.services.size());
  std::size_t reached = 0;
  for (const ServiceReach& r : result.reach) {
    const NearestCosts& c = costs[r.service.index()];
    ASSERT_EQ(c.network.has_value(), r.has_network);
    ASSERT_EQ(c.straight_mm.has_value(), r.has_straight);
    if (c.network) {
      EXPECT_EQ(*c.network, r.network) << r.service.index();
    }
    if (c.straight_mm) {
      EXPECT_EQ(*c.straight_mm, r.straight_mm) << r.service.index();
    }
    for (const Cost cost : r.network) reached += cost.reached();
  }
  EXPECT_GT(reached, 0U);
}

TEST_P(AnyStudy, SweptSitesSayWhatSearchedOnesSay) {
  for (const bool capacity : {false, true}) {
    const SmallStudy s = random_study(GetParam(), capacity);
    expect_same(s.run(true), s.run());
  }
}

}  // namespace
}  // namespace fangyuan
