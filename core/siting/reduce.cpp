// SPDX-License-Identifier: Apache-2.0
#include "core/siting/reduce.h"

#include <algorithm>
#include <numeric>

namespace fangyuan {
namespace {

constexpr std::uint64_t kEffort = 60'000'000;  // comparisons

/// Takes pairs of dropped sites out of the rows, and rows that are dropped whole.
void keep(SitingModel& m, const std::vector<char>& site_gone, const std::vector<char>& row_gone) {
  std::vector<std::uint32_t> first{0}, site;
  site.reserve(m.pairs());
  for (std::size_t row = 0; row < m.rows(); ++row) {
    if (row_gone[row] == 0)
      for (const std::uint32_t j : m.sites_of(row))
        if (site_gone[j] == 0) site.push_back(j);
    first.push_back(static_cast<std::uint32_t>(site.size()));
  }
  m.row_first = std::move(first);
  m.row_site = std::move(site);
  m.turn();
}

}  // namespace

std::vector<std::uint32_t> merge_rows(SitingModel& m) {
  std::vector<std::uint64_t> hash(m.rows());
  for (std::size_t row = 0; row < m.rows(); ++row) {
    std::uint64_t h = 0x9e3779b97f4a7c15U;
    for (const std::uint32_t j : m.sites_of(row)) h = (h ^ j) * 0xff51afd7ed558ccdU ^ (h >> 29);
    hash[row] = h;
  }
  std::vector<std::uint32_t> order(m.rows()), to(m.rows());
  std::iota(order.begin(), order.end(), 0U);
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    if (hash[a] != hash[b]) return hash[a] < hash[b];
    const auto x = m.sites_of(a), y = m.sites_of(b);
    if (const auto c =
            std::lexicographical_compare_three_way(x.begin(), x.end(), y.begin(), y.end());
        c != 0)
      return c < 0;
    return a < b;
  };
  std::ranges::sort(order, before);
  std::vector<std::uint32_t> lead(m.rows());  // first row with the same sites
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool same = i > 0 && hash[order[i]] == hash[order[i - 1]] &&
                      std::ranges::equal(m.sites_of(order[i]), m.sites_of(order[i - 1]));
    lead[order[i]] = same ? lead[order[i - 1]] : order[i];
  }
  std::vector<std::uint32_t> first{0}, site;
  std::vector<double> out;
  for (std::uint32_t row = 0; row < m.rows(); ++row) {
    if (lead[row] != row) {
      to[row] = to[lead[row]];
      out[to[row]] += m.out[row];
      continue;
    }
    to[row] = static_cast<std::uint32_t>(out.size());
    out.push_back(m.out[row]);
    site.insert(site.end(), m.sites_of(row).begin(), m.sites_of(row).end());
    first.push_back(static_cast<std::uint32_t>(site.size()));
  }
  m.row_first = std::move(first);
  m.row_site = std::move(site);
  m.out = std::move(out);
  return to;
}

std::vector<std::uint32_t> gather_rows(SitingModel& m) {
  constexpr std::uint32_t kNot = ~std::uint32_t{0};
  std::vector<std::uint32_t> to(m.rows(), kNot), order, queue;
  std::vector<char> seen(m.sites());
  const auto take = [&](std::uint32_t row) {
    if (to[row] != kNot) return;
    to[row] = static_cast<std::uint32_t>(order.size());
    order.push_back(row);
  };
  for (std::uint32_t from = 0; from < m.sites(); ++from) {
    if (seen[from] != 0) continue;
    seen[from] = 1;
    queue.assign(1, from);
    for (std::size_t at = 0; at < queue.size(); ++at)
      for (const std::uint32_t row : m.rows_of(queue[at])) {
        if (to[row] != kNot) continue;
        take(row);
        for (const std::uint32_t j : m.sites_of(row))
          if (seen[j] == 0) queue.push_back(j);
        for (const std::uint32_t j : m.sites_of(row)) seen[j] = 1;
      }
  }
  for (std::uint32_t row = 0; row < m.rows(); ++row) take(row);  // those without sites
  std::vector<std::uint32_t> first{0}, site;
  std::vector<double> out;
  site.reserve(m.pairs());
  for (const std::uint32_t row : order) {
    site.insert(site.end(), m.sites_of(row).begin(), m.sites_of(row).end());
    first.push_back(static_cast<std::uint32_t>(site.size()));
    out.push_back(m.out[row]);
  }
  m.row_first = std::move(first);
  m.row_site = std::move(site);
  m.out = std::move(out);
  m.turn();
  return to;
}

void drop_dominated_sites(SitingModel& m) {
  std::vector<char> gone(m.sites()), row_gone(m.rows());
  std::vector<std::uint32_t> shared(m.sites()), touched;
  std::uint64_t effort = 0;
  for (std::uint32_t j = 0; j < m.sites() && effort < kEffort; ++j) {
    const auto rows = m.rows_of(j);
    if (rows.empty()) continue;
    std::uint64_t work = 0;
    for (const std::uint32_t row : rows) work += m.sites_of(row).size();
    if (work > kEffort / 100) continue;
    effort += work;
    for (const std::uint32_t row : rows)
      for (const std::uint32_t k : m.sites_of(row))
        if (shared[k]++ == 0) touched.push_back(k);
    for (const std::uint32_t k : touched) {
      if (k != j && gone[k] == 0 && shared[k] == rows.size() && m.fee_of(k) <= m.fee_of(j) &&
          m.price_of(k) <= m.price_of(j)) {
        const bool twin = m.rows_of(k).size() == rows.size() && m.fee_of(k) == m.fee_of(j) &&
                          m.price_of(k) == m.price_of(j);
        if (!twin || k < j) gone[j] = 1;  // of twins the first stays
      }
      shared[k] = 0;
    }
    touched.clear();
  }
  keep(m, gone, row_gone);
}

void drop_wider_rows(SitingModel& m) {
  std::vector<char> gone(m.rows()), site_gone(m.sites());
  std::vector<std::uint32_t> shared(m.rows()), touched;
  std::uint64_t effort = 0;
  for (std::uint32_t row = 0; row < m.rows() && effort < kEffort; ++row) {
    const auto sites = m.sites_of(row);
    std::uint64_t work = 0;
    for (const std::uint32_t j : sites) work += m.rows_of(j).size();
    if (work > kEffort / 100) continue;
    effort += work;
    for (const std::uint32_t j : sites)
      for (const std::uint32_t other : m.rows_of(j))
        if (shared[other]++ == 0) touched.push_back(other);
    // Rows are merged, so that none has the same sites.
    for (const std::uint32_t other : touched) {
      if (other != row && shared[other] == sites.size()) gone[other] = 1;
      shared[other] = 0;
    }
    touched.clear();
  }
  for (std::size_t row = 0; row < m.rows(); ++row)
    if (gone[row] != 0) m.out[row] = 0;
  keep(m, site_gone, gone);
}

}  // namespace fangyuan
