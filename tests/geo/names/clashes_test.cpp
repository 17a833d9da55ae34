// SPDX-License-Identifier: Apache-2.0
// Clashes of made-up names against brute force.
#include "geo/names/clashes.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "geo/names/name_fold.h"

namespace fangyuan {
namespace {

using Pair = std::tuple<ClashKind, std::uint32_t, std::uint32_t>;

bool meet(const NameReading& a, const NameReading& b, bool toneless) {
  if (a.options.size() != b.options.size()) return false;
  for (std::size_t i = 0; i < a.options.size(); ++i) {
    bool any = false;
    for (const Syllable x : a.options[i])
      for (const Syllable y : b.options[i])
        any = any || (toneless ? x.toneless() == y.toneless() : x == y);
    if (!any) return false;
  }
  return true;
}

/// Every pair, looked at by itself.
std::set<Pair> pairs_by_force(const std::vector<ComparedName>& names) {
  std::set<Pair> out;
  for (std::uint32_t a = 0; a < names.size(); ++a)
    for (std::uint32_t b = a + 1; b < names.size(); ++b) {
      if (names[a].scope != names[b].scope) continue;
      if (names[a].compared == names[b].compared) {
        out.insert(
            {names[a].whole == names[b].whole ? ClashKind::same_name : ClashKind::same_specific, a,
             b});
        continue;
      }
      if (meet(names[a].reading, names[b].reading, false))
        out.insert({ClashKind::homophone, a, b});
      else if (meet(names[a].reading, names[b].reading, true))
        out.insert({ClashKind::near_homophone, a, b});
    }
  return out;
}

/// The pairs that groups stand for; of near homophones those that no better group has.
std::set<Pair> pairs_of(const std::vector<Clash>& clashes, const std::vector<ComparedName>& names) {
  std::set<Pair> out;
  for (const Clash& c : clashes)
    for (std::size_t x = 0; x < c.names.size(); ++x)
      for (std::size_t y = x + 1; y < c.names.size(); ++y) {
        const auto a = c.names[x], b = c.names[y];
        const bool same = names[a].compared == names[b].compared;
        const bool sounds = c.kind == ClashKind::homophone || c.kind == ClashKind::near_homophone;
        if (same &&
            (sounds || (c.kind == ClashKind::same_specific && names[a].whole == names[b].whole)))
          continue;
        out.insert({c.kind, a, b});
      }
  std::set<Pair> kept;
  for (const auto& [kind, a, b] : out)
    if (kind != ClashKind::near_homophone || !out.contains({ClashKind::homophone, a, b}))
      kept.insert({kind, a, b});
  return kept;
}

std::vector<ComparedName> made_up(std::uint32_t seed, std::size_t count, std::size_t longest) {
  // Few syllables and many characters with several readings, so that much clashes.
  const std::u32string kCharacters =
      U"长常厂场昌张章掌乐勒岳月都督斗行杭航形石十什实单丹善重虫种中大代台泰太和河合何";
  std::mt19937 random(seed);
  std::vector<ComparedName> out;
  for (std::size_t i = 0; i < count; ++i) {
    ComparedName n;
    n.scope = static_cast<std::uint32_t>(random() % 3);
    const std::size_t length = 1 + random() % longest;
    for (std::size_t k = 0; k < length; ++k)
      n.compared.push_back(kCharacters[random() % kCharacters.size()]);
    n.whole = n.compared + (random() % 4 == 0 ? U"乡" : U"镇");
    n.reading = random() % 2 == 0 ? PlaceReadings::shipped().read(n.compared)
                                  : PlaceReadings::dictionary_only().read(n.compared);
    out.push_back(std::move(n));
  }
  return out;
}

TEST(Clashes, AreThoseOfBruteForce) {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    const auto names = made_up(seed, 700, seed % 2 == 0 ? 2 : 4);
    const auto clashes = find_clashes(names);
    const auto ours = pairs_of(clashes, names), theirs = pairs_by_force(names);
    EXPECT_EQ(ours, theirs) << "seed " << seed;
    EXPECT_GT(theirs.size(), 100U);
    for (const Clash& c : clashes) EXPECT_GE(c.names.size(), 2U);
  }
}

TEST(Clashes, NamesWithVeryManyReadingsAreComparedToo) {
  // 2^10 readings and more: pairs by pairs.
  std::vector<ComparedName> names;
  for (const char32_t* text :
       {U"长长长长长长长长长长", U"常常常常常常常常常常", U"掌掌掌掌掌掌掌掌掌掌",
        U"长长长长长长长长长常", U"张张张张张张张张张张", U"长"}) {
    ComparedName n;
    n.compared = n.whole = text;
    n.reading = PlaceReadings::dictionary_only().read(n.compared);
    names.push_back(std::move(n));
  }
  EXPECT_EQ(pairs_of(find_clashes(names), names), pairs_by_force(names));
}

TEST(Clashes, GradesSayHowSureItIs) {
  const auto grade = [](const char* a, const char* b) {
    std::vector<ComparedName> names(2);
    names[0].compared = names[0].whole = fold_name(a);
    names[1].compared = names[1].whole = fold_name(b);
    for (auto& n : names) n.reading = PlaceReadings::shipped().read(n.compared);
    const auto found = find_clashes(names);
    EXPECT_EQ(found.size(), 1U) << a << b;
    return found.empty() ? ClashGrade::certain : found.front().grade;
  };
  EXPECT_EQ(grade("张庄", "章庄"), ClashGrade::certain);
  EXPECT_EQ(grade("长庄", "常庄"), ClashGrade::likely);
  EXPECT_EQ(grade("长庄", "掌庄"), ClashGrade::possible);
  EXPECT_EQ(grade("厦门", "夏门"), ClashGrade::certain);
}

TEST(Clashes, NothingComesOfNothing) {
  EXPECT_TRUE(find_clashes({}).empty());
  std::vector<ComparedName> empty(3);
  EXPECT_TRUE(find_clashes(empty).empty());
}

}  // namespace
}  // namespace fangyuan
