// SPDX-License-Identifier: Apache-2.0
// Units (区划): counties, townships, villages, in two trees that overlap lawfully.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/date.h"
#include "core/base/id.h"
#include "core/base/place.h"

namespace fangyuan {

enum class Level { prefecture, county, township, village };
enum class Tree { legal, management };

std::string_view to_string(Level level);  ///< "prefecture", "county", "township", "village"
std::string_view to_string(Tree tree);    ///< "legal", "management"
std::optional<Level> parse_level(std::string_view word);
std::optional<Tree> parse_tree(std::string_view word);

struct Unit {
  Tree tree = Tree::legal;
  Level level = Level::county;
  std::string code;  ///< as text, spaces taken out: "410202", "410202001", "410202001001"
  std::string name;
  std::string
      unit_class;  ///< 地级市 市辖区 县级市 县 自治县 街道 镇 乡 民族乡 社区 村 功能区, or empty
  std::string parent_code;  ///< as given, or found from the code or by geometry; empty: none
  UnitId parent;            ///< none at the top of its tree
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
  double area_m2 = 0;                       ///< geodesic
  std::optional<double> published_m2 = {};  ///< the area that the layer gives
  std::optional<Place> seat = {};  ///< of its government (驻地), where the layer gives it
  Place label;                     ///< a point inside
  std::string source;              ///< the layer it came from, as the user wrote it
};

/// One level of one tree: a column of unit memberships, and a block of rows in every table.
struct UnitLayer {
  Tree tree = Tree::legal;
  Level level = Level::county;
  std::vector<UnitId> units;  ///< in code order, ties in file order
};

/// All units of the study; `layers` run from the legal tree's top level down, then management.
struct Units {
  std::vector<Unit> all;
  std::vector<UnitLayer> layers;

  const Unit& operator[](UnitId id) const { return all[id.index()]; }
  /// The layer of `level` in `tree`; absent when the project has none.
  std::optional<std::size_t> find_layer(Tree tree, Level level) const;
};

}  // namespace fangyuan
