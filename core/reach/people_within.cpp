// SPDX-License-Identifier: Apache-2.0
#include "core/reach/people_within.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "core/base/parallel.h"
#include "core/reach/source_batches.h"

namespace fangyuan {
namespace {

/// People of one group as multiples of a unit that divides them all. When all of them together fit
/// 32 bits, no sum over some of them can overflow a lane.
struct GroupColumn {
  std::vector<std::uint32_t> narrow;  // [place], in units; empty: `wide` holds
  std::span<const People> wide;
  std::int64_t unit = 1;

  explicit GroupColumn(std::span<const People> people) : wide(people) {
    std::int64_t divisor = 0, total = 0;
    for (const People p : people) {
      assert(p >= People());
      divisor = std::gcd(divisor, p.millionths());
      total += p.millionths();
    }
    unit = std::max<std::int64_t>(1, divisor);
    if (total / unit > std::int64_t{0xFFFF'FFFF}) return;
    narrow.reserve(people.size());
    for (const People p : people)
      narrow.push_back(static_cast<std::uint32_t>(p.millionths() / unit));
  }
};

/// Sums of one batch: [limit × groups + group].
struct alignas(64) LaneSums {
  LaneRow narrow;
  std::uint64_t wide[kLanes];
};

class Job {
 public:
  explicit Job(const PeopleWithinRequest& request) : r_(request) {
    assert(!r_.limits.empty() && std::is_sorted(r_.limits.begin(), r_.limits.end()));
    for (const auto& people : r_.groups) {
      assert(people.size() == r_.searches.inputs().targets.place_count());
      columns_.emplace_back(people);
    }
  }

  template <class SourceOf>
  PeopleWithin run(std::size_t count, const std::vector<std::uint32_t>& order,
                   const SourceOf& run_batch) {
    PeopleWithin result{r_.limits.size(), r_.groups.size(), {}};
    const std::size_t rows = result.limits * result.groups;
    result.sums.resize(count * rows);
    parallel_for((count + kLanes - 1) / kLanes, [&](std::size_t batch) {
      LaneSearch& search = r_.searches.local();
      const std::size_t begin = batch * kLanes, end = std::min(begin + kLanes, count);
      run_batch(search, std::span(order).subspan(begin, end - begin));
      std::vector<LaneSums> sums(rows);
      add(search, sums);
      for (std::size_t i = begin; i < end; ++i)
        for (std::size_t row = 0; row < rows; ++row) {
          const GroupColumn& column = columns_[row % result.groups];
          const std::size_t lane = i - begin;
          result.sums[order[i] * rows + row] = People::from_millionths(
              column.narrow.empty() ? static_cast<std::int64_t>(sums[row].wide[lane])
                                    : std::int64_t{sums[row].narrow.lane[lane]} * column.unit);
        }
    });
    return result;
  }

 private:
  void add(const LaneSearch& search, std::vector<LaneSums>& sums) const {
    std::vector<std::uint32_t> beyond;  // labels from here on are beyond the limit
    for (const Cost limit : r_.limits)
      beyond.push_back(search.base() + std::min(limit, kMostSwept).value() + 1);
    const std::size_t limits = beyond.size(), groups = columns_.size();
    LaneSums* const out = sums.data();
    const GroupColumn* const columns = columns_.data();
    const std::uint32_t* const far = beyond.data();
    const auto add_to = [=]<class V>(LaneRow & sum, const V(&within)[kVectors<V>],
                                     std::uint32_t people) __attribute__((always_inline)) {
#pragma GCC unroll 16
      for (std::size_t k = 0; k < kVectors<V>; ++k) vectors<V>(sum)[k] += within[k] & people;
    };
    const auto within_limit = [=]<class V>(V(&within)[kVectors<V>], const LaneRow& row,
                                           std::uint32_t label) __attribute__((always_inline)) {
#pragma GCC unroll 16
      for (std::size_t k = 0; k < kVectors<V>; ++k)
        within[k] = reinterpret_cast<V>(vectors<V>(row)[k] < label);
    };
    if (limits == 1 && groups == 1 && !columns->narrow.empty()) {
      const std::uint32_t* const people = columns->narrow.data();
      const std::uint32_t label = *far;
      auto use_one = [=]<class V>(std::uint32_t place, const LaneRow& row)
          __attribute__((always_inline)) {
        V within[kVectors<V>];
        within_limit.template operator()<V>(within, row, label);
        add_to.template operator()<V>(out->narrow, within, people[place]);
      };
      search.for_each_place(use_one);
      return;
    }
    auto use = [=]<class V>(std::uint32_t place, const LaneRow& row)
        __attribute__((always_inline)) {
      for (std::size_t l = 0; l < limits; ++l) {
        V within[kVectors<V>];
        within_limit.template operator()<V>(within, row, far[l]);
        for (std::size_t g = 0; g < groups; ++g) {
          LaneSums& sum = out[l * groups + g];
          const GroupColumn& column = columns[g];
          if (!column.narrow.empty()) {
            add_to.template operator()<V>(sum.narrow, within, column.narrow[place]);
          } else {
            const auto people = static_cast<std::uint64_t>(column.wide[place].millionths());
            for (std::size_t i = 0; i < kLanes; ++i)
              sum.wide[i] += row.lane[i] < far[l] ? people : 0;
          }
        }
      }
    };
    search.for_each_place(use);
  }

  const PeopleWithinRequest& r_;
  std::vector<GroupColumn> columns_;
};

}  // namespace

PeopleWithin people_within(const PeopleWithinRequest& r, std::span<const LaneSource> sources) {
  const LaneInputs& in = r.searches.inputs();
  require_fit(in, sources);
  const auto order = batch_order(in.weights.hierarchy(), in.graph.network(), sources);
  return Job(r).run(sources.size(), order,
                    [&](LaneSearch& search, std::span<const std::uint32_t> batch) {
                      std::vector<LaneSource> of_batch;
                      for (const std::uint32_t i : batch) of_batch.push_back(sources[i]);
                      search.run(of_batch, r.limits.back());
                    });
}

PeopleWithin people_within(const PeopleWithinRequest& r, std::span<const VertexId> sources) {
  require_fit(r.searches.inputs(), sources);
  const auto order = batch_order(r.searches.inputs().weights.hierarchy(), sources);
  return Job(r).run(sources.size(), order,
                    [&](LaneSearch& search, std::span<const std::uint32_t> batch) {
                      std::vector<VertexId> of_batch;
                      for (const std::uint32_t i : batch) of_batch.push_back(sources[i]);
                      search.run(of_batch, r.limits.back());
                    });
}

}  // namespace fangyuan
