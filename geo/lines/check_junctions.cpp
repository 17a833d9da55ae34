// SPDX-License-Identifier: Apache-2.0
// Where three units meet: the topology's junctions and the registered markers there.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/lines/line_work.h"

namespace fangyuan {
namespace {

class JunctionChecker {
 public:
  explicit JunctionChecker(LineWork& work) : w_(work), tolerance_(work.in.options.tolerance_m()) {
    for (std::size_t j = 0; j < w_.in.junctions.size(); ++j) {
      const JunctionRow& junction = w_.in.junctions[j];
      if (junction.units.size() < 3 || !w_.out.layer_checked[junction.layer]) continue;
      by_x_.push_back({junction.at.xy.x, j});
      for (std::string& number : numbers_of(junction)) by_number_[std::move(number)].push_back(j);
    }
    std::sort(by_x_.begin(), by_x_.end());
    has_marker_.resize(w_.in.junctions.size(), false);
  }

  void run() {
    std::vector<std::size_t> all, displaced;
    for (std::size_t i = 0; i < w_.out.markers.size(); ++i) {
      const Marker& m = w_.book.markers[i];
      if (w_.out.markers[i].same_as || !m.code) continue;
      if (m.code->standing == MarkerStanding::junction) {
        all.push_back(i);
        if (!stands_at_one(i)) displaced.push_back(i);
      } else if (m.place) {
        // A line's own post may stand at the junction as well.
        const auto [j, d] = nearest(m.place->xy, tolerance_);
        if (j && d <= tolerance_) w_.out.markers[i].junction = j;
      }
    }
    // Those in their places have said which junctions are taken.
    for (const std::size_t i : displaced) look_for(i);
    if (all.empty()) return;  // junctions are kept elsewhere, or not yet
    for (const auto& [x, j] : by_x_)
      if (!has_marker_[j]) {
        const JunctionRow& junction = w_.in.junctions[j];
        w_.add("junction-no-marker", {.junction = j}, junction.at.xy,
               {fmt::format("{} 的交会点没有登记界桩", units_of(j)),
                fmt::format("the junction of {} has no registered marker", units_of(j))});
      }
  }

 private:
  std::string units_of(std::size_t j) const {
    std::string out;
    for (const UnitId id : w_.in.junctions[j].units)
      out += (out.empty() ? "" : "、") + w_.unit_label(id);
    return out;
  }

  /// Within `reach_m`, else none.
  std::pair<std::optional<std::size_t>, double> nearest(XY p, double reach_m) const {
    std::pair<std::optional<std::size_t>, double> best{std::nullopt, reach_m};
    auto it = std::lower_bound(by_x_.begin(), by_x_.end(),
                               std::pair<double, std::size_t>(p.x - reach_m, 0));
    for (; it != by_x_.end() && it->first <= p.x + reach_m; ++it) {
      const XY at = w_.in.junctions[it->second].at.xy;
      const double d = std::hypot(at.x - p.x, at.y - p.y);
      if (d < best.second || (d == best.second && !best.first)) best = {it->second, d};
    }
    return best;
  }

  /// What the number of a marker there may begin with: three of the units' numbers, ascending.
  std::vector<std::string> numbers_of(const JunctionRow& junction) const {
    std::vector<std::string> parts;
    for (const UnitId id : junction.units)
      if (std::string part = line_part_of(w_.units[id].code); !part.empty())
        parts.push_back(std::move(part));
    std::sort(parts.begin(), parts.end());
    std::vector<std::string> out;
    for (std::size_t a = 0; a < parts.size(); ++a)
      for (std::size_t b = a + 1; b < parts.size(); ++b)
        for (std::size_t c = b + 1; c < parts.size(); ++c)
          out.push_back(parts[a] + parts[b] + parts[c]);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  static std::string number_of(const MarkerCode& code) {
    return code.units[0] + code.units[1] + code.units[2];
  }

  /// The junction of the units that a number names: one without a marker before others, then the
  /// nearest. None: no such units meet.
  std::optional<std::size_t> junction_of(const MarkerCode& code, XY p) const {
    const auto it = by_number_.find(number_of(code));
    if (it == by_number_.end()) return std::nullopt;
    std::optional<std::size_t> best;
    for (const std::size_t j : it->second)
      if (!best || std::pair(bool(has_marker_[j]), distance(j, p)) <
                       std::pair(bool(has_marker_[*best]), distance(*best, p)))
        best = j;
    return best;
  }

  double distance(std::size_t j, XY p) const {
    const XY at = w_.in.junctions[j].at.xy;
    return std::hypot(at.x - p.x, at.y - p.y);
  }

  void take(std::size_t i, std::size_t j) {
    w_.out.markers[i].junction = j;
    has_marker_[j] = true;
  }

  void tell_units(std::size_t i, std::size_t j) {
    const Marker& m = w_.book.markers[i];
    w_.add("junction-units-differ", {.marker = i, .junction = j}, m.place->xy,
           {fmt::format("交会点界桩 {} 四周是 {}", m.code->text, units_of(j)),
            fmt::format("around marker {} are {}", m.code->text, units_of(j))});
  }

  void tell_off(std::size_t i, std::size_t j) {
    const Marker& m = w_.book.markers[i];
    const double d = distance(j, m.place->xy);
    w_.add("junction-marker-off", {.marker = i, .junction = j}, m.place->xy,
           {fmt::format("交会点界桩 {} 离 {} 的交会点 {:.2f} 米", m.code->text, units_of(j), d),
            fmt::format("marker {} is {:.2f} m off the junction of {}", m.code->text, d,
                        units_of(j))})
        .metres = d;
  }

  /// At a junction the place says which one it is, and the number may be wrong.
  bool stands_at_one(std::size_t i) {
    const Marker& m = w_.book.markers[i];
    if (!m.place) return true;  // told when it was read
    const auto [j, d] = nearest(m.place->xy, tolerance_);
    if (!j) return false;
    take(i, *j);
    const auto numbers = numbers_of(w_.in.junctions[*j]);
    if (!std::binary_search(numbers.begin(), numbers.end(), number_of(*m.code))) tell_units(i, *j);
    return true;
  }

  /// Away from all junctions the number says which one is meant: it is off that one, however near
  /// another may be.
  void look_for(std::size_t i) {
    constexpr double kReachM = 5000;
    const Marker& m = w_.book.markers[i];
    if (const auto own = junction_of(*m.code, m.place->xy)) {
      take(i, *own);
      tell_off(i, *own);
      return;
    }
    const auto [j, d] = nearest(m.place->xy, kReachM);
    if (!j) {
      w_.add(
          "junction-marker-off", {.marker = i}, m.place->xy,
          {fmt::format("交会点界桩 {} 周围 {:.0f} 米内没有三个区划的交会点", m.code->text, kReachM),
           fmt::format("marker {}: no three units meet within {:.0f} m", m.code->text, kReachM)});
      return;
    }
    take(i, *j);
    tell_off(i, *j);
    tell_units(i, *j);
  }

  LineWork& w_;
  double tolerance_;
  std::vector<std::pair<double, std::size_t>> by_x_;
  std::map<std::string, std::vector<std::size_t>> by_number_;
  std::vector<bool> has_marker_;
};

}  // namespace

void check_junctions(LineWork& work) { JunctionChecker(work).run(); }

}  // namespace fangyuan
