// SPDX-License-Identifier: Apache-2.0
#include "data/sample/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "data/sample/geopackage.h"
#include "data/sample/prng.h"
#include "data/sample/write_layers.h"
#include "geo/crs/azimuth.h"
#include "geo/lines/bearing.h"
#include "geo/lines/marker_code.h"

namespace fangyuan::sample {
namespace {

using Way = std::vector<Pt>;
constexpr const char* kMark = "样例有意放入：";
constexpr std::size_t kMarkersPerSection = 3;

/// The line of two counties, in parts from west to east or from north to south.
struct CountyLine {
  std::uint32_t a = 0, b = 0;  ///< a < b
  std::string number;
  std::vector<Way> parts;
  double length() const {
    double sum = 0;
    for (const Way& p : parts)
      for (std::size_t i = 0; i + 1 < p.size(); ++i) sum += distance(p[i], p[i + 1]);
    return sum;
  }
};

void turn(Way& way) {
  const Pt from = way.front(), to = way.back();
  const std::int64_t east = to.x - from.x, south = from.y - to.y;
  if (std::abs(east) >= std::abs(south) ? east < 0 : south < 0)
    std::reverse(way.begin(), way.end());
}

/// Border pieces put together where two ends meet and no third county touches.
std::vector<Way> chained(std::vector<Way> pieces) {
  std::vector<Way> out;
  while (!pieces.empty()) {
    Way way = std::move(pieces.front());
    pieces.erase(pieces.begin());
    for (bool again = true; again && way.front() != way.back();) {
      again = false;
      for (std::size_t k = 0; k < pieces.size(); ++k) {
        Way& p = pieces[k];
        if (p.front() == way.front() || p.back() == way.front())
          std::reverse(way.begin(), way.end());
        if (p.back() == way.back()) std::reverse(p.begin(), p.end());
        if (p.front() != way.back()) continue;
        way.insert(way.end(), p.begin() + 1, p.end());
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(k));
        again = true;
        break;
      }
    }
    turn(way);
    out.push_back(std::move(way));
  }
  std::sort(out.begin(), out.end(), [](const Way& x, const Way& y) {
    return std::pair(x.front(), x.size()) < std::pair(y.front(), y.size());
  });
  return out;
}

std::vector<CountyLine> county_lines(const World& w) {
  const auto county = [&](std::uint32_t cell) {
    return w.townships[w.villages[cell].township].county;
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Way>> pieces;
  for (const Border& b : w.tiling.borders) {
    if (b.left == kOutside || b.right == kOutside || b.line.size() < 2) continue;
    if (b.line.size() == 2 && b.line[0] == b.line[1]) continue;
    const auto l = county(b.left), r = county(b.right);
    if (l != r) pieces[{std::min(l, r), std::max(l, r)}].push_back(b.line);
  }
  std::vector<CountyLine> out;
  for (auto& [pair, ways] : pieces) {
    CountyLine line;
    line.a = pair.first;
    line.b = pair.second;
    if (w.counties[line.b].code < w.counties[line.a].code) std::swap(line.a, line.b);
    line.number = line_number_of(w.counties[line.a].code, w.counties[line.b].code);
    line.parts = chained(std::move(ways));
    out.push_back(std::move(line));
  }
  std::sort(out.begin(), out.end(),
            [](const auto& x, const auto& y) { return x.number < y.number; });
  return out;
}

struct Post {
  std::string code;
  Pt at;
  std::uint32_t keeper = 0;
  std::string condition = "完好", photo = {}, remark = {}, kind = "单立双面型";
};

/// Corners of a part at which posts stand: about every 3 km.
std::vector<std::size_t> post_corners(const Way& way) {
  constexpr double kApart = 30'000;
  std::vector<std::size_t> out;
  double since = 0;
  for (std::size_t i = 1; i + 1 < way.size(); ++i) {
    since += distance(way[i - 1], way[i]);
    if (since < kApart) continue;
    out.push_back(i);
    since = 0;
  }
  if (out.empty() && way.size() > 2) out.push_back(way.size() / 2);
  return out;
}

class Writer {
 public:
  Writer(const World& w, const std::filesystem::path& folder)
      : w_(w), folder_(folder), lines_(county_lines(w)), out_({folder / "lines.gpkg"}) {
    for (std::size_t i = 0; i < lines_.size(); ++i) by_length_.push_back(i);
    std::stable_sort(by_length_.begin(), by_length_.end(), [&](std::size_t x, std::size_t y) {
      return lines_[x].length() > lines_[y].length();
    });
  }

  void write() {
    out_.begin_lines("lines", {{"界线编号"},
                               {"界线名称"},
                               {"界线等级"},
                               {"甲方代码"},
                               {"乙方代码"},
                               {"副本"},
                               {"段号", FieldKind::integer},
                               {"界线依据"},
                               {"协议书编号"},
                               {"协议日期"},
                               {"起点界桩"},
                               {"终点界桩"},
                               {"走向说明"},
                               {"界线状态"},
                               {"联检轮次"},
                               {"联检日期"},
                               {"变更日期"},
                               {"备注"}});
    for (std::size_t i = 0; i < lines_.size(); ++i) write_line(i);
    write_dispute();
    out_.close();
    junctions();
    put_in_faults();
    write_markers();
  }

 private:
  bool is_nth_longest(std::size_t line, std::size_t n) const {
    return by_length_[std::min(n, by_length_.size() - 1)] == line;
  }

  struct Section {
    Way way;
    std::string from = {}, to = {}, copy = {}, run = {}, agreement = {}, state = "已定",
                remark = {};
    std::int64_t number = 1;
  };

  void add(std::size_t i, const Section& s) {
    const CountyLine& line = lines_[i];
    const County &a = w_.counties[line.a], &b = w_.counties[line.b];
    Rng rng(hash_of(w_.seed, 141, i, s.number));
    static constexpr std::array<const char*, 4> kFollows{"河流中心线", "道路中心线", "沟渠",
                                                         "田埂"};
    const std::string inspected =
        is_nth_longest(i, 1) ? "2019-09-20"
                             : fmt::format("202{}-0{}-15", 1 + hash_of(w_.seed, 142, i) % 5,
                                           1 + hash_of(w_.seed, 143, i) % 9);
    out_.add(s.way, {line.number, a.name + "—" + b.name + "线", std::string("县级"), a.code, b.code,
                     s.copy, s.number, std::string(kFollows[rng.below(4)]), s.agreement,
                     std::string("2001-06-30"), s.from, s.to, s.run, s.state,
                     std::string(inspected >= "2023" ? "第五轮" : "第四轮"), inspected,
                     is_nth_longest(i, 2) ? std::string("2024-11-20") : std::string(), s.remark});
  }

  /// The direction from end to end, in words.
  std::string run_of(const Section& s, bool wrong) const {
    if (s.way.front() == s.way.back()) return {};
    const double azimuth = geodesic_azimuth_deg(lonlat_of(s.way.front()), lonlat_of(s.way.back()));
    const int sector = (sector_of(azimuth) + (wrong ? kSectors / 2 : 0)) % kSectors;
    return fmt::format("{}向{}方向，至{}", s.from.empty() ? "" : "自 " + s.from + " 起，",
                       sector_name(sector).zh, s.to.empty() ? "端点" : " " + s.to);
  }

  void write_line(std::size_t i) {
    const CountyLine& line = lines_[i];
    std::int64_t number = 0;
    int serial = 0;
    std::vector<Section> sections;
    for (const Way& way : line.parts) {
      std::size_t from = 0, nth = 0;
      std::string from_post;
      for (const std::size_t corner : post_corners(way)) {
        Post p;
        p.code = fmt::format("{}{:03}Q", line.number, ++serial);
        p.at = way[corner];
        p.keeper = serial % 2 == 0 ? line.b : line.a;
        posts_of_[i].push_back(posts_.size());
        posts_.push_back(p);
        if (++nth % kMarkersPerSection != 0) continue;
        Section s;
        s.way.assign(way.begin() + static_cast<std::ptrdiff_t>(from),
                     way.begin() + static_cast<std::ptrdiff_t>(corner) + 1);
        s.from = from_post;
        s.to = from_post = p.code;
        sections.push_back(std::move(s));
        from = corner;
      }
      Section last;
      last.way.assign(way.begin() + static_cast<std::ptrdiff_t>(from), way.end());
      last.from = from_post;
      sections.push_back(std::move(last));
    }
    for (Section& s : sections) {
      s.number = ++number;
      s.agreement = fmt::format("汴勘〔2001〕{}号", 10 + i);
      if (is_nth_longest(i, 3) && s.number == 1) {
        s.agreement.clear();
        s.remark = std::string(kMark) + "没有协议书";
      }
      const bool wrong = is_nth_longest(i, 0) && s.number == 1;
      s.run = run_of(s, wrong);
      if (wrong) s.remark = std::string(kMark) + "走向不符";
    }
    if (!is_nth_longest(i, 4)) {
      for (const Section& s : sections) add(i, s);
      return;
    }
    // The neighbours' copies, of which one differs by 3 m at a corner.
    for (const std::uint32_t keeper : {line.a, line.b}) {
      for (Section s : sections) {
        s.copy = w_.counties[keeper].code;
        if (keeper == line.b && s.number == 1 && s.way.size() > 2) {
          s.way[s.way.size() / 2].y += 30;
          s.remark = std::string(kMark) + "两份界线不同";
        }
        add(i, s);
      }
    }
  }

  /// Two claims of a stretch of the shortest line but one that is long enough.
  void write_dispute() {
    for (std::size_t k = by_length_.size(); k-- > 5;) {
      const std::size_t i = by_length_[k];
      const Way& way = lines_[i].parts.front();
      if (way.size() < 7 || way.front() == way.back()) continue;
      const std::size_t from = 2, to = way.size() - 3;
      const Direction2 u = direction(way[from], way[to]);
      const double half = distance(way[from], way[to]) / 2;
      for (const double side : {1.0, -1.0}) {
        Section s;
        s.way = {way[from], offset(way[from], u, half, side * 1500), way[to]};
        s.number = 90;
        s.state = "争议";
        s.agreement = {};
        s.copy = w_.counties[side > 0 ? lines_[i].a : lines_[i].b].code;
        s.remark = "主张线（样例）";
        add(i, s);
      }
      return;
    }
  }

  /// Where three counties meet, all but one.
  void junctions() {
    std::map<Pt, std::set<std::uint32_t>> ends;
    for (const CountyLine& line : lines_)
      for (const Way& way : line.parts)
        for (const Pt end : {way.front(), way.back()}) ends[end].insert({line.a, line.b});
    bool left_out = false;
    for (const auto& [at, counties] : ends) {
      if (counties.size() != 3) continue;
      if (!left_out) {  // put in on purpose: no marker is registered here
        left_out = true;
        continue;
      }
      std::vector<std::string> parts;
      for (const auto c : counties) parts.push_back(line_part_of(w_.counties[c].code));
      std::sort(parts.begin(), parts.end());
      Post p;
      p.code = parts[0] + parts[1] + parts[2] + "Q";
      p.at = at;
      p.keeper = *counties.begin();
      p.kind = "三面型";
      posts_.push_back(std::move(p));
    }
  }

  /// Posts of the n-th longest line.
  const std::vector<std::size_t>& posts(std::size_t n) {
    return posts_of_[by_length_[std::min(n, by_length_.size() - 1)]];
  }

  void put_in_faults() {
    const auto say = [](Post& p, const char* fault) { p.remark = std::string(kMark) + fault; };
    // In the middle of a section, so that no section ends at them.
    const auto& first = posts(0);
    if (first.size() >= 2) {
      std::swap(posts_[first[0]].at, posts_[first[1]].at);
      say(posts_[first[0]], "序号互换");
    }
    Post& moved = posts_[posts(1).front()];
    moved.at.x += 250;
    moved.at.y += 250;
    say(moved, "界桩移位");
    Post twice = posts_[posts(2).front()];
    const Way& way = lines_[by_length_[2]].parts.front();
    twice.at = way[1];
    say(twice, "界桩重号");
    Post& damaged = posts_[posts(3).front()];
    damaged.condition = "倾斜";
    say(damaged, "界桩损坏");
    Post& photo = posts_[posts(4).front()];
    photo.photo = "照片/" + photo.code + ".jpg";
    say(photo, "照片不在");
    posts_.push_back(std::move(twice));
  }

  void write_markers() {
    std::string text =
        "\xEF\xBB\xBF界桩号,界桩类型,界桩等级,界桩材质,完好程度,管理方,方位物1,方位物1方位角,"
        "方位物1距离,照片,埋设日期,备注,经度,纬度\r\n";
    static constexpr std::array<const char*, 4> kObjects{"独立树", "水塔", "机井房", "桥头"};
    std::size_t n = 0;
    for (const Post& p : posts_) {
      Rng rng(hash_of(w_.seed, 144, n++));
      const LonLat at = lonlat_of(p.at);
      text += fmt::format("{},{},县级,花岗岩,{},{},{},{}.{},{},{},2001-0{}-20,{},{:.8f},{:.8f}\r\n",
                          p.code, p.kind, p.condition, w_.counties[p.keeper].code,
                          kObjects[rng.below(4)], rng.below(360), rng.below(10),
                          rng.between(8, 120), p.photo, 3 + rng.below(3), p.remark, at.lon, at.lat);
    }
    write_text(folder_ / "界桩.csv", text);
  }

  const World& w_;
  std::filesystem::path folder_;
  std::vector<CountyLine> lines_;
  std::vector<std::size_t> by_length_;
  LayerWriter out_;
  std::vector<Post> posts_;
  std::map<std::size_t, std::vector<std::size_t>> posts_of_;
};

}  // namespace

void write_lines(const World& w, const std::filesystem::path& folder) { Writer(w, folder).write(); }

std::string lines_table(const World& w) {
  const Pt seat = w.plan.towns.front().centre;
  const LonLat at = lonlat_of(seat);
  return fmt::format(
      "\n[[boundary_lines]]\nlevel  = \"county\"\npath   = \"lines.gpkg\"\nlayer  = \"lines\"\n"
      "fields = {{ line = \"界线编号\", name = \"界线名称\", level = \"界线等级\", unit = "
      "\"甲方代码\", other = \"乙方代码\", copy = \"副本\", section = \"段号\", follows = "
      "\"界线依据\", agreement = \"协议书编号\", agreed = \"协议日期\", from_marker = "
      "\"起点界桩\", "
      "to_marker = \"终点界桩\", run = \"走向说明\", state = \"界线状态\", round = \"联检轮次\", "
      "inspected = \"联检日期\", changed = \"变更日期\", remark = \"备注\" }}\n"
      "\n[[markers]]\nlevel  = \"county\"\npath   = \"界桩.csv\"\n"
      "fields = {{ code = \"界桩号\", kind = \"界桩类型\", level = \"界桩等级\", material = "
      "\"界桩材质\", condition = \"完好程度\", side = \"管理方\", ref1 = \"方位物1\", ref1_azimuth "
      "= \"方位物1方位角\", ref1_m = \"方位物1距离\", photos = \"照片\", installed = \"埋设日期\", "
      "remark = \"备注\" }}\n"
      "\n[line_checks]\nscale = 10000\nround = \"第五轮\"\nround_from = 2023-01-01\nround_to = "
      "2027-12-31\nroute_from = [{:.6f}, {:.6f}]\n",
      at.lon, at.lat);
}

}  // namespace fangyuan::sample
