// SPDX-License-Identifier: Apache-2.0
// What a unit's record says against its outline, its parent and its children.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "geo/units/code.h"
#include "geo/units/unit_draft.h"

namespace fangyuan {
namespace {

bool is_number(const std::string& code) {
  return !code.empty() && code.find_first_not_of("0123456789") == std::string::npos;
}

// The provinces of GB/T 2260.
bool is_province(std::string_view two) {
  static constexpr std::array kProvinces{"11", "12", "13", "14", "15", "21", "22", "23", "31",
                                         "32", "33", "34", "35", "36", "37", "41", "42", "43",
                                         "44", "45", "46", "50", "51", "52", "53", "54", "61",
                                         "62", "63", "64", "65", "71", "81", "82"};
  return std::find(kProvinces.begin(), kProvinces.end(), two) != kProvinces.end();
}

// "410201": 市辖区 of a prefecture is a sum and no unit. Municipalities (110101), Hong Kong, Macao
// and Taiwan number otherwise, as do counties directly under a province (419001).
bool is_sum_of_districts(const std::string& county) {
  const auto starts = [&](const char* with) { return county.starts_with(with); };
  if (starts("11") || starts("12") || starts("31") || starts("50")) return false;
  return county.ends_with("01") && county.compare(2, 2, "90") != 0 && county[0] < '7';
}

// What no code of the level looks like. A code of digits that is too long or too short has been
// told when it was read; names serve where there is no code.
bool is_malformed(const std::string& code, Level level) {
  if (!is_number(code)) {
    const auto is_ascii = [](char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; };
    const bool made_up = code.find('-') != std::string::npos || code.find('#') != std::string::npos;
    return !made_up && std::all_of(code.begin(), code.end(), is_ascii) &&
           code.find_first_of("0123456789") != std::string::npos;
  }
  constexpr std::size_t kCounty = 6, kTownship = 9, kVillage = 12;
  constexpr int kLastRange = 599;  // of GB/T 10114 and of the 12-digit codes
  const std::size_t length = level == Level::village    ? kVillage
                             : level == Level::township ? kTownship
                                                        : kCounty;
  if (code.size() != length) return false;
  if (!is_province(std::string_view(code).substr(0, 2))) return true;
  if (level == Level::prefecture) return !code.ends_with("00");
  if (level == Level::county) return is_sum_of_districts(code);
  const int last = std::stoi(code.substr(length - 3));
  return last == 0 || last > kLastRange;
}

class RecordCheck {
 public:
  RecordCheck(const Units& units, std::span<const UnitShape> shapes)
      : units_(units), shapes_(shapes) {}

  std::vector<BoundaryFinding> run() {
    for (std::size_t layer = 0; layer < units_.layers.size(); ++layer)
      for (const auto id : units_.layers[layer].units) {
        check_area(layer, id);
        check_seat(layer, id);
        if (units_.layers[layer].tree == Tree::legal) check_code(layer, id);
      }
    check_sums();
    return std::move(out_);
  }

 private:
  BoundaryFinding& find(const char* code, std::size_t layer, UnitId a, UnitId b = {}) {
    auto& f = out_.emplace_back();
    f.code = code;
    f.layer = layer;
    f.a = a;
    f.b = b;
    f.where = units_[a].label;
    return f;
  }

  void compare(const char* code, std::size_t layer, UnitId id, double area, double against) {
    const double share = std::abs(area - against) / against;
    if (share < kAreaWarns) return;
    auto& f = find(code, layer, id);
    f.area_m2 = area;
    f.area_before_m2 = against;
    f.severe = share >= kAreaSevere;
  }

  void check_area(std::size_t layer, UnitId id) {
    if (units_[id].published_m2)
      compare("area-differs", layer, id, units_[id].area_m2, *units_[id].published_m2);
  }

  // Of parents all of whose children have a published area.
  void check_sums() {
    std::map<UnitId, std::optional<double>> sums;
    for (std::size_t layer = 0; layer < units_.layers.size(); ++layer)
      for (const auto id : units_.layers[layer].units) {
        const Unit& unit = units_[id];
        if (!unit.parent) continue;
        auto& sum = sums.try_emplace(unit.parent, 0.0).first->second;
        if (sum && unit.published_m2)
          *sum += *unit.published_m2;
        else
          sum.reset();
      }
    for (std::size_t layer = 0; layer < units_.layers.size(); ++layer)
      for (const auto id : units_.layers[layer].units)
        if (const auto sum = sums.find(id);
            sum != sums.end() && sum->second && units_[id].published_m2)
          compare("area-sum-differs", layer, id, *units_[id].published_m2, *sum->second);
  }

  void check_seat(std::size_t layer, UnitId id) {
    const auto& seat = units_[id].seat;
    if (!seat) return;
    if (PolygonIndex(shapes_[id.index()].xy).side(seat->xy) != Side::outside) return;
    find("seat-outside", layer, id).where = *seat;
  }

  void check_code(std::size_t layer, UnitId id) {
    const Unit& unit = units_[id];
    if (is_malformed(unit.code, unit.level)) find("code-form", layer, id);
    if (!is_number(unit.code)) return;
    if (unit.parent)
      if (const auto prefix = child_prefix(units_[unit.parent].code, units_[unit.parent].level);
          prefix && unit.code.compare(0, prefix->size(), *prefix) != 0)
        find("code-prefix", layer, id, unit.parent);
    const auto range = class_from_code(unit.code, unit.level);
    if (range.empty() || unit.unit_class.empty() || unit.unit_class == "功能区") return;
    const auto is = [&](const char* word) { return unit.unit_class == word; };
    const bool fits =
        is(range.c_str()) || (range == "县" && is("自治县")) || (range == "乡" && is("民族乡"));
    if (!fits) find("code-class", layer, id);
  }

  const Units& units_;
  std::span<const UnitShape> shapes_;
  std::vector<BoundaryFinding> out_;
};

}  // namespace

std::vector<BoundaryFinding> check_records(const Units& units, std::span<const UnitShape> shapes) {
  return RecordCheck(units, shapes).run();
}

}  // namespace fangyuan
