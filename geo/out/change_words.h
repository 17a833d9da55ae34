// SPDX-License-Identifier: Apache-2.0
// Words and shapes of a change's file. Internal to geo/out.
#pragma once

#include <ogr_geometry.h>

#include <memory>
#include <string>

#include "geo/out/change_report.h"

namespace fangyuan {

std::string kind_zh(UnitRuleChange::Kind kind);  ///< 起约束, 不再约束, 达标情况变化, 数值变化
std::string kind_word(UnitRuleChange::Kind kind);  ///< "starts", "ceases", "status", "value"
/// 界线、类别
std::string what_zh(const UnitPair& pair);
/// "甲镇" and "410222101": 甲镇（410222101）
std::string named_zh(const std::string& code, const std::string& name);
std::string junction_units_zh(const TouchedJunction& junction);
std::unique_ptr<OGRGeometry> multipolygon_of(const std::vector<PolygonXY>& polygons);

/// One line of what the lines rest on, for every map (界线管理条例 Article 14).
std::string map_basis_zh(const ChangeReport& report);

// One per file.
void write_change_json(const ChangeReport& report, const std::filesystem::path& path);
void write_change_gpkg(const ChangeReport& report, const std::filesystem::path& path);
void write_change_xlsx(const ChangeReport& report, const std::filesystem::path& path);
/// The units concerned as they are before, or after, the ground that moves, and their neighbours'
/// names.
void write_change_svg(const ChangeReport& report, bool after, const std::filesystem::path& path);

}  // namespace fangyuan
