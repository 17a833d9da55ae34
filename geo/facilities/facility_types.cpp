// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/facility_types.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "core/base/embedded.h"

namespace fangyuan {
namespace {

std::vector<std::string> split(std::string_view line, char separator) {
  std::vector<std::string> out;
  for (std::size_t start = 0;;) {
    const std::size_t end = line.find(separator, start);
    out.emplace_back(line.substr(start, end - start));
    if (end == std::string_view::npos) return out;
    start = end + 1;
  }
}

[[noreturn]] void broken(std::size_t line, const std::string& what) {
  throw std::invalid_argument("facility types, line " + std::to_string(line) + ": " + what);
}

/// Characters, not bytes, so that one Chinese character counts as one letter.
std::vector<std::string_view> characters(std::string_view s) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < s.size();) {
    std::size_t n = 1;
    while (i + n < s.size() && (static_cast<unsigned char>(s[i + n]) & 0xC0) == 0x80) ++n;
    out.push_back(s.substr(i, n));
    i += n;
  }
  return out;
}

/// 2 × common subsequence ÷ both lengths: 1 for equal words, 0 where no letter is shared.
double likeness(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const std::string_view x : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = x == b[j - 1] ? diagonal + 1 : std::max(above, row[j - 1]);
      diagonal = above;
    }
  }
  return 2.0 * static_cast<double>(row.back()) / static_cast<double>(a.size() + b.size());
}

}  // namespace

struct FacilityTypes::Impl {
  std::vector<FacilityType> all;
  std::unordered_map<std::string, std::size_t> by_id;
  std::unordered_map<std::string, std::pair<std::size_t, std::string>> by_word;  // folded → type
  std::vector<std::pair<std::string, std::size_t>> endings;  // folded Chinese words, longest first

  void learn(const std::string& word, std::size_t type, std::size_t line) {
    const std::string folded = fold_word(word);
    if (folded.empty()) broken(line, "an empty name");
    const auto [it, is_new] = by_word.try_emplace(folded, type, word);
    if (!is_new && it->second.first != type)
      broken(line, "'" + word + "' names " + all[it->second.first].id + " already");
    const bool chinese = static_cast<unsigned char>(folded.front()) >= 0x80;
    if (is_new && chinese) endings.emplace_back(folded, type);
  }
};

FacilityTypes::FacilityTypes(std::string_view csv) : impl_(std::make_unique<Impl>()) {
  if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
  std::size_t number = 0;
  for (std::string& line : split(csv, '\n')) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (number == 1) {
      if (line != "id,family,zh,en,aliases,source") broken(1, "the header");
      continue;
    }
    if (line.empty()) continue;
    const std::vector<std::string> cells = split(line, ',');
    if (cells.size() != 6) broken(number, "six columns are needed, without commas inside");
    FacilityType t{cells[0], cells[1], cells[2], cells[3], {}, cells[5]};
    if (!cells[4].empty()) t.aliases = split(cells[4], '|');
    if (!is_snake_case(t.id)) broken(number, "'" + t.id + "' is not lower snake_case");
    const std::size_t at = impl_->all.size();
    if (!impl_->by_id.emplace(t.id, at).second) broken(number, "'" + t.id + "' comes twice");
    impl_->all.push_back(t);
    for (const std::string& word : {t.id, t.zh, t.en}) impl_->learn(word, at, number);
    for (const std::string& word : t.aliases) impl_->learn(word, at, number);
  }
  std::sort(impl_->endings.begin(), impl_->endings.end(), [](const auto& a, const auto& b) {
    return std::pair(b.first.size(), std::string_view(a.first)) <
           std::pair(a.first.size(), std::string_view(b.first));
  });
}

FacilityTypes::~FacilityTypes() = default;

const FacilityTypes& FacilityTypes::shipped() {
  static const FacilityTypes types = [] {
    for (const embedded::Text& t : embedded::tables())
      if (t.name == "facility_types") return FacilityTypes(t.content);
    throw std::logic_error("facility_types is not built in");
  }();
  return types;
}

const std::vector<FacilityType>& FacilityTypes::all() const { return impl_->all; }

const FacilityType* FacilityTypes::find(std::string_view id) const {
  const auto it = impl_->by_id.find(std::string(id));
  return it == impl_->by_id.end() ? nullptr : &impl_->all[it->second];
}

std::optional<TypeMatch> FacilityTypes::match(std::string_view users_word) const {
  const std::string word = fold_word(users_word);
  if (word.empty()) return std::nullopt;
  if (const auto it = impl_->by_word.find(word); it != impl_->by_word.end())
    return TypeMatch{impl_->all[it->second.first].id, false, it->second.second};
  const auto guess = [&](const std::pair<std::string, std::size_t>& e) {
    return TypeMatch{impl_->all[e.second].id, true, impl_->by_word.at(e.first).second};
  };
  for (const auto& e : impl_->endings)
    if (word.ends_with(e.first)) return guess(e);
  // Longest first; of equals the one that stands later in the word.
  const std::pair<std::string, std::size_t>* best = nullptr;
  std::size_t best_at = 0;
  for (const auto& e : impl_->endings) {
    if (best && e.first.size() < best->first.size()) break;
    const std::size_t at = word.rfind(e.first);
    if (at == std::string::npos || (best && at <= best_at)) continue;
    best = &e;
    best_at = at;
  }
  if (best) return guess(*best);
  return std::nullopt;
}

std::vector<std::string> FacilityTypes::nearest(std::string_view word, std::size_t n) const {
  const std::string folded = fold_word(word);
  const auto wanted = characters(folded);
  std::vector<std::pair<double, std::size_t>> scored(impl_->all.size());
  for (std::size_t i = 0; i < scored.size(); ++i) scored[i] = {0.0, i};
  for (const auto& [known, entry] : impl_->by_word) {
    double& best = scored[entry.first].first;
    best = std::max(best, likeness(wanted, characters(known)));
  }
  std::sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) {
    return std::pair(b.first, a.second) < std::pair(a.first, b.second);
  });
  std::vector<std::string> out;
  for (const auto& [score, at] : scored)
    if (out.size() < n && score > 0) out.push_back(impl_->all[at].id);
  return out;
}

std::optional<std::string> type_of(std::string_view users_word) {
  if (auto m = FacilityTypes::shipped().match(users_word)) return std::move(m->id);
  return std::nullopt;
}

}  // namespace fangyuan
