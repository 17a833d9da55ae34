// SPDX-License-Identifier: Apache-2.0
// Rows of [[markers]].
#include <fmt/format.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <filesystem>

#include "geo/lines/record_rows.h"
#include "geo/units/names.h"

namespace fangyuan {
namespace {

constexpr std::array<RecordField, 25> kFields{
    {{"code", "界桩号|界桩编号|桩号|编号|界桩代码|JZBH"},
     {"line", "界线编号|界线代码|界线号|所属界线|JXBH|JXDM"},
     {"kind", "界桩类型|类型|桩型|JZLX"},
     {"level", "界桩等级|等级|级别|JZDJ"},
     {"copy", "副本|持有方|副本所属|所属方|来源方"},
     {"material", "界桩材质|材质|JZCZ"},
     {"condition", "完好程度|完好情况|界桩状况|保存状况|现状|状态|状况"},
     {"side", "管理方|管护方|管护单位|管理单位|负责方|维护方"},
     {"units", "相邻区划|毗邻区划|所在地|区划"},
     {"photos", "照片|界桩照片|照片路径|影像|近照"},
     {"installed", "埋设日期|埋设时间|竖立日期"},
     {"inspected", "巡检日期|检查日期|联检日期|最近巡检"},
     {"original", "原坐标系|原始坐标|坐标系"},
     {"ref1", "方位物1|一号方位物|方位物一|方位物|YHFWWWZ"},
     {"ref1_azimuth", "方位物1方位角|一号方位物方位角|方位角1|YHFWWFWJ"},
     {"ref1_m", "方位物1距离|一号方位物距离|距离1|YHFWWJL"},
     {"ref2", "方位物2|二号方位物|方位物二|EHFWWWZ"},
     {"ref2_azimuth", "方位物2方位角|二号方位物方位角|方位角2|EHFWWFWJ"},
     {"ref2_m", "方位物2距离|二号方位物距离|距离2|EHFWWJL"},
     {"ref3", "方位物3|三号方位物|方位物三|SHFWWWZ"},
     {"ref3_azimuth", "方位物3方位角|三号方位物方位角|方位角3|SHFWWFWJ"},
     {"ref3_m", "方位物3距离|三号方位物距离|距离3|SHFWWJL"},
     {"valid_from", "启用日期|生效日期|启用时间"},
     {"valid_to", "废止日期|失效日期|停用日期"},
     {"remark", "备注|位置描述|说明|WZMS"}}};

constexpr std::array<Wording<Condition>, 4> kConditions{
    {{Condition::good, "|good|完好|良好|正常|完整|好|无损|"},
     {Condition::damaged,
      "|damaged|损坏|破损|毁坏|倾斜|断裂|倒伏|被埋|掩埋|被掩埋|字迹模糊|模糊|轻微损坏|严重损坏|"
      "损毁|褪色|部分损坏|"},
     {Condition::lost, "|lost|丢失|丟失|缺失|灭失|遗失|被毁|不存在|未找到|消失|"},
     {Condition::moved, "|moved|移位|移动|被移动|位移|擅自移动|"}}};

constexpr std::array<std::array<const char*, 3>, 3> kReferences{
    {{"ref1", "ref1_azimuth", "ref1_m"},
     {"ref2", "ref2_azimuth", "ref2_m"},
     {"ref3", "ref3_azimuth", "ref3_m"}}};

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out;
  std::string part;
  const auto finish = [&] {
    const auto from = part.find_first_not_of(' '), to = part.find_last_not_of(' ');
    if (from != std::string::npos) out.push_back(part.substr(from, to - from + 1));
    part.clear();
  };
  for (std::size_t i = 0; i < list.size();) {
    const std::string_view rest = std::string_view(list).substr(i);
    std::size_t used = 0;
    for (const std::string_view mark : {";", "|", ",", "；", "，", "、", "\n"})
      if (rest.starts_with(mark)) used = mark.size();
    if (used > 0)
      finish();
    else
      part += list[i];
    i += std::max<std::size_t>(used, 1);
  }
  finish();
  return out;
}

class LayerReader {
 public:
  LayerReader(const RecordSource& source, std::uint32_t number, const Frame& frame,
              const VectorLayer& layer, LineBook& out, Problems& problems)
      : source_(source),
        number_(number),
        frame_(frame),
        layer_(layer),
        out_(out),
        rows_(layer, marker_fields(), problems) {}

