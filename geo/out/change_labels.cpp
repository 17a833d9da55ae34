// SPDX-License-Identifier: Apache-2.0
#include "geo/out/change_labels.h"

#include <algorithm>

namespace fangyuan {
namespace {

struct Run {
  double left = 0, right = 0, y = 0;
};

/// Where the line across at height y is inside.
void runs_at(const PolygonXY& p, double y, std::vector<Run>& out) {
  std::vector<double> xs;
  const auto ring = [&](const std::vector<XY>& points) {
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      const XY a = points[i], b = points[i + 1];
      if ((a.y < y) != (b.y < y)) xs.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
  };
  ring(p.outer);
  for (const auto& hole : p.holes) ring(hole);
  std::sort(xs.begin(), xs.end());
  for (std::size_t i = 0; i + 1 < xs.size(); i += 2) out.push_back({xs[i], xs[i + 1], y});
}

}  // namespace

double text_width(const std::string& text, double points) {
  constexpr unsigned char kThreeBytes = 0xE0;  // of UTF-8, and more: ideographs
  double out = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) out += byte >= kThreeBytes ? points : points / 2;
  }
  return out;
}

std::optional<XY> LabelPlaces::place(const PolygonXY& part, const std::string& text, double points,
                                     bool forced) {
  constexpr int kHeights = 24;
  double top = part.outer.front().y, bottom = top;
  for (const XY q : part.outer) {
    top = std::min(top, q.y);
    bottom = std::max(bottom, q.y);
  }
  const double middle = (std::max(top, frame_.top) + std::min(bottom, frame_.bottom)) / 2;
  top = std::max(top, frame_.top + points);
  bottom = std::min(bottom, frame_.bottom - points);
  std::vector<Run> runs;
  for (int i = 0; i < kHeights && top < bottom; ++i)
    runs_at(part, top + (bottom - top) * (i + 0.5) / kHeights, runs);
  for (Run& r : runs) {
    r.left = std::max(r.left, frame_.left);
    r.right = std::min(r.right, frame_.right);
  }
  std::erase_if(runs, [](const Run& r) { return r.right <= r.left; });
  if (runs.empty()) return std::nullopt;
  const double width = text_width(text, points);
  // Where the name fits, near the middle; else where there is most room.
  std::sort(runs.begin(), runs.end(), [&](const Run& a, const Run& b) {
    const double x = std::min(a.right - a.left, 2.2 * width),
                 y = std::min(b.right - b.left, 2.2 * width);
    if (x != y) return x > y;
    return std::pair(std::abs(a.y - middle), a.left) < std::pair(std::abs(b.y - middle), b.left);
  });
  const auto box_of = [&](XY at) {
    return PageBox{at.x - width / 2, at.y - points, at.x + width / 2, at.y + points * 0.25};
  };
  std::optional<XY> found;
  for (const Run& r : runs) {
    if (!forced && r.right - r.left < width) break;
    const XY at{std::clamp((r.left + r.right) / 2, frame_.left + width / 2,
                           std::max(frame_.left + width / 2, frame_.right - width / 2)),
                r.y + points * 0.35};
    const PageBox box = box_of(at);
    if (std::any_of(taken_.begin(), taken_.end(), [&](const PageBox& t) { return t.meets(box); }))
      continue;
    found = at;
    break;
  }
  if (!found && forced)
    found = XY{(runs.front().left + runs.front().right) / 2, runs.front().y + points * 0.35};
  if (found) taken_.push_back(box_of(*found));
  return found;
}

}  // namespace fangyuan
