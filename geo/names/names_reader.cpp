// SPDX-License-Identifier: Apache-2.0
#include "geo/names/names_reader.h"

#include <ogr_geometry.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "geo/facilities/row_report.h"
#include "geo/facilities/shapes.h"
#include "geo/io/totals_row.h"
#include "geo/names/name_fold.h"
#include "geo/units/code.h"

namespace fangyuan {
namespace {

class LayerReader {
 public:
  LayerReader(const NamesSource& source, std::uint32_t number, const Frame& frame,
              const VectorLayer& layer, Problems& problems)
      : source_(source), number_(number), frame_(frame), layer_(layer), report_(layer, problems) {
    find_columns(problems);
    for (const auto& [word, type] : source.types) {
      const auto known = name_class_of(type);
      if (known)
        own_types_[fold_name(word)] = *known;
      else
        report_.layer({Severity::error,
                       "name-type-bad",
                       "types",
                       type,
                       0,
                       {"不认识的地名类别；可用：县级以上行政区划 乡镇 街道 行政村 社区 自然村 "
                        "街路巷 住宅区 楼宇 "
                        "自然地理实体 专业设施 其他",
                        "not a type that we know; use county, township, subdistrict, village, "
                        "settlement, street, estate, natural, facility or other"}},
                      1);
    }
    if (!source.type.empty() && !name_class_of(source.type))
      report_.layer({Severity::error,
                     "name-type-bad",
                     "type",
                     source.type,
                     0,
                     {"不认识的地名类别", "not a type that we know"}},
                    1);
  }

  void read(Gazetteer& out) {
    LayerUse use{source_.ref.path, layer_.layer, layer_.sha256, layer_.rows.size(), 0, 0};
    if (!columns_["name"]) {
      report_.layer({Severity::error,
                     "names-column-missing",
                     "name",
                     "",
                     0,
                     {"找不到地名列；请写 fields = { name = \"列名\" }",
                      "no column with the names: give fields = { name = \"column\" }"}},
                    1);
    } else {
      for (const Row& row : layer_.rows) ++(take(row, out) ? use.used : use.rejected);
      tell_guessed();
    }
    out.has_signs = out.has_signs || columns_["sign"];
    out.has_patrols = out.has_patrols || columns_["patrolled"];
    out.inputs.push_back(std::move(use));
  }

 private:
  void find_columns(Problems& problems) {
    std::string guessed;
    for (const NameField& f : name_fields()) {
      const std::string key(f.key);
      columns_[key] = layer_.field(f.key, problems);
      if (columns_[key] || layer_.ref.fields.contains(key)) continue;
      std::string_view headers = f.headers;
      while (!headers.empty() && !columns_[key]) {
        const auto end = headers.find('|');
        columns_[key] = layer_.find_column(headers.substr(0, end));
        headers.remove_prefix(end == std::string_view::npos ? headers.size() : end + 1);
      }
      if (columns_[key])
        guessed += (guessed.empty() ? "" : "; ") + key + "=" + layer_.columns[*columns_[key]];
    }
    if (!guessed.empty())
      report_.layer({Severity::warning,
                     "field-guessed",
                     "fields",
                     guessed,
                     0,
                     {"没有写明字段，按常用列名取用；请在 fields 里写明",
                      "fields are not named; usual column names were taken: name them in fields"}},
                    1);
  }

  std::string text(const Row& row, const char* key) const {
    const auto column = columns_.at(key);
    return column && row.values[*column] ? *row.values[*column] : std::string();
  }
  std::string header(const char* key) const {
    const auto column = columns_.at(key);
    return column ? layer_.columns[*column] : key;
  }

  std::optional<Date> date(const Row& row, const char* key) {
    const std::string value = text(row, key);
    if (value.empty()) return std::nullopt;
    auto date = parse_date(value);
    if (!date) date = parse_date(std::string_view(value).substr(0, value.find_first_of(" T")));
    if (!date)
      report_.row({Severity::error,
                   "date-text",
                   header(key),
                   value,
                   row.number,
                   {"不是日期，应如 2020-05-01", "not a date such as 2020-05-01"}});
    return date;
  }

  NameClass class_of(const PlaceName& n, std::uint64_t row) {
    if (!n.type.empty()) {
      const auto own = own_types_.find(fold_name(n.type));
      if (own != own_types_.end()) return own->second;
      if (const auto known = name_class_of(n.type)) return *known;
      report_.value({Severity::warning,
                     "name-type-unknown",
                     header("type"),
                     n.type,
                     row,
                     {"不认识的地名类别，按名称和代码推断；可在 types 里写明",
                      "not a type that we know: guessed from name and code; name it in types"}});
    } else if (!source_.type.empty()) {
      return name_class_of(source_.type).value_or(NameClass::other);
    }
    const NameClass guess = guess_name_class(n.name, n.code);
    if (n.type.empty()) ++guessed_[static_cast<std::size_t>(guess)];
    return guess;
  }

  /// Once for the layer: what was guessed, and how often.
  void tell_guessed() {
    std::uint64_t all = 0;
    std::string zh, en;
    for (std::size_t k = 0; k < kNameClasses; ++k) {
      if (guessed_[k] == 0) continue;
      all += guessed_[k];
      const auto c = static_cast<NameClass>(k);
      const std::string n = std::to_string(guessed_[k]);
      zh += (zh.empty() ? "" : "；") + std::string(zh_of(c)) + ' ' + n;
      en += (en.empty() ? "" : "; ") + std::string(to_string(c)) + ' ' + n;
    }
    if (all == 0) return;
    report_.layer(
        {Severity::warning,
         "name-type-guessed",
         "type",
         "",
         0,
         {"没有写明地名类别，按名称的结尾推断：" + zh +
              "；检查的条款和范围由类别而定，请用 fields 指明类别列，或写 type",
          "types are not told and were guessed from the names' endings: " + en +
              "; they decide which article and scope apply: name their column in fields, or give "
              "type"}},
        all);
  }

