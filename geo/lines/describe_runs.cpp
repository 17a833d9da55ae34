// SPDX-License-Identifier: Apache-2.0
// Runs of sections in the sixteen sectors, from their geometry, and what the records say of them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/parallel.h"
#include "geo/crs/azimuth.h"
#include "geo/crs/straight_line.h"
#include "geo/lines/bearing.h"
#include "geo/lines/line_work.h"
#include "geo/snap/segment_math.h"

namespace fangyuan {
namespace {

/// Bends of less than this, and of less than a fiftieth of the section, are no turns of its run.
constexpr double kLeastBendM = 20, kBendShare = 0.02;
/// A recorded direction may be this far outside its sector: sections are described by eye.
constexpr double kOneDirectionSlackDeg = 0.05, kTurnsSlackDeg = 5;
/// A recorded length may be off by the greater of these.
constexpr double kLengthSlackM = 50, kLengthShare = 0.05;

using Line = std::vector<XY>;

/// Corners kept by Douglas and Peucker's rule, ascending; both ends are.
std::vector<std::size_t> corners(const Line& line, double tolerance_m) {
  std::vector<bool> kept(line.size(), false);
  kept.front() = kept.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
  while (!open.empty()) {
    const auto [from, to] = open.back();
    open.pop_back();
    double most = tolerance_m;
    std::size_t at = to;
    for (std::size_t i = from + 1; i < to; ++i) {
      const double d = std::sqrt(plane::foot_on(line[i], line[from], line[to]).squared_m);
      if (d > most) most = d, at = i;
    }
    if (at == to) continue;
    kept[at] = true;
    open.push_back({from, at});
    open.push_back({at, to});
  }
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (kept[i]) out.push_back(i);
  return out;
}

std::string metres(double m) { return fmt::format("{:.0f}", m); }

struct Described {
  RunRow run;
  Text what;                ///< that the record says otherwise
  bool either_way = false;  ///< markers are named at its ends, but it is not known where they are
};

class Describer {
 public:
  explicit Describer(LineWork& work) : w_(work) {}

  void run() {
    std::vector<std::size_t> line_of_section(w_.book.sections.size());
    for (std::size_t k = 0; k < w_.out.lines.size(); ++k)
      if (w_.out.lines[k].record)
        for (const std::size_t s : w_.book.lines[*w_.out.lines[k].record].sections)
          line_of_section[s] = k;
    std::vector<Described> described(w_.book.sections.size());
    parallel_for(described.size(), [&](std::size_t s) {
      if (w_.book.sections[s].parts.empty()) return;
      described[s] = describe(s, false);
      // Where its ends' markers are not known, the way it is drawn says nothing of the way it runs.
      if (described[s].what.zh.empty() || !described[s].either_way) return;
      if (auto turned = describe(s, true); turned.what.zh.empty()) described[s] = std::move(turned);
    });
    for (std::size_t s = 0; s < described.size(); ++s) {
      if (w_.book.sections[s].parts.empty()) continue;
      tell(line_of_section[s], s, described[s].what);
      described[s].run.differs = !described[s].what.zh.empty();
      w_.out.runs.push_back(std::move(described[s].run));
    }
  }

 private:
  /// As one line that begins at its first marker, where that is known; else as drawn.
  Line line_of(const LineSection& s, bool& either_way) const {
    Line line;
    for (const auto& part : course_of(s.parts).parts)
      line.insert(line.end(), part.begin(), part.end());
    const auto place = [&](const std::string& code) -> std::optional<XY> {
      const auto row = w_.marker_row(code);
      if (!row || !w_.book.markers[*row].place) return std::nullopt;
      return w_.book.markers[*row].place->xy;
    };
    const auto nearer_the_end = [&](XY p) {
      return plane::squared_distance(p, line.back()) < plane::squared_distance(p, line.front());
    };
    if (const auto from = place(s.from_marker)) {
      if (nearer_the_end(*from)) std::reverse(line.begin(), line.end());
    } else if (const auto to = place(s.to_marker)) {
      if (!nearer_the_end(*to)) std::reverse(line.begin(), line.end());
    } else {
      either_way = !s.from_marker.empty() || !s.to_marker.empty();
    }
    return line;
  }

