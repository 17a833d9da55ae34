// SPDX-License-Identifier: Apache-2.0
#include "core/filling/certificate.h"

#include <algorithm>

namespace fangyuan {
namespace {

struct Row {
  std::vector<FillPair> pairs;  // by rank
  std::vector<FillShare> shares;
};

std::string row_fault(const Row& row, Amount need, Amount met, const BestFilling& best) {
  std::int64_t least = best.penalty;
  for (const FillPair& p : row.pairs) least = std::min(least, p.cost.value() + best.price[p.rank]);
  Amount sum;
  for (const FillShare& s : row.shares) {
    const auto pair = std::ranges::find(row.pairs, s.rank, &FillPair::rank);
    if (pair == row.pairs.end() || pair->cost != s.cost) return "a share of no pair";
    if (s.amount <= Amount()) return "an empty share";
    if (s.cost.value() + best.price[s.rank] != least)
      return "somebody would be better off elsewhere";
    sum += s.amount;
  }
  if (sum != met || met > need) return "shares do not sum up to what is met";
  if (met < need && least < best.penalty) return "somebody unserved would be better off served";
  return {};
}

std::string site_fault(const BestFillRequest& request, const BestFilling& best) {
  std::vector<Amount> load(request.capacity.size());
  for (const FillShare& s : best.shares) load[s.rank] += s.amount;
  if (load != best.load) return "shares do not sum up to loads";
  for (std::size_t rank = 0; rank < load.size(); ++rank) {
    if (load[rank] > request.capacity[rank]) return "a site holds more than its capacity";
    if (best.price[rank] < 0) return "a price below 0";
    if (best.price[rank] > 0 && load[rank] < request.capacity[rank])
      return "a price where room is left";
  }
  return {};
}

}  // namespace

std::string certify(const BestFillRequest& request, const BestFilling& best) {
  const std::size_t sites = request.capacity.size();
  if (best.price.size() != sites || best.load.size() != sites ||
      best.met.size() != request.need.size())
    return "tables of another size";
  std::vector<Row> rows(request.need.size());
  std::uint32_t largest = 0;
  for (const FillPair& p : request.pairs) {
    rows[p.cell.index()].pairs.push_back(p);
    if (request.need[p.cell.index()] > Amount()) largest = std::max(largest, p.cost.value());
  }
  if (Wide{best.penalty} <= Wide{sites} * largest) return "too small a penalty";
  for (const FillShare& s : best.shares) {
    if (s.cell.is_none() || s.cell.index() >= rows.size() || s.rank >= sites)
      return "a share of no cell or site";
    rows[s.cell.index()].shares.push_back(s);
  }
  if (std::string fault = site_fault(request, best); !fault.empty()) return fault;
  Amount served;
  Wide cost = 0;
  for (std::size_t c = 0; c < rows.size(); ++c) {
    if (std::string fault = row_fault(rows[c], request.need[c], best.met[c], best); !fault.empty())
      return fault + ": cell " + std::to_string(c);
    served += best.met[c];
    for (const FillShare& s : rows[c].shares) cost += Wide{s.amount.millionths()} * s.cost.value();
  }
  if (served != best.served || cost != best.cost) return "sums that are none";
  return {};
}

}  // namespace fangyuan