  /// Words that say neither are told; the name then has nothing said of its sign.
  void take_sign(const Row& row, PlaceName& n) {
    const std::string value = text(row, "sign");
    if (value.empty()) return;
    static const auto known = [] {
      std::map<std::u32string, std::pair<bool, bool>> words;  // whether set, whether damaged
      for (const char* word : {"否", "无", "没有", "未设", "未设置", "未安装", "待设", "缺", "缺失",
                               "丢失", "0", "no", "false", "n"})
        words.insert({fold_name(word), {false, false}});
      for (const char* word :
           {"损坏", "破损", "损毁", "残缺", "需更换", "需维修", "damaged", "broken"})
        words.insert({fold_name(word), {true, true}});
      for (const char* word : {"是", "有", "已设", "已设置", "已安装", "完好", "正常", "良好", "√",
                               "yes", "true", "y", "good"})
        words.insert({fold_name(word), {true, false}});
      return words;
    }();
    const auto folded = fold_name(value);
    const bool number =
        std::all_of(folded.begin(), folded.end(), [](char32_t c) { return c >= '0' && c <= '9'; });
    if (const auto it = known.find(folded); it != known.end()) {
      n.sign = it->second.first;
      n.sign_damaged = it->second.second;
    } else if (number) {
      n.sign = true;  // so many of them
    } else {
      report_.value({Severity::warning,
                     "name-sign-unknown",
                     header("sign"),
                     value,
                     row.number,
                     {"认不出的标志设置，当作没有填写；可用 是 否 损坏，或标志的个数",
                      "not known whether there is a sign: taken as not told; use yes, no, damaged "
                      "or their number"}});
    }
  }

  void check_status(const Row& row, PlaceName& n) {
    const std::string word = text(row, "status");
    if (word.empty()) return;
    if (const auto known = name_status_of(word)) {
      n.status = *known;
      return;
    }
    report_.value({Severity::error,
                   "name-status-bad",
                   header("status"),
                   word,
                   row.number,
                   {"认不出的地名状态；可用 标准 不规范 待清理 历史 拟用",
                    "not a known state of a name; use standard, irregular, to_clear, historic or "
                    "proposed"}});
  }

  bool take(const Row& row, Gazetteer& out) {
    PlaceName n;
    n.source = number_;
    n.row = row.number;
    n.name = text(row, "name");
    if (n.name.empty() || fold_name(n.name).empty()) {
      report_.row({Severity::warning,
                   "name-empty",
                   header("name"),
                   "",
                   row.number,
                   {"没有地名，这一行未采用", "without a name: the row is left out"}});
      return false;
    }
    if (!row.lonlat && is_totals_word(n.name)) {
      tell_totals_row(row, header("name"), n.name, report_);
      return false;
    }
    n.id = text(row, "id");
    n.type = text(row, "type");
    n.code = digits_of(text(row, "code"));
    n.unit = text(row, "unit");
    n.county = text(row, "county");
    n.province = text(row, "province");
    n.built_up = text(row, "built_up");
    n.reading = text(row, "reading");
    n.roman = text(row, "roman");
    n.origin = text(row, "origin");
    n.protection = text(row, "protection");
    n.former = text(row, "former");
    n.proposed = text(row, "proposed");
    n.document = text(row, "document");
    n.name_class = class_of(n, row.number);
    check_status(row, n);
    n.valid_from = date(row, "valid_from");
    n.valid_to = date(row, "valid_to");
    if (n.valid_from && n.valid_to && *n.valid_to < *n.valid_from)
      report_.row({Severity::error,
                   "date-order",
                   header("valid_to"),
                   to_string(*n.valid_to),
                   row.number,
                   {"废止日期早于启用日期 " + to_string(*n.valid_from),
                    "ends before it began on " + to_string(*n.valid_from)}});
    take_sign(row, n);
    n.patrolled = date(row, "patrolled");
    place(row, n);
    out.names.push_back(std::move(n));
    return true;
  }

  static std::string digits_of(std::string code) {
    std::erase_if(code, [](char c) { return c == ' '; });
    return code;
  }

  void place(const Row& row, PlaceName& n) const {
    if (!row.xy || !row.lonlat || row.xy->IsEmpty()) return;
    const OGRGeometry* g = row.xy.get();
    OGRPoint point;
    if (wkbFlatten(g->getGeometryType()) == wkbPoint)
      point = *g->toPoint();
    else if (g->Centroid(&point) != OGRERR_NONE || point.IsEmpty())
      return;
    n.place = frame_.place(XY{point.getX(), point.getY()});
  }

  const NamesSource& source_;
  std::uint32_t number_;
  const Frame& frame_;
  const VectorLayer& layer_;
  RowReport report_;
  std::map<std::string, std::optional<std::size_t>> columns_;
  std::map<std::u32string, NameClass> own_types_;
  std::array<std::uint64_t, kNameClasses> guessed_{};
};

}  // namespace

void read_names_layer(const NamesSource& source, std::uint32_t number, const Frame& frame,
                      Gazetteer& out, Problems& problems) {
  const VectorLayer layer = read_vector_layer(source.ref, frame, problems);
  if (layer.columns.empty() && layer.rows.empty()) {
    out.inputs.push_back({source.ref.path, layer.layer, layer.sha256, 0, 0, 0});
    return;
  }
  LayerReader(source, number, frame, layer, problems).read(out);
}

}  // namespace fangyuan
