// SPDX-License-Identifier: Apache-2.0
// From the rows of boundary layers to drafts: fields, dates, codes, repairs.
#include <fmt/format.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "geo/topology/grid.h"
#include "geo/units/code.h"
#include "geo/units/unit_draft.h"
#include "geo/units/unit_join.h"

namespace fangyuan {
namespace {

// One warning per code and layer, with the number of features and the first of them.
class Tally {
 public:
  void add(const char* code, const char* field, const std::string& value, Text rule) {
    auto [it, fresh] = by_code_.try_emplace(code);
    if (fresh) {
      it->second.code = code;
      it->second.field = field;
      it->second.value = value;
      it->second.rule = std::move(rule);
      order_.push_back(code);
    } else {
      ++it->second.count;
    }
  }
  void tell(const VectorLayer& layer, Problems& problems) {
    for (const auto& code : order_) {
      auto p = by_code_[code];
      p.file = layer.ref.path;
      p.layer = layer.layer;
      problems.warning(std::move(p));
    }
  }

 private:
  std::map<std::string, Problem> by_code_;
  std::vector<std::string> order_;
};

struct Columns {
  std::optional<std::size_t> code, name, unit_class, parent, from, to, area, seat_lon, seat_lat;
};

std::optional<std::size_t> usual(const VectorLayer& layer, const char* key, Problems& problems) {
  for (const auto candidate : usual_columns(key))
    if (const auto column = layer.find_column(candidate)) {
      Problem p;
      p.code = "field-guessed";
      p.file = layer.ref.path;
      p.layer = layer.layer;
      p.field = key;
      p.value = layer.columns[*column];
      p.rule = {"没有写明字段，按常用列名取用；请在 fields 里写明",
                "the field is not named; a usual column name was taken: name it in fields"};
      problems.warning(std::move(p));
      return column;
    }
  return std::nullopt;
}

Columns columns_of(const VectorLayer& layer, Problems& problems) {
  Columns c;
  c.code = layer.field("code", problems);
  c.name = layer.field("name", problems);
  if (!c.code && !layer.ref.fields.count("code")) c.code = usual(layer, "code", problems);
  if (!c.name && !layer.ref.fields.count("name")) c.name = usual(layer, "name", problems);
  c.unit_class = layer.field("class", problems);
  c.parent = layer.field("parent", problems);
  c.from = layer.field("valid_from", problems);
  c.to = layer.field("valid_to", problems);
  c.area = layer.field("area_km2", problems);
  c.seat_lon = layer.field("seat_lon", problems);
  c.seat_lat = layer.field("seat_lat", problems);
  return c;
}

std::string text_at(const Row& row, std::optional<std::size_t> column) {
  return column && row.values[*column] ? *row.values[*column] : std::string();
}

// Parents of some web services are objects: { "adcode": 410200 }.
std::string parent_text(std::string text) {
  if (text.empty() || text.front() != '{') return text;
  const auto begin = text.find_first_of("0123456789");
  if (begin == std::string::npos) return {};
  const auto end = text.find_first_not_of("0123456789", begin);
  return text.substr(begin, end == std::string::npos ? end : end - begin);
}

std::optional<Date> date_at(const Row& row, std::optional<std::size_t> column, const char* field,
                            Tally& tally) {
  const auto text = text_at(row, column);
  if (text.empty()) return std::nullopt;
  // A time of day behind the date says nothing here.
  auto date = parse_date(text);
  if (!date) date = parse_date(std::string_view(text).substr(0, text.find_first_of(" T")));
  if (!date)
    tally.add("date-bad", field, text,
              {"日期无法识别，当作没有填写", "no date that can be read: taken as not given"});
  return date;
}

bool finite(const UnitShape& shape) {
  const auto good = [](const auto& ring) {
    return std::all_of(ring.begin(), ring.end(), [](XY p) {
      return std::abs(p.x) <= kGridReachM && std::abs(p.y) <= kGridReachM;
    });
  };
  return std::all_of(shape.xy.begin(), shape.xy.end(), [&](const PolygonXY& p) {
    return good(p.outer) && std::all_of(p.holes.begin(), p.holes.end(), good);
  });
}

// One layer at a time; draws its result into `out`.
class LayerReader {
 public:
  LayerReader(const BoundarySource& source, std::size_t number, Date date, const Frame& frame,
              const Geos& geos, UnitDrafts& out)
      : source_(source), number_(number), date_(date), frame_(frame), geos_(geos), out_(out) {}

  void read(Problems& problems) {
    const auto errors = problems.error_count();
    const auto layer = read_vector_layer(source_.ref, frame_, problems);
    use_ = {source_.ref.path, layer.layer, layer.sha256, layer.rows.size(), 0, 0};
    // Also where no row could be placed (crs-missing): what else is wrong is told at once.
    if (!layer.columns.empty()) {
      const auto columns = columns_of(layer, problems);
      for (const auto& row : layer.rows) take(row, columns);
      tally_.tell(layer, problems);
    }
    for (Problem& p : wrong_dates_) problems.error(std::move(p));
    if (use_.used == 0 && problems.error_count() == errors) none_left(layer, problems);
    out_.inputs.push_back(use_);
  }