  Described describe(std::size_t s, bool turned) const {
    const LineSection& section = w_.book.sections[s];
    Described out;
    Line line = line_of(section, out.either_way);
    if (turned) std::reverse(line.begin(), line.end());
    std::vector<LonLat> lonlat(line.size());
    w_.in.frame.to_lonlat(line, lonlat);
    std::vector<double> along(line.size(), 0);
    for (std::size_t i = 1; i < line.size(); ++i)
      along[i] = along[i - 1] + fast_whole_geodesic_mm(lonlat[i - 1], lonlat[i]) / 1000.0;
    RunRow& run = out.run;
    run.section = s;
    run.length_m = along.back();
    const bool closed = std::hypot(line.front().x - line.back().x,
                                   line.front().y - line.back().y) <= kSectionsMeetM;
    if (!closed) run.azimuth_deg = geodesic_azimuth_deg(lonlat.front(), lonlat.back());
    const double bend = std::max(kLeastBendM, kBendShare * run.length_m);
    const auto kept = corners(line, bend);
    for (std::size_t i = 0; i + 1 < kept.size(); ++i) {
      const int sector = sector_of(geodesic_azimuth_deg(lonlat[kept[i]], lonlat[kept[i + 1]]));
      const double length = along[kept[i + 1]] - along[kept[i]];
      if (!run.legs.empty() && run.legs.back().sector == sector)
        run.legs.back().length_m += length;
      else
        run.legs.push_back({sector, length});
    }
    run.text = text_of(section, run);
    if (!section.run.empty()) out.what = compare(run, line, lonlat, bend);
    return out;
  }

  static Text text_of(const LineSection& s, const RunRow& run) {
    Text t;
    if (!s.from_marker.empty())
      t.zh += "自 " + s.from_marker + " 起，", t.en += "From " + s.from_marker + ", ";
    if (s.follows != Follows::unsaid) {
      t.zh += fmt::format("沿{}", s.follows == Follows::other && !s.follows_text.empty()
                                      ? s.follows_text
                                      : std::string(zh_of(s.follows)));
      t.en += fmt::format("along {}, ", en_of(s.follows));
    }
    for (std::size_t i = 0; i < run.legs.size(); ++i) {
      const Text name = sector_name(run.legs[i].sector);
      t.zh += fmt::format("{}{}行 {} 米", i == 0 ? "向" : "，转向", name.zh,
                          metres(run.legs[i].length_m));
      t.en += fmt::format("{}{} for {} m", i == 0 ? "" : ", then ", name.en,
                          metres(run.legs[i].length_m));
    }
    if (!s.to_marker.empty()) t.zh += "，至 " + s.to_marker, t.en += ", to " + s.to_marker;
    t.zh += fmt::format("；全长 {} 米", metres(run.length_m));
    t.en += fmt::format("; {} m in all", metres(run.length_m));
    return t;
  }

  /// What differs; empty: nothing.
  Text compare(RunRow& run, const Line& line, const std::vector<LonLat>& lonlat,
               double bend) const {
    const LineSection& section = w_.book.sections[run.section];
    const WrittenRun written = read_run(section.run);
    run.written = written.sectors;
    run.written_m = written.length_m;
    Text what;
    if (written.sectors.size() == 1 && run.azimuth_deg) {
      const double off = outside_sector_deg(*run.azimuth_deg, written.sectors.front());
      if (off > kOneDirectionSlackDeg) {
        const Text said = sector_name(written.sectors.front()),
                   is = sector_name(sector_of(*run.azimuth_deg));
        what = {fmt::format("记为向{}，图上由起点到终点向{}（方位角 {:.1f}°）", said.zh, is.zh,
                            *run.azimuth_deg),
                fmt::format("recorded as {}, but from end to end it runs {} ({:.1f}°)", said.en,
                            is.en, *run.azimuth_deg)};
      }
    } else if (written.sectors.size() > 1) {
      const auto worst = worst_direction(written.sectors, line, lonlat, bend);
      if (worst && worst->second > kTurnsSlackDeg) {
        const Text said = sector_name(written.sectors[worst->first]);
        what = {fmt::format("第 {} 个方向“{}”在图上没有相应的一段，最少相差 {:.0f}°",
                            worst->first + 1, said.zh, worst->second),
                fmt::format("direction {} ({}) is on no stretch of the line: {:.0f}° off at least",
                            worst->first + 1, said.en, worst->second)};
      }
    }
    if (written.length_m && std::abs(*written.length_m - run.length_m) >
                                std::max(kLengthSlackM, kLengthShare * run.length_m)) {
      what.zh += fmt::format("{}记为长 {} 米，图上 {} 米", what.zh.empty() ? "" : "；",
                             metres(*written.length_m), metres(run.length_m));
      what.en +=
          fmt::format("{}recorded as {} m long, but it has {} m", what.en.empty() ? "" : "; ",
                      metres(*written.length_m), metres(run.length_m));
    }
    return what;
  }

