// SPDX-License-Identifier: Apache-2.0
// A province's survey of place names: all duplicates and homophones. The answers of three counties
// are compared with those of every pair looked at by itself.
#include <fmt/format.h>

#include <array>
#include <random>
#include <set>
#include <tuple>

#include "bench/report.h"
#include "geo/names/check_names.h"
#include "geo/names/name_scopes.h"

namespace fangyuan {
namespace {

constexpr std::size_t kNames = 560'000;
constexpr std::size_t kCounties = 158;

template <std::size_t N>
std::string pick(const std::array<const char*, N>& list, std::mt19937& random) {
  return list[random() % N];
}

/// Villages, streets and estates of plain characters, seeded; each county its own.
Gazetteer survey() {
  static constexpr std::array<const char*, 60> kFirst{
      "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高",
      "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧",
      "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾",
      "丁", "魏", "薛", "叶", "阎", "单", "解", "乐", "长", "行", "石", "重", "大", "朝", "台"};
  static constexpr std::array<const char*, 48> kSecond{
      "家", "楼", "岗", "铺", "屯", "洼", "坡", "堂", "店", "坊", "堤", "桥",
      "湾", "集", "庙", "场", "口", "园", "沟", "河", "山", "林", "泉", "井",
      "里", "都", "堡", "埠", "厦", "会", "盖", "乐", "柳", "槐", "桐", "枣",
      "杏", "梨", "桑", "榆", "松", "芦", "荷", "菱", "蒲", "苇", "兰", "菊"};
  static constexpr std::array<const char*, 24> kThird{
      "庄", "营", "寨", "楼", "岗", "铺", "屯", "洼", "坡", "堂", "店", "坊",
      "堤", "桥", "湾", "集", "庙", "场", "口", "园", "沟", "河", "林", "泉"};
  std::mt19937 random(20220501);
  Gazetteer g;
  g.paths = {"survey"};
  for (std::size_t i = 0; i < kNames; ++i) {
    PlaceName n;
    n.row = i + 1;
    const std::size_t county = i % kCounties;
    n.code = fmt::format("41{:02}{:02}{:03}{:03}", 1 + county / 10, 21 + county % 10,
                         100 + random() % 20, 200 + random() % 90);
    // Two characters as often as three: a county then has hundreds of names that clash.
    n.name = pick(kFirst, random);
    if (random() % 2 == 0) n.name += pick(kSecond, random);
    n.name += pick(kThird, random);
    if (random() % 3 == 0) n.name = pick(kSecond, random) + n.name;
    switch (random() % 8) {
      case 0:
        n.name_class = NameClass::street;
        n.name += "路";
        break;
      case 1:
        n.name_class = NameClass::estate;
        n.name += "花园";
        break;
      case 2:
        n.name_class = NameClass::village;
        n.name += "社区";
        break;
      default:
        n.name_class = NameClass::village;
        n.name += "村";
    }
    g.names.push_back(std::move(n));
  }
  return g;
}

struct Answer {
  std::vector<NameFinding> findings;
  std::vector<CheckedName> names;
};

Answer clashes(const Gazetteer& g) {
  Problems problems;
  NameCheckOptions options;
  options.date = *parse_date("2025-12-31");
  NameReport report;
  report.names = prepare_names(g, find_scopes(g, {}, problems), PlaceReadings::shipped());
  check_clashes(g, PlaceReadings::shipped(), options, report);
  return {std::move(report.findings), std::move(report.names)};
}

using Pair = std::tuple<NameRule, std::uint32_t, std::uint32_t>;

bool meet(const NameReading& a, const NameReading& b, std::size_t n, bool toneless) {
  for (std::size_t i = 0; i < n; ++i) {
    bool any = false;
    for (const Syllable x : a.options[i])
      for (const Syllable y : b.options[i])
        any = any || (toneless ? x.toneless() == y.toneless() : x == y);
    if (!any) return false;
  }
  return true;
}

/// Pairs of one county, one by one.
std::set<Pair> by_force(const Gazetteer& g, const Answer& a, const std::string& county) {
  std::vector<std::uint32_t> here;
  for (std::uint32_t i = 0; i < g.names.size(); ++i)
    if (g.names[i].code.starts_with(county)) here.push_back(i);
  std::set<Pair> out;
  for (std::size_t x = 0; x < here.size(); ++x)
    for (std::size_t y = x + 1; y < here.size(); ++y) {
      const std::uint32_t i = here[x], j = here[y];
      if (g.names[i].name_class != g.names[j].name_class) continue;
      const bool specific = g.names[i].name_class == NameClass::village;
      const auto &p = a.names[i], &q = a.names[j];
      const auto& s = specific ? p.split.specific : p.folded;
      const auto& t = specific ? q.split.specific : q.folded;
      if (s == t)
        out.insert({p.folded == q.folded ? NameRule::same_name : NameRule::same_specific, i, j});
      else if (s.size() == t.size() && meet(p.reading, q.reading, s.size(), false))
        out.insert({NameRule::homophone, i, j});
      else if (s.size() == t.size() && meet(p.reading, q.reading, s.size(), true))
        out.insert({NameRule::near_homophone, i, j});
    }
  return out;
}

std::set<Pair> pairs_of(const Gazetteer& g, const Answer& a, const std::string& county) {
  std::set<Pair> out;
  for (const NameFinding& f : a.findings) {
    if (f.names.empty() || !g.names[f.names.front()].code.starts_with(county)) continue;
    const bool sounds = f.rule == NameRule::homophone || f.rule == NameRule::near_homophone;
    for (std::size_t x = 0; x < f.names.size(); ++x)
      for (std::size_t y = x + 1; y < f.names.size(); ++y) {
        const auto &p = a.names[f.names[x]], &q = a.names[f.names[y]];
        const bool specific = g.names[f.names[x]].name_class == NameClass::village;
        const bool same = specific ? p.split.specific == q.split.specific : p.folded == q.folded;
        if (same && (sounds || (f.rule == NameRule::same_specific && p.folded == q.folded)))
          continue;
        out.insert({f.rule, f.names[x], f.names[y]});
      }
  }
  std::set<Pair> kept;
  for (const auto& [rule, i, j] : out)
    if (rule != NameRule::near_homophone || !out.contains({NameRule::homophone, i, j}))
      kept.insert({rule, i, j});
  return kept;
}

}  // namespace
}  // namespace fangyuan

int main() {
  using namespace fangyuan;
  bench::print_machine();
  const Gazetteer g = survey();
  Answer answer;
  const auto all = bench::least_of(3, [&] { answer = clashes(g); });
  double force = 0;
  std::size_t pairs = 0;
  for (const char* county : {"410121", "410525", "411628"}) {
    std::set<Pair> theirs;
    const double start = bench::cpu_ms();
    theirs = by_force(g, answer, county);
    force += bench::cpu_ms() - start;
    bench::same(county, pairs_of(g, answer, county), theirs);
    pairs += theirs.size();
  }
  std::printf("findings %zu; three counties: %zu pairs, the same by brute force\n",
              answer.findings.size(), pairs);
  std::printf("processor time %.2f s\n", all.cpu / 1e3);
  bench::row("names: duplicates and homophones of 560,000", all.wall / 1e3, "s", 5,
             force / 3 * kCounties / all.cpu);
}