 private:
  void none_left(const VectorLayer& layer, Problems& problems) const {
    Problem p;
    p.code = "boundaries-empty";
    p.file = layer.ref.path;
    p.layer = layer.layer;
    p.count = use_.features;
    p.rule = {"没有一个可用的区划：需要在项目日期有效的面",
              "no unit can be used: it takes areas that are in force on the project's date"};
    problems.error(std::move(p));
  }

  void take(const Row& row, const Columns& columns) {
    UnitDraft d;
    d.tree = source_.tree;
    d.level = source_.level;
    d.source = number_;
    d.row = row.number;
    d.name = text_at(row, columns.name);
    d.parent = parent_text(text_at(row, columns.parent));
    d.valid_from = date_at(row, columns.from, "valid_from", tally_);
    d.valid_to = date_at(row, columns.to, "valid_to", tally_);
    take_code(text_at(row, columns.code), d);
    take_validity(d);
    const auto label = [&] { return d.name.empty() ? "#" + std::to_string(row.number) : d.name; };
    if ((d.valid_from && *d.valid_from > date_) || (d.valid_to && *d.valid_to < date_)) {
      tally_.add(
          "unit-not-valid", "valid_from", label(),
          {"在项目日期不在有效期内，未采用", "not in force on the project's date: left out"});
      return;
    }
    take_class(text_at(row, columns.unit_class), d);
    take_record(row, columns, d);
    if (!take_shape(row, label(), d)) {
      ++use_.rejected;
      return;
    }
    ++use_.used;
    out_.drafts.push_back(std::move(d));
  }

  void take_code(const std::string& text, UnitDraft& d) {
    const auto code = normal_code(text, d.level);
    d.code = code.text;
    if (code.lost_digits)
      tally_.add("code-scientific", "code", text,
                 {"代码被表格软件改成了科学记数，末位已经丢失；请把该列设为文本重新导出",
                  "a spreadsheet wrote the code as a power of ten and lost its end: export the "
                  "column as text"});
    if (!code.fits_level)
      tally_.add("code-level", "code", text,
                 {"代码位数与层级不符（地级、县级 6 位，乡级 9 位，村级 12 位），照原样采用",
                  "the code's length is not its level's (prefecture and county 6, township 9, "
                  "village 12 digits): taken as it is"});
  }

  // Also of units that are not in force on the project's date.
  void take_validity(const UnitDraft& d) {
    if (d.valid_from && d.valid_to && *d.valid_to < *d.valid_from)
      tell_dates("date-order", d, to_string(*d.valid_from) + " – " + to_string(*d.valid_to),
                 {"废止日期早于启用日期", "valid_to lies before valid_from"});
    if (!d.code.empty())
      out_.validities.push_back({d.tree, d.level, d.code, d.name, d.valid_from, d.valid_to,
                                 source_.ref.path, source_.ref.layer, d.row});
  }

  void tell_dates(const char* code, const UnitDraft& d, const std::string& dates, Text rule) {
    Problem p;
    p.code = code;
    p.file = source_.ref.path;
    p.layer = source_.ref.layer;
    p.field = "valid_to";
    p.value = (d.code.empty() ? d.name : d.code) + " " + dates;
    p.rule = std::move(rule);
    wrong_dates_.push_back(std::move(p));
  }

  void take_record(const Row& row, const Columns& columns, UnitDraft& d) {
    if (const auto text = text_at(row, columns.area); !text.empty()) {
      if (const auto km2 = parse_amount(text); km2 && km2->to_double() > 0)
        d.published_m2 = km2->to_double() * 1e6;
      else
        tally_.add("area-text", "area_km2", text,
                   {"公布面积不是正数，当作没有填写",
                    "the published area is no positive number: taken as not given"});
    }
    const auto lon = text_at(row, columns.seat_lon), lat = text_at(row, columns.seat_lat);
    if (lon.empty() && lat.empty()) return;
    const auto x = parse_amount(lon), y = parse_amount(lat);
    if (!x || !y || std::abs(x->to_double()) > 180 || std::abs(y->to_double()) > 90) {
      tally_.add("coordinates-text", "seat_lon", lon + ',' + lat,
                 {"驻地坐标不是经纬度，当作没有填写",
                  "the seat's coordinates are no longitude and latitude: taken as not given"});
      return;
    }
    d.seat = frame_.place(LonLat{x->to_double(), y->to_double()});
  }

