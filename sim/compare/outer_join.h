// SPDX-License-Identifier: Apache-2.0
// Rows of two tables that say the same thing. Internal to sim/compare.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "sim/compare/compare.h"

namespace fangyuan {

/// The rows' keys: the texts of some columns.
class RowKeys {
 public:
  RowKeys(const PrintedTable& table, const std::vector<std::string>& key) {
    for (const std::string& column : key) key_.push_back(table.at(column));
  }
  std::string key_of(const PrintedTable::Row& row) const {
    std::string key;
    for (const std::size_t c : key_) key += row[c] + '\x1f';
    return key;
  }

 private:
  std::vector<std::size_t> key_;
};

/// Calls join(row of A or null, row of B or null) for every key, in B's order, then A's own rows.
template <class Join>
void outer_join(const PrintedTable& a, const PrintedTable& b, const std::vector<std::string>& key,
                Join&& join) {
  const RowKeys in_a(a, key), in_b(b, key);
  std::unordered_map<std::string, std::vector<const PrintedTable::Row*>> by_key;
  for (auto it = a.rows.rbegin(); it != a.rows.rend(); ++it)
    by_key[in_a.key_of(*it)].push_back(&*it);  // several of one key pair up in order
  for (const PrintedTable::Row& row : b.rows) {
    const PrintedTable::Row* other = nullptr;
    if (const auto it = by_key.find(in_b.key_of(row)); it != by_key.end() && !it->second.empty()) {
      other = it->second.back();
      it->second.pop_back();
    }
    join(other, &row);
  }
  for (const PrintedTable::Row& row : a.rows) {
    std::vector<const PrintedTable::Row*>& left = by_key[in_a.key_of(row)];
    if (left.empty() || left.back() != &row) continue;
    left.pop_back();
    join(&row, nullptr);
  }
}

}  // namespace fangyuan
