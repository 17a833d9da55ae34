// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "geo/crs/straight_line.h"
#include "geo/lines/line_work.h"
#include "geo/snap/segment_math.h"

namespace fangyuan {
namespace {

using Line = std::vector<XY>;

double apart(XY a, XY b) { return std::sqrt(plane::squared_distance(a, b)); }

void append(Line& to, const Line& line, bool meets) {
  to.insert(to.end(), line.begin() + (meets ? 1 : 0), line.end());
}

}  // namespace

Course course_of(std::span<const std::vector<XY>> pieces) {
  Course out;
  // Whether a piece that goes on from none is better turned: the one after it goes on where it
  // ends.
  const auto ends_nearer_when_turned = [&](std::size_t i) {
    if (i + 1 == pieces.size()) return false;
    const Line& after = pieces[i + 1];
    const auto to_after = [&](XY p) {
      return std::min(apart(p, after.front()), apart(p, after.back()));
    };
    return to_after(pieces[i].front()) < to_after(pieces[i].back());
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Line next = pieces[i];
    if (out.parts.empty()) {
      if (ends_nearer_when_turned(i)) std::reverse(next.begin(), next.end());
      out.parts.push_back(std::move(next));
      continue;
    }
    const XY end = out.parts.back().back();
    const double straight = apart(end, next.front()), turned = apart(end, next.back());
    const bool meets = std::min(straight, turned) <= kSectionsMeetM;
    const bool last = i + 1 == pieces.size();
    if (meets || last ? turned < straight : ends_nearer_when_turned(i))
      std::reverse(next.begin(), next.end());
    const double gap = apart(end, next.front());
    if (gap <= kSectionsMeetM) {
      append(out.parts.back(), next, gap == 0);
    } else {
      out.jumps.push_back({i - 1, end, next.front(), gap});
      out.parts.push_back(std::move(next));
    }
  }
  return out;
}

std::vector<std::vector<XY>> joined(std::vector<std::vector<XY>> pieces) {
  // Few pieces per pair of neighbours: every join looks at all.
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < pieces.size() && !again; ++i)
      for (std::size_t k = i + 1; k < pieces.size() && !again; ++k) {
        Line &a = pieces[i], &b = pieces[k];
        if (a.front() == a.back() || b.front() == b.back()) continue;
        if (a.front() == b.front() || a.front() == b.back()) std::reverse(a.begin(), a.end());
        if (a.back() == b.back()) std::reverse(b.begin(), b.end());
        if (a.back() != b.front()) continue;
        append(a, b, true);
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(k));
        again = true;
      }
  }
  for (Line& p : pieces) {
    std::vector<Line> one{std::move(p)};
    turn_course(one);
    p = std::move(one.front());
  }
  std::stable_sort(pieces.begin(), pieces.end(), [](const Line& a, const Line& b) {
    return std::pair(a.front().x, -a.front().y) < std::pair(b.front().x, -b.front().y);
  });
  return pieces;
}

void turn_course(std::vector<std::vector<XY>>& parts) {
  if (parts.empty()) return;
  const XY from = parts.front().front(), to = parts.back().back();
  const double east = to.x - from.x, south = from.y - to.y;
  const bool backwards = std::abs(east) >= std::abs(south) ? east < 0 : south < 0;
  if (!backwards) return;
  std::reverse(parts.begin(), parts.end());
  for (Line& p : parts) std::reverse(p.begin(), p.end());
}

double geodesic_length_m(std::span<const XY> line, const Frame& frame) {
  std::vector<LonLat> lonlat(line.size());
  frame.to_lonlat(line, lonlat);
  double mm = 0;
  for (std::size_t i = 0; i + 1 < lonlat.size(); ++i)
    mm += fast_whole_geodesic_mm(lonlat[i], lonlat[i + 1]);
  return mm / 1000;
}

double geodesic_length_m(std::span<const std::vector<XY>> parts, const Frame& frame) {
  double sum = 0;
  for (const Line& p : parts) sum += geodesic_length_m(std::span<const XY>(p), frame);
  return sum;
}

XY middle_of(std::span<const std::vector<XY>> parts) {
  double whole = 0;
  for (const Line& p : parts)
    for (std::size_t i = 0; i + 1 < p.size(); ++i) whole += apart(p[i], p[i + 1]);
  double left = whole / 2;
  for (const Line& p : parts)
    for (std::size_t i = 0; i + 1 < p.size(); ++i) {
      const double d = apart(p[i], p[i + 1]);
      if (left <= d && d > 0) {
        const double t = left / d;
        return {p[i].x + t * (p[i + 1].x - p[i].x), p[i].y + t * (p[i + 1].y - p[i].y)};
      }
      left -= d;
    }
  return parts.empty() || parts.front().empty() ? XY{} : parts.front().front();
}

}  // namespace fangyuan