  void take_class(const std::string& text, UnitDraft& d) {
    if (!text.empty()) {
      if (auto known = normal_class(text)) {
        d.unit_class = std::move(*known);
        return;
      }
      if (text == "市") {
        d.unit_class = d.level == Level::prefecture ? "地级市" : "县级市";
        return;
      }
      tally_.add("class-unknown", "class", text,
                 {"不是认识的区划类别，改按名称和代码推断",
                  "not a known class of unit: guessed from name and code instead"});
    }
    d.unit_class = class_from_name(d.name, d.level);
    if (d.unit_class.empty()) d.unit_class = class_from_code(d.code, d.level);
    if (d.unit_class.empty())
      tally_.add("class-missing", "class", d.name,
                 {"没有类别，也无法从名称和代码推断", "no class, and neither name nor code tells"});
    else
      tally_.add("class-guessed", "class", d.name + " → " + d.unit_class,
                 {"没有类别字段，按名称后缀和代码推断",
                  "no class given: guessed from the name's ending and the code"});
  }

  bool take_shape(const Row& row, const std::string& label, UnitDraft& d) {
    if (row.xy && row.lonlat) {
      d.shape.xy = polygons_xy(*row.xy);
      d.shape.lonlat = polygons_lonlat(*row.lonlat);
    }
    if (d.shape.xy.empty() || !finite(d.shape)) {
      tally_.add("unit-no-outline", "", label,
                 {"没有面状图形，无法作为区划采用", "no area: cannot be taken as a unit"});
      return false;
    }
    const auto shape = geos_.make(d.shape.xy);
    const auto flaw = geos_.flaw(shape.get());
    if (!flaw) return true;
    RingRepair repair;
    repair.draft = out_.drafts.size();
    repair.before_m2 = geodesic_area_m2(d.shape.lonlat);
    repair.where = frame_.place(flaw->where);
    d.shape.xy = geos_.polygons(geos_.make_valid(shape.get()).get());
    d.shape.lonlat = lonlat_of(d.shape.xy, frame_);
    if (d.shape.xy.empty()) {
      tally_.add("unit-no-outline", "", label,
                 {"图形修复后没有面积，无法作为区划采用",
                  "no area is left after repair: cannot be taken as a unit"});
      return false;
    }
    repair.after_m2 = geodesic_area_m2(d.shape.lonlat);
    out_.repairs.push_back(repair);
    return true;
  }

  const BoundarySource& source_;
  std::size_t number_;
  Date date_;
  const Frame& frame_;
  const Geos& geos_;
  UnitDrafts& out_;
  LayerUse use_;
  Tally tally_;
  std::vector<Problem> wrong_dates_;
};

std::string dates_of(const UnitValidity& v) {
  return (v.from ? to_string(*v.from) : "…") + " – " + (v.to ? to_string(*v.to) : "…");
}

// Features of one code and one validity are parts of one unit; with validities that differ they
// are its former and its later shape, and no day may have both.
void check_validities(std::vector<UnitValidity> all, Problems& problems) {
  std::stable_sort(all.begin(), all.end(), [](const UnitValidity& a, const UnitValidity& b) {
    return std::tie(a.tree, a.level, a.code, a.from) < std::tie(b.tree, b.level, b.code, b.from);
  });
  const auto same_unit = [](const UnitValidity& a, const UnitValidity& b) {
    return a.tree == b.tree && a.level == b.level && a.code == b.code;
  };
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin + 1;
    // The one that lasts longest of those before: whoever begins within it overlaps it.
    const UnitValidity* last = &all[begin];
    for (; end < all.size() && same_unit(all[begin], all[end]); ++end) {
      const UnitValidity& v = all[end];
      const bool same = v.from == last->from && v.to == last->to;
      const bool apart = last->to && v.from && *last->to < *v.from;
      if (!same && !apart) {
        Problem p;
        p.code = "validity-overlap";
        p.file = v.path;
        p.layer = v.layer;
        p.field = "valid_from";
        p.value = v.code + " " + v.name + " " + dates_of(v);
        p.rule = {fmt::format("与第 {} 行同一代码的有效期 {} 重叠：每一天只能有一份", last->row,
                              dates_of(*last)),
                  fmt::format("overlaps the validity {} of the same code in row {}: each day has "
                              "one only",
                              dates_of(*last), last->row)};
        problems.error(std::move(p));
      }
      if (!v.to || (last->to && *v.to > *last->to)) last = &v;
    }
    begin = end;
  }
}

}  // namespace

std::vector<PolygonLonLat> lonlat_of(std::span<const PolygonXY> polygons, const Frame& frame) {
  const auto convert = [&](const std::vector<XY>& ring) {
    std::vector<LonLat> out(ring.size());
    frame.to_lonlat(ring, out);
    return out;
  };
  std::vector<PolygonLonLat> out;
  for (const auto& polygon : polygons) {
    PolygonLonLat made{convert(polygon.outer), {}};
    for (const auto& hole : polygon.holes) made.holes.push_back(convert(hole));
    out.push_back(std::move(made));
  }
  return out;
}

UnitDrafts read_unit_drafts(std::span<const BoundarySource> sources, Date project_date,
                            const Frame& frame, const Geos& geos, Problems& problems) {
  UnitDrafts out;
  for (std::size_t i = 0; i < sources.size(); ++i)
    LayerReader(sources[i], i, project_date, frame, geos, out).read(problems);
  check_validities(std::move(out.validities), problems);
  return out;
}

}  // namespace fangyuan
