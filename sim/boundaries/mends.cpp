// SPDX-License-Identifier: Apache-2.0
// How grave every finding is, and a proposal for it.
#include <fmt/format.h>

#include <algorithm>

#include "sim/boundaries/check_boundaries.h"

namespace fangyuan {
namespace {

std::string label(const Boundaries& b, UnitId id) {
  return b.units[id].code == b.units[id].name ? b.units[id].code
                                              : b.units[id].code + ' ' + b.units[id].name;
}

/// Of a thin gap the units that lie along it, the longest first; those that it only ends at are
/// left out.
std::vector<UnitId> along(const Boundaries& b, const BoundaryFinding& f) {
  std::vector<UnitId> out;
  for (const FaultSide& side : f.fault->beside)
    if (out.size() < 2 || side.length_m > 2 * f.fault->width_m)
      out.push_back(b.units.layers[f.layer].units[side.unit]);
  return out;
}

/// All copies of a line that several units have, one after another along it.
Text of_many(const Boundaries& b, const std::vector<UnitId>& units) {
  constexpr std::size_t kNamed = 6;
  std::string zh, en;
  for (std::size_t i = 1; i < std::min(units.size(), kNamed); ++i) {
    zh += (i > 1 ? "、" : "") + label(b, units[i]);
    en += (i > 1 ? ", " : "") + label(b, units[i]);
  }
  if (units.size() > kNamed) {
    zh += fmt::format(" 等 {} 个", units.size() - 1);
    en += fmt::format(" and {} more", units.size() - kNamed);
  }
  return {fmt::format("{} 的界线与相邻的 {} 各自的不一致：逐段按协议界线取一份线，相邻双方共用，"
                      "空隙随之消失",
                      label(b, units[0]), zh),
          fmt::format("the line of {} differs from those of {}: take stretch by stretch the copy "
                      "that follows the agreed line for both neighbours; the gap goes with it",
                      label(b, units[0]), en)};
}

Text of_gap(const Boundaries& b, const BoundaryFinding& f) {
  const auto& beside = f.fault->beside;
  if (beside.empty())
    return {"核对上级界线，补画缺少的区划", "check the parent's line and draw the missing unit"};
  const auto& ids = b.units.layers[f.layer].units;
  const auto first = label(b, ids[beside[0].unit]);
  const auto sides = along(b, f);
  if (f.fault->sliver && sides.size() > 2) return of_many(b, sides);
  if (f.fault->sliver && beside.size() > 1)
    return {
        fmt::format("按协议界线取 {} 或 {} 的一份线，两边共用，空隙随之消失", first,
                    label(b, ids[beside[1].unit])),
        fmt::format("take the copy of {} or of {} that follows the agreed line for both; the gap "
                    "goes with it",
                    first, label(b, ids[beside[1].unit]))};
  return {
      fmt::format("核对界线协议书和界线详图：属于遗漏的，并入相邻最长的 {}（相邻 {:.1f} "
                  "米）；有未画的区划的，补画；确属界外的，在上级图形中留洞",
                  first, beside[0].length_m),
      fmt::format("check the agreement: if left out, give it to {}, which has the longest border "
                  "to it ({:.1f} m); if a unit is missing, draw it; if it is lawfully outside, "
                  "leave a hole in the parent",
                  first, beside[0].length_m)};
}

}  // namespace

bool is_severe(const BoundaryFinding& f, double tolerance_m) {
  if (f.severe || f.code == "code-shared" || f.code == "code-prefix") return true;
  if (!f.fault) return false;
  return !f.fault->sliver || std::max(f.fault->apart_m, f.fault->width_m) > tolerance_m;
}

Text mend_of(const Boundaries& b, const BoundaryFinding& f) {
  if (f.code == "unit-gap") return of_gap(b, f);
  if (f.code == "unit-overlap")
    return f.area_m2 > 0.99 * std::min(b.units[f.a].area_m2, b.units[f.b].area_m2)
               ? Text{"几乎是整个区划：核对是否重复绘制，或飞地没有从所在区划中挖去",
                      "almost a whole unit: drawn twice, or an enclave that is not cut out of the "
                      "unit around it"}
               : Text{fmt::format("按协议界线确定归属，从另一方减去；未定之前归代码小的 {}",
                                  label(b, f.a)),
                      fmt::format("settle it by the agreed line and take it off the other; until "
                                  "then it counts to the lower code, {}",
                                  label(b, f.a))};
  if (f.code == "line-unmatched")
    return {"以协议书附图、界线详图为准，取符合的一份线，两边共用；不得按现状河流、道路改线",
            "take the copy that follows the agreement's map for both; never a river or road as it "
            "runs now"};
  if (f.code == "unit-outside-parent")
    return f.area_m2 > 0.99 * b.units[f.a].area_m2
               ? Text{"整个区划在上级之外：核对上级代码；属飞地的，上级图形应包括它",
                      "the whole unit is outside: check its parent; an enclave belongs to the "
                      "parent's outline"}
               : Text{"核对本级与上级的界线，两级取同一份线",
                      "check the lines of both levels; both take one copy"};
  if (f.code == "ring-repaired")
    return {"在 GIS 中改正原图：去掉自相交、折返和重复的节点",
            "correct the drawing: no ring may cross, turn back or repeat itself"};
  if (f.code == "parts-overlap")
    return {"合并重复的部分，或改正误用的代码", "unite the parts, or correct a code wrongly used"};
  if (f.code == "code-shared") return {"改正其中一个代码", "correct one of the codes"};
  if (f.code == "name-shared")
    return {"核对名称；确为重名的按《地名管理条例》第九条处理",
            "check the names; true namesakes go by article 9 of the place-name regulations"};
  if (f.code == "code-form")
    return {
        "核对代码；没有法定代码的开发区、汇总单元列为管理区划或不列入",
        "check the code; zones and sums without a legal code are management units, or left out"};
  if (f.code == "code-prefix")
    return {"核对代码与隶属关系；无法定代码的开发区等列为管理区划",
            "check code and parent; zones without a legal code are management units"};
  if (f.code == "code-class")
    return {"核对类别；撤乡设镇、设街道后须更换代码",
            "check the class; a change of class takes a new code"};
  if (f.code == "seat-outside")
    return {"核对驻地坐标和界线", "check the seat's coordinates and the line"};
  return {"核对界线与公布面积的来源、口径", "check the line and how the published area was taken"};
}

}  // namespace fangyuan
