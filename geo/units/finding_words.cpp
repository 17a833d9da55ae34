// SPDX-License-Identifier: Apache-2.0
// What findings say.
#include <fmt/format.h>

#include <array>

#include "geo/units/boundaries.h"

namespace fangyuan {
namespace {

struct Wording {
  const char* code;
  const char* zh;
  const char* en;
};

constexpr std::array kWordings{
    Wording{"ring-repaired",
            "图形无效（自相交等），已修复：面积由 {before:.1f} m² 变为 {area:.1f} m²，位于 "
            "{lon:.6f},{lat:.6f}",
            "the outline was not valid (it crosses itself or the like) and was repaired: "
            "{before:.1f} m² before, {area:.1f} m² after, at {lon:.6f},{lat:.6f}"},
    Wording{"parts-overlap",
            "同一代码的几部分互相重叠，已合并：面积由 {before:.1f} m² 变为 {area:.1f} m²，位于 "
            "{lon:.6f},{lat:.6f}",
            "parts of one code overlap and were united: {before:.1f} m² before, {area:.1f} m² "
            "after, at {lon:.6f},{lat:.6f}"},
    Wording{"unit-overlap",
            "两个区划重叠 {area:.1f} m²，位于 {lon:.6f},{lat:.6f}；重叠处归代码小的一个",
            "two units overlap by {area:.1f} m² at {lon:.6f},{lat:.6f}; the lower code takes it"},
    Wording{"unit-gap", "区划之间有 {area:.1f} m² 的空隙，位于 {lon:.6f},{lat:.6f}；不属于任何区划",
            "a gap of {area:.1f} m² between units at {lon:.6f},{lat:.6f} belongs to none"},
    Wording{"line-unmatched",
            "两个区划的界线不一致：最大相差 {apart:.2f} m，长 {length:.0f} m，其中空隙 {gap:.1f} "
            "m²、重叠 {overlap:.1f} m²，位于 {lon:.6f},{lat:.6f}",
            "two units' copies of one line differ by up to {apart:.2f} m over {length:.0f} m: "
            "{gap:.1f} m² of gaps, {overlap:.1f} m² of overlaps, at {lon:.6f},{lat:.6f}"},
    Wording{"unit-outside-parent", "有 {area:.1f} m² 在上级范围之外，位于 {lon:.6f},{lat:.6f}",
            "{area:.1f} m² lie outside the parent at {lon:.6f},{lat:.6f}"},
    Wording{"code-shared",
            "两个名称不同的区划用了同一代码，后一个面积 {area:.1f} m²，位于 {lon:.6f},{lat:.6f}",
            "two units of different names share one code; the second has {area:.1f} m² at "
            "{lon:.6f},{lat:.6f}"},
    Wording{"name-shared", "同一上级下有重名，后一个面积 {area:.1f} m²，位于 {lon:.6f},{lat:.6f}",
            "two units under one parent share a name; the second has {area:.1f} m² at "
            "{lon:.6f},{lat:.6f}"},
    Wording{"area-differs",
            "椭球面积 {area_km2:.4f} km² 与公布面积 {before_km2:.4f} km² 相差 {percent:.2f} %",
            "the geodesic area of {area_km2:.4f} km² differs from the published {before_km2:.4f} "
            "km² by {percent:.2f} %"},
    Wording{
        "area-sum-differs",
        "公布面积 {area_km2:.4f} km² 与下级公布面积之和 {before_km2:.4f} km² 相差 {percent:.2f} %",
        "the published area of {area_km2:.4f} km² differs from the sum of its children's, "
        "{before_km2:.4f} km², by {percent:.2f} %"},
    Wording{"code-form",
            "代码不合 GB/T 2260、GB/T 10114 或 12 位统计用代码的结构（省份、汇总码、号段或字母）",
            "not a code by GB/T 2260, GB/T 10114 or the 12-digit codes: its province, a summary's "
            "number, its range or letters in it"},
    Wording{"code-prefix", "代码的前几位不是上级的代码", "the code does not begin as the parent's"},
    Wording{"code-class", "代码所在的号段与区划类别不符（GB/T 2260、GB/T 10114、12 位统计用代码）",
            "the code's range is not that of the unit's class (GB/T 2260, GB/T 10114, 12-digit "
            "codes)"},
    Wording{"seat-outside", "驻地不在本区划范围内，位于 {lon:.6f},{lat:.6f}",
            "the seat at {lon:.6f},{lat:.6f} is not inside the unit"}};

}  // namespace

Text words_of(const BoundaryFinding& f) {
  const TilingFault none, &fault = f.fault ? *f.fault : none;
  const double larger = std::max(f.area_before_m2, 1e-9);
  const auto fill = [&](const char* format) {
    return fmt::format(fmt::runtime(format), fmt::arg("area", f.area_m2),
                       fmt::arg("before", f.area_before_m2), fmt::arg("lon", f.where.lonlat.lon),
                       fmt::arg("lat", f.where.lonlat.lat), fmt::arg("apart", fault.apart_m),
                       fmt::arg("length", fault.length_m), fmt::arg("gap", fault.gap_m2),
                       fmt::arg("overlap", fault.overlap_m2), fmt::arg("area_km2", f.area_m2 / 1e6),
                       fmt::arg("before_km2", f.area_before_m2 / 1e6),
                       fmt::arg("percent", (f.area_m2 - f.area_before_m2) / larger * 100));
  };
  for (const Wording& w : kWordings)
    if (f.code == w.code) return {fill(w.zh), fill(w.en)};
  return {};
}

}  // namespace fangyuan
