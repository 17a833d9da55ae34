// SPDX-License-Identifier: Apache-2.0
// Rows of [[boundary_lines]].
#include <algorithm>
#include <cmath>

#include "geo/lines/record_rows.h"
#include "geo/roads/line_parts.h"
#include "geo/units/names.h"

namespace fangyuan {
namespace {

constexpr std::array<RecordField, 24> kFields{
    {{"line", "界线编号|界线代码|界线号|线号|JXBH|JXDM"},
     {"name", "界线名称|JXMC|名称"},
     {"level", "界线等级|界线级别|等级|级别|JXDJ"},
     {"unit", "甲方|A方|一方|区划|区划代码|行政区1|行政区一|甲方代码|一方代码|左方"},
     {"other", "乙方|B方|另一方|毗邻区划|毗邻代码|行政区2|行政区二|乙方代码|另一方代码|右方"},
     {"copy", "副本|持有方|副本所属|所属方|主张方|来源方"},
     {"section", "段号|段序|分段号|段次"},
     {"follows", "界线依据|沿何地物|依附地物|界线类型|线段类型|走向依据|性质"},
     {"agreement", "协议书编号|协议编号|协议书号|协议书|协议|批准文号"},
     {"agreed", "协议日期|签订日期|签署日期|协议书日期|批准日期"},
     {"from_marker", "起点界桩|起始界桩|起点|起点桩号"},
     {"to_marker", "终点界桩|终止界桩|止点界桩|终点|终点桩号"},
     {"left", "左侧|左侧区划|左侧代码"},
     {"right", "右侧|右侧区划|右侧代码"},
     {"run", "走向说明|界线走向|走向|走向描述|边界线走向说明"},
     {"state", "界线状态|状态|定界状态|是否争议"},
     {"round", "联检轮次|轮次|联检"},
     {"inspected", "联检日期|最近联检|联检时间|联检完成日期"},
     {"changed", "变更日期|变更批准日期|调整日期|区划变更日期"},
     {"surveyed", "勘定日期|勘界日期|重新勘定日期|勘测日期"},
     {"event", "特殊情况日期|灾害日期|自然变化日期|临时联检事由日期"},
     {"valid_from", "启用日期|生效日期|启用时间"},
     {"valid_to", "废止日期|失效日期|停用日期"},
     {"remark", "备注|说明"}}};

constexpr std::array<Wording<Follows>, 8> kFollows{
    {{Follows::markers, "|markers|marker|界桩连线|界桩|界桩间连线|桩间连线|界桩直线|连线|"},
     {Follows::straight, "|straight|直线|线段|点间连线|边界点连线|"},
     {Follows::thalweg,
      "|thalweg|主航道|主航道中心线|航道中心线|深泓线|河流主航道|主航道中心|主流中心线|"},
     {Follows::river,
      "|river|河流中心线|河流|河中心线|水流中心线|河道|河心|江心|溪流|水系|沟渠|"
      "沟渠中心线|渠|渠道|沟|"},
     {Follows::shore, "|shore|岸线|河岸|湖岸|海岸|水岸|河岸线|湖岸线|水涯线|"},
     {Follows::ridge, "|ridge|山脊|山脊线|分水岭|分水线|山梁|"},
     {Follows::road, "|road|道路|道路中心线|公路|铁路|路|公路中心线|铁路中心线|乡道|县道|"},
     {Follows::other, "|other|其他|其它|地类界|田埂|田坎|围墙|栅栏|沟谷|山谷|其他线状地物|"}}};

constexpr std::array<Wording<LineState>, 3> kStates{
    {{LineState::agreed, "|agreed|已定|已定界|已勘定|无争议|否|正常|法定|协议|已签订|"},
     {LineState::undecided, "|undecided|未定|未定界|未勘定|待定|待勘定|权宜画法|"},
     {LineState::disputed, "|disputed|争议|有争议|是|争议段|主张线|边界争议|"}}};

class LayerReader {
 public:
  LayerReader(const RecordSource& source, std::uint32_t number, const VectorLayer& layer,
              LineBook& out, Problems& problems)
      : source_(source),
        number_(number),
        layer_(layer),
        out_(out),
        rows_(layer, line_fields(), problems) {
    for (std::size_t i = 0; i < out_.lines.size(); ++i) lines_[key_of(out_.lines[i])] = i;
  }

  void read(Date date) {
    LayerUse use{source_.ref.path, layer_.layer, layer_.sha256, layer_.rows.size(), 0, 0};
    for (const char* key : {"unit", "other"})
      if (!rows_.has(key)) rows_.missing(key);
    if (rows_.has("unit") && rows_.has("other"))
      for (const Row& row : layer_.rows) {
        if (!rows_.in_force(row, date)) {
          ++out_.not_in_force;
          continue;
        }
        ++(take(row) ? use.used : use.rejected);
      }
    out_.inputs.push_back(std::move(use));
  }