  void read(Date date) {
    LayerUse use{source_.ref.path, layer_.layer, layer_.sha256, layer_.rows.size(), 0, 0};
    if (!rows_.has("code")) {
      rows_.missing("code");
    } else {
      for (const Row& row : layer_.rows) {
        if (!rows_.in_force(row, date)) {
          ++out_.not_in_force;
          continue;
        }
        take(row);
        ++use.used;
      }
    }
    out_.has_photos = out_.has_photos || rows_.has("photos");
    out_.has_references = out_.has_references || rows_.has("ref1");
    out_.has_conditions = out_.has_conditions || rows_.has("condition");
    out_.has_sides = out_.has_sides || rows_.has("side");
    out_.inputs.push_back(std::move(use));
  }

 private:
  void take(const Row& row) {
    Marker m;
    m.source = number_;
    m.row = row.number;
    m.given_level = source_.level;
    m.written = rows_.text(row, "code");
    auto reading = read_marker_code(m.written);
    m.code = std::move(reading.code);
    m.code_fault = std::move(reading.fault);
    m.line = rows_.text(row, "line");
    m.copy = rows_.text(row, "copy");
    m.kind = rows_.text(row, "kind");
    m.level = rows_.text(row, "level");
    m.material = rows_.text(row, "material");
    m.side = rows_.text(row, "side");
    m.units = rows_.text(row, "units");
    m.remark = rows_.text(row, "remark");
    m.original = rows_.text(row, "original");
    m.installed = rows_.date(row, "installed");
    m.inspected = rows_.date(row, "inspected");
    m.photos = split(rows_.text(row, "photos"));
    for (const auto& keys : kReferences) {
      ReferenceObject r{rows_.text(row, keys[0]), rows_.number(row, keys[1]),
                        rows_.number(row, keys[2])};
      if (!r.name.empty() || r.azimuth_deg || r.distance_m) m.references.push_back(std::move(r));
    }
    if (const std::string word = rows_.text(row, "condition"); !word.empty()) {
      if (const auto known = value_of_word(kConditions, fold_text(word)))
        m.condition = *known;
      else
        m.condition_unknown = word;
    }
    place(row, m);
    out_.markers.push_back(std::move(m));
  }

  void place(const Row& row, Marker& m) {
    OGRPoint point;
    if (row.xy && row.lonlat && !row.xy->IsEmpty()) {
      if (wkbFlatten(row.xy->getGeometryType()) == wkbPoint)
        point = *row.xy->toPoint();
      else if (row.xy->Centroid(&point) != OGRERR_NONE)
        point.empty();
    }
    if (!point.IsEmpty()) {
      m.place = frame_.place(XY{point.getX(), point.getY()});
      return;
    }
    rows_.tell({Severity::warning,
                "marker-no-place",
                "",
                m.written,
                row.number,
                {"界桩没有坐标，不能与界线核对", "a marker without a place is not compared"}});
  }

  const RecordSource& source_;
  std::uint32_t number_;
  const Frame& frame_;
  const VectorLayer& layer_;
  LineBook& out_;
  RecordRows rows_;
};

}  // namespace

std::span<const RecordField> marker_fields() { return kFields; }
std::string words_of_conditions() { return listed_words(kConditions); }

void read_markers_layer(const RecordSource& source, std::uint32_t number, Date date,
                        const Frame& frame, LineBook& out, Problems& problems) {
  const VectorLayer layer = read_vector_layer(source.ref, frame, problems);
  out.marker_folders.push_back(std::filesystem::path(source.ref.resolved).parent_path().string());
  if (layer.columns.empty() && layer.rows.empty()) {
    out.inputs.push_back({source.ref.path, layer.layer, layer.sha256, 0, 0, 0});
    return;
  }
  LayerReader(source, number, frame, layer, out, problems).read(date);
}

}  // namespace fangyuan
