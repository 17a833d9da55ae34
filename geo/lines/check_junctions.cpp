// SPDX-License-Identifier: Apache-2.0
// Where three units meet: the topology's junctions and the registered markers there.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/lines/line_work.h"

namespace fangyuan {
namespace {

class JunctionChecker {
 public:
  explicit JunctionChecker(LineWork& work) : w_(work), tolerance_(work.in.options.tolerance_m()) {
    for (std::size_t j = 0; j < w_.in.junctions.size(); ++j) {
      const JunctionRow& junction = w_.in.junctions[j];
      if (junction.units.size() >= 3 && w_.out.layer_checked[junction.layer])
        by_x_.push_back({junction.at.xy.x, j});
    }
    std::sort(by_x_.begin(), by_x_.end());
    has_marker_.resize(w_.in.junctions.size(), false);
  }

  void run() {
    bool any = false;
    for (std::size_t i = 0; i < w_.out.markers.size(); ++i) {
      const Marker& m = w_.book.markers[i];
      if (w_.out.markers[i].same_as || !m.code) continue;
      if (m.code->standing == MarkerStanding::junction) {
        any = true;
        look_at(i);
      } else if (m.place) {
        // A line's own post may stand at the junction as well.
        const auto [j, d] = nearest(m.place->xy, tolerance_);
        if (j && d <= tolerance_) w_.out.markers[i].junction = j;
      }
    }
    if (!any) return;  // junctions are kept elsewhere, or not yet
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

  /// Whether a code's three numbers are those of three of the units around.
  bool fits(const MarkerCode& code, const JunctionRow& junction) const {
    return std::all_of(code.units.begin(), code.units.end(), [&](const std::string& part) {
      return std::any_of(junction.units.begin(), junction.units.end(),
                         [&](UnitId id) { return line_part_of(w_.units[id].code) == part; });
    });
  }

  void look_at(std::size_t i) {
    constexpr double kReachM = 5000;
    const Marker& m = w_.book.markers[i];
    if (!m.place) return;
    const auto [j, d] = nearest(m.place->xy, kReachM);
    if (!j) {
      w_.add(
          "junction-marker-off", {.marker = i}, m.place->xy,
          {fmt::format("交会点界桩 {} 周围 {:.0f} 米内没有三个区划的交会点", m.code->text, kReachM),
           fmt::format("marker {}: no three units meet within {:.0f} m", m.code->text, kReachM)});
      return;
    }
    w_.out.markers[i].junction = j;
    has_marker_[*j] = true;
    if (d > tolerance_)
      w_.add("junction-marker-off", {.marker = i, .junction = j}, m.place->xy,
             {fmt::format("交会点界桩 {} 离 {} 的交会点 {:.2f} 米", m.code->text, units_of(*j), d),
              fmt::format("marker {} is {:.2f} m off the junction of {}", m.code->text, d,
                          units_of(*j))})
          .metres = d;
    if (!fits(*m.code, w_.in.junctions[*j]))
      w_.add("junction-units-differ", {.marker = i, .junction = j}, m.place->xy,
             {fmt::format("交会点界桩 {} 四周是 {}", m.code->text, units_of(*j)),
              fmt::format("around marker {} are {}", m.code->text, units_of(*j))});
  }

  LineWork& w_;
  double tolerance_;
  std::vector<std::pair<double, std::size_t>> by_x_;
  std::vector<bool> has_marker_;
};

}  // namespace

void check_junctions(LineWork& work) { JunctionChecker(work).run(); }

}  // namespace fangyuan
