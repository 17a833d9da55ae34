// SPDX-License-Identifier: Apache-2.0
// Where names stand on the maps of a change, so that none covers another. Internal to geo/out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/units/polygon.h"

namespace fangyuan {

/// A rectangle on the page; y runs down.
struct PageBox {
  double left = 0, top = 0, right = 0, bottom = 0;
  bool meets(const PageBox& o) const {
    return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
  }
};

/// Width of a text of `points`: Chinese characters are square, others half as wide.
double text_width(const std::string& text, double points);

class LabelPlaces {
 public:
  explicit LabelPlaces(PageBox frame) : frame_(frame) {}

  /// Room that no name may take.
  void take(PageBox box) { taken_.push_back(box); }
  /// The middle of the base line of `text` within `part` (in page coordinates): on the widest run
  /// across that is free. `forced`: also where it sticks out of the part or covers another name.
  std::optional<XY> place(const PolygonXY& part, const std::string& text, double points,
                          bool forced);

 private:
  PageBox frame_;
  std::vector<PageBox> taken_;
};

}  // namespace fangyuan
