// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/trust.h"

#include <algorithm>

namespace fangyuan {
namespace {

class Grader {
 public:
  void worst(Trust t, std::string reason) {
    result_.grade = std::max(result_.grade, t);
    result_.reasons.push_back(std::move(reason));
  }
  /// The more the worse.
  void more(std::optional<double> value, TrustStep step, const std::string& reason) {
    if (!value || *value <= step.b) return;
    const bool c = *value > step.c;
    worst(c ? Trust::c : Trust::b, reason + (c ? "-c" : "-b"));
  }
  /// The less the worse.
  void less(std::optional<double> value, TrustStep step, const std::string& reason) {
    if (!value || *value >= step.b) return;
    const bool c = *value < step.c;
    worst(c ? Trust::c : Trust::b, reason + (c ? "-c" : "-b"));
  }
  TrustGrade result() { return std::move(result_); }

 private:
  TrustGrade result_;
};

}  // namespace

TrustGrade grade(const TrustSigns& s) {
  Grader g;
  if (!s.has_roads) g.worst(Trust::c, "no-roads");
  if (!s.has_people) g.worst(Trust::c, "no-people");
  if (s.has_roads && (!s.has_people || s.people_per_km2 >= kSparsePeoplePerKm2))
    g.less(s.road_km_per_km2,
           s.people_per_km2 >= kDensePeoplePerKm2 ? kDenseRoadKmPerKm2 : kRoadKmPerKm2,
           "roads-thin");
  g.more(s.share_unconnected, kShareUnconnected, "unconnected");
  g.more(s.median_access_m, kMedianAccessM, "access-long");
  g.more(s.network_over_straight, kNetworkOverStraight, "detour-long");
  g.more(s.share_unlocated, kShareUnlocated, "unlocated");
  return g.result();
}

}  // namespace fangyuan