 private:
  using Key = std::array<std::string, 4>;
  /// A line of one number between the same two units, whichever comes first.
  static Key key_of(const BoundaryLine& line) {
    std::string a = fold_text(line.unit), b = fold_text(line.other);
    if (b < a) std::swap(a, b);
    return {fold_text(line.id), a, b,
            line.given_level ? std::string(to_string(*line.given_level)) : ""};
  }

  bool take(const Row& row) {
    BoundaryLine line;
    line.id = rows_.text(row, "line");
    line.unit = rows_.text(row, "unit");
    line.other = rows_.text(row, "other");
    line.given_level = source_.level;
    if (line.unit.empty() || line.other.empty()) {
      rows_.tell({Severity::error,
                  "line-units-missing",
                  rows_.header(line.unit.empty() ? "unit" : "other"),
                  "",
                  row.number,
                  {"没有写明界线两侧的区划", "the two units of a line must be named"}});
      return false;
    }
    LineSection s;
    s.source = number_;
    s.row = row.number;
    s.copy = rows_.text(row, "copy");
    if (const auto n = rows_.number(row, "section")) {
      if (*n >= 0 && *n < 1e6 && *n == std::floor(*n))
        s.number = static_cast<int>(*n);
      else
        rows_.tell({Severity::error,
                    "line-number-text",
                    rows_.header("section"),
                    rows_.text(row, "section"),
                    row.number,
                    {"段号应为整数", "a section's number is whole"}});
    }
    s.follows_text = rows_.text(row, "follows");
    s.follows = value_of_word(kFollows, fold_text(s.follows_text))
                    .value_or(s.follows_text.empty() ? Follows::unsaid : Follows::other);
    if (const std::string word = rows_.text(row, "state"); !word.empty()) {
      if (const auto known = value_of_word(kStates, fold_text(word)))
        s.state = *known;
      else
        s.state_unknown = word;
    }
    s.agreement = rows_.text(row, "agreement");
    s.agreed = rows_.date(row, "agreed");
    s.from_marker = rows_.text(row, "from_marker");
    s.to_marker = rows_.text(row, "to_marker");
    s.left = rows_.text(row, "left");
    s.right = rows_.text(row, "right");
    s.run = rows_.text(row, "run");
    s.remark = rows_.text(row, "remark");
    for (const auto* part : parts_of<OGRLineString>(row.xy.get()))
      if (auto points = points_of(*part); points.size() > 1) s.parts.push_back(std::move(points));
    if (s.parts.empty())
      rows_.tell({Severity::warning,
                  "line-no-geometry",
                  "",
                  line.id,
                  row.number,
                  {"没有线，只作记录", "without a line: kept as a record only"}});
    const auto [it, fresh] = lines_.try_emplace(key_of(line), out_.lines.size());
    if (fresh) out_.lines.push_back(line);
    s.line = it->second;
    describe(row, out_.lines[s.line]);
    out_.lines[s.line].sections.push_back(out_.sections.size());
    out_.sections.push_back(std::move(s));
    return true;
  }

  void describe(const Row& row, BoundaryLine& line) {
    const auto first = [&](std::string& kept, const char* key) {
      if (kept.empty()) kept = rows_.text(row, key);
    };
    const auto latest = [&](std::optional<Date>& kept, const char* key) {
      const auto d = rows_.date(row, key);
      if (d && (!kept || *kept < *d)) kept = d;
    };
    first(line.name, "name");
    first(line.level, "level");
    first(line.round, "round");
    latest(line.inspected, "inspected");
    latest(line.changed, "changed");
    latest(line.surveyed, "surveyed");
    latest(line.event, "event");
  }

  const RecordSource& source_;
  std::uint32_t number_;
  const VectorLayer& layer_;
  LineBook& out_;
  RecordRows rows_;
  std::map<Key, std::size_t> lines_;
};

}  // namespace

std::span<const RecordField> line_fields() { return kFields; }
std::string words_of_states() { return listed_words(kStates); }

void read_lines_layer(const RecordSource& source, std::uint32_t number, Date date,
                      const Frame& frame, LineBook& out, Problems& problems) {
  const VectorLayer layer = read_vector_layer(source.ref, frame, problems);
  if (layer.columns.empty() && layer.rows.empty()) {
    out.inputs.push_back({source.ref.path, layer.layer, layer.sha256, 0, 0, 0});
    return;
  }
  LayerReader(source, number, layer, out, problems).read(date);
}

}  // namespace fangyuan