  void tell(std::size_t k, std::size_t s, const Text& what) {
    if (what.zh.empty()) return;
    const LineSection& section = w_.book.sections[s];
    w_.add("run-differs", {.line = k, .section = s}, middle_of(section.parts),
           {fmt::format("{}：第 {} 行的走向说明：{}", w_.out.lines[k].label, section.row, what.zh),
            fmt::format("{}: the run in row {}: {}", w_.out.lines[k].label, section.row, what.en)});
  }

  /// The line parted into as many stretches as there are directions, so that the one that is
  /// farthest from its direction is as near as can be: which it is and how far it is off. Absent:
  /// the line has fewer pieces than directions.
  std::optional<std::pair<std::size_t, double>> worst_direction(const std::vector<int>& sectors,
                                                                const Line& line,
                                                                const std::vector<LonLat>& lonlat,
                                                                double bend) const {
    constexpr std::size_t kMost = 60;
    std::vector<std::size_t> kept = corners(line, bend);
    while (kept.size() <= sectors.size() && bend > 0.01) kept = corners(line, bend /= 2);
    if (kept.size() <= sectors.size()) {
      // Straighter than its description: directions that follow one another may share a stretch.
      double most = 0;
      std::size_t at = 0;
      const double azimuth = geodesic_azimuth_deg(lonlat.front(), lonlat.back());
      for (std::size_t d = 0; d < sectors.size(); ++d)
        if (const double off = outside_sector_deg(azimuth, sectors[d]); off > most)
          most = off, at = d;
      return std::pair(at, most);
    }
    while (kept.size() > kMost) kept = corners(line, bend *= 2);
    if (kept.size() <= sectors.size()) return std::nullopt;
    const std::size_t n = kept.size(), k = sectors.size();
    constexpr double kNever = std::numeric_limits<double>::infinity();
    // best[d][j]: directions up to d on the line up to corner j; from[d][j]: where d began.
    std::vector<std::vector<double>> best(k + 1, std::vector<double>(n, kNever));
    std::vector<std::vector<std::size_t>> from(k + 1, std::vector<std::size_t>(n, 0));
    best[0][0] = 0;
    const auto off = [&](std::size_t d, std::size_t i, std::size_t j) {
      return outside_sector_deg(geodesic_azimuth_deg(lonlat[kept[i]], lonlat[kept[j]]), sectors[d]);
    };
    for (std::size_t d = 1; d <= k; ++d)
      for (std::size_t j = d; j < n; ++j)
        for (std::size_t i = d - 1; i < j; ++i) {
          if (best[d - 1][i] >= best[d][j]) continue;
          const double v = std::max(best[d - 1][i], off(d - 1, i, j));
          if (v < best[d][j]) best[d][j] = v, from[d][j] = i;
        }
    std::pair<std::size_t, double> worst{0, -1};
    for (std::size_t d = k, j = n - 1; d > 0; --d) {
      const std::size_t i = from[d][j];
      if (const double v = off(d - 1, i, j); v >= worst.second) worst = {d - 1, v};
      j = i;
    }
    return worst;
  }

  LineWork& w_;
};

}  // namespace

void describe_runs(LineWork& work) { Describer(work).run(); }

}  // namespace fangyuan
