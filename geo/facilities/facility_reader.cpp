// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/facility_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "geo/facilities/amount_fields.h"
#include "geo/facilities/facility_place.h"
#include "geo/facilities/row_report.h"
#include "geo/facilities/shapes.h"
#include "geo/facilities/status_words.h"
#include "geo/facilities/type_reader.h"
#include "geo/io/totals_row.h"

namespace fangyuan {
namespace {

const std::vector<std::string_view> kFields{"id",          "name",   "type",   "functions",
                                            "status",      "opened", "closed", "unit",
                                            "entrance_of", "x",      "y"};

class LayerReader {
 public:
  LayerReader(const FacilitySource& source, Date date, const Frame& frame, VectorLayer& layer,
              Problems& problems)
      : source_(source),
        date_(date),
        frame_(frame),
        layer_(layer),
        report_(layer, problems),
        types_(source, report_) {
    for (const std::string_view key : kFields)
      if (key != "x" && key != "y")
        columns_[std::string(key)] =
            not_wanted(layer, key) ? std::nullopt : layer.field(key, problems);
    amounts_ = amount_columns(layer, kFields, facility_amounts(), report_, problems);
  }

  void read(FacilityLayer& out) {
    const bool doors = columns_["entrance_of"].has_value();
    if (!doors && !has_types()) {
      report_.layer(
          {Severity::error,
           "type-missing",
           "type",
           "",
           0,
           {"不知道设施类型：请写 type = \"…\"，或用 fields = { type = \"列名\" } 指明类型列",
            "the type is not known: give type = \"…\" or fields = { type = \"column\" }"}},
          1);
      return;
    }
    for (const Row& row : layer_.rows) {
      if (const auto word = sums(row)) {
        tell_totals_row(row, "", *word, report_);
        sums_.insert(row.number);
        ++out.use.rejected;
        continue;
      }
      const bool used = doors ? read_entrance(row, out) : read_site(row, out);
      ++(used ? out.use.used : out.use.rejected);
    }
    if (!doors) tell_layer();
    if (columns_["unit"]) out.unit_field = layer_.columns[*columns_["unit"]];
  }

 private:
  bool has_types() const { return !source_.type.empty() || columns_.at("type").has_value(); }

  std::optional<std::string> cell(const Row& row, const std::string& key) const {
    const auto column = columns_.at(key);
    return column ? row.values[*column] : std::nullopt;
  }
  std::string header(const std::string& key) const {
    const auto column = columns_.at(key);
    return column ? layer_.columns[*column] : key;
  }

  /// The word of a row that holds sums: no place, and 合计 where the site's own words would be.
  std::optional<std::string> sums(const Row& row) const {
    if (row.lonlat) return std::nullopt;
    for (const char* key : {"name", "id", "unit", "type"})
      if (auto word = cell(row, key); word && is_totals_word(*word)) return word;
    return cell(row, "name") ? std::nullopt : totals_word(row);
  }

  bool read_entrance(const Row& row, FacilityLayer& out) {
    const auto of = cell(row, "entrance_of");
    const Shape shape = shape_of(row, frame_);
    if (of && shape.points.size() == 1) {
      out.entrances.push_back({*of, shape.points.front(), row.number});
      return true;
    }
    report_.row(
        {Severity::error,
         "entrance-bad",
         header("entrance_of"),
         of.value_or(""),
         row.number,
         {"出入口应写明设施编号，并且是一个点", "an entrance names its facility and is one point"},
         where_is(shape)});
    return false;
  }

  /// Types of a row; none after an error.
  std::vector<std::string> types_of(const Row& row) {
    const auto word = cell(row, "type");
    const bool own_column = layer_.ref.fields.contains("type") && columns_.at("type");
    if (types_.layer_type() && (!own_column || !word)) return {*types_.layer_type()};
    if (!source_.type.empty() && !own_column) return {};  // a bad `type`, told already
    if (word) return types_.read(*word, header("type"), row.number);
    report_.row({Severity::error,
                 "type-empty",
                 header("type"),
                 "",
                 row.number,
                 {"没有设施类型", "the type is empty"}});
    return {};
  }

  std::optional<Date> date_of(const Row& row, const std::string& key, bool& good) {
    const auto text = cell(row, key);
    if (!text) return std::nullopt;
    const auto date = parse_date(*text);
    if (!date) {
      good = false;
      report_.row({Severity::error,
                   "date-text",
                   header(key),
                   *text,
                   row.number,
                   {"不是日期，应如 2020-05-01", "not a date such as 2020-05-01"}});
    }
    return date;
  }

  Status listed_status(const Row& row, bool& good) {
    const auto word = cell(row, "status");
    if (!word) {
      if (columns_["status"] && no_status_++ == 0) first_no_status_ = row.number;
      return Status::in_use;
    }
    if (const auto status = status_of(*word)) return *status;
    good = false;
    report_.value({Severity::error,
                   "status-bad",
                   header("status"),
                   *word,
                   row.number,
                   {"认不出的状态；可用 规划 已批 在建 建成 验收 在用 停用 关闭",
                    "not a known state; use planned, approved, building, built, accepted, in_use, "
                    "suspended or closed"}});
    return Status::in_use;
  }

  bool read_status(const Row& row, Facility& f) {
    bool good = true;
    const Status listed = listed_status(row, good);
    f.opened = date_of(row, "opened", good);
    f.closed = date_of(row, "closed", good);
    if (f.opened && f.closed && *f.closed < *f.opened) {
      good = false;
      report_.row({Severity::error,
                   "date-order",
                   header("closed"),
                   to_string(*f.closed),
                   row.number,
                   {"关闭日期早于启用日期 " + to_string(*f.opened),
                    "closed before it opened on " + to_string(*f.opened)}});
    }
    f.status = status_as_of(listed, f.opened, f.closed, date_);
    if (good && f.status != listed && cell(row, "status")) {
      report_.row(
          {Severity::warning,
           "status-by-date",
           header("status"),
           *cell(row, "status"),
           row.number,
           {fmt::format("按启用、关闭日期，在基准日为 {}", to_string(f.status)),
            fmt::format("by its dates it is {} on the project's date", to_string(f.status))}});
    }
    return good;
  }

  void check_amounts(const Row& row, const Facility& f) {
    const auto of = [&](const char* name) -> std::optional<Amount> {
      const auto it = f.amounts.find(name);
      return it == f.amounts.end() ? std::nullopt : std::optional(it->second);
    };
    if (of("beds") && of("nursing_beds") && *of("nursing_beds") > *of("beds"))
      report_.row({Severity::warning,
                   "beds-differ",
                   "nursing_beds",
                   of("nursing_beds")->to_string(),
                   row.number,
                   {"护理型床位多于总床位 " + of("beds")->to_string(),
                    "more nursing beds than beds (" + of("beds")->to_string() + ")"}});
    const auto mu = of("land_mu"), m2 = of("land_m2");
    if (!mu) return;
    // Two columns may be rounded differently; a tenth of a 亩 and a hundredth of the whole are not.
    const double difference = std::abs(mu_to_m2(*mu).to_double() - m2->to_double());
    if (difference > 66.7 && difference > 0.01 * m2->to_double())
      report_.row({Severity::warning,
                   "land-differs",
                   "land_mu",
                   mu->to_string(),
                   row.number,
                   {"亩数与平方米数 " + m2->to_string() + " 不合，各自照用",
                    "does not agree with " + m2->to_string() + " m²; both are kept"}});
  }

  bool read_site(const Row& row, FacilityLayer& out) {
    Facility f;
    f.source = source_.ref.path;
    f.row = row.number;
    f.id = cell(row, "id").value_or("");
    f.name = cell(row, "name").value_or("");
    f.given_unit = cell(row, "unit").value_or("");
    const std::vector<std::string> types = types_of(row);
    bool good = !types.empty();
    std::vector<std::string> functions;
    if (good) {
      f.type = types.front();
      functions.assign(types.begin() + 1, types.end());
    }
    if (const auto more = cell(row, "functions"))
      for (std::string& t : types_.read(*more, header("functions"), row.number))
        functions.push_back(std::move(t));
    for (std::string& t : functions)
      if (!f.serves_as(t)) f.functions.push_back(std::move(t));
    good = read_status(row, f) && good;
    f.amounts = read_amounts(amounts_, layer_, row, report_);
    check_amounts(row, f);
    good = read_place(row, frame_, f, report_) && good;
    if (good) out.sites.push_back(std::move(f));
    return good;
  }

  void tell_layer() {
    tell_empty_amounts(amounts_, layer_, sums_, report_);
    if (no_status_ > 0)
      report_.layer({Severity::warning,
                     "status-empty",
                     header("status"),
                     "",
                     0,
                     {fmt::format("第 {} 行起状态有空格，按在用（in_use）计", first_no_status_),
                      fmt::format("empty from row {} on: taken as in_use", first_no_status_)}},
                    no_status_);
  }

  const FacilitySource& source_;
  Date date_;
  const Frame& frame_;
  VectorLayer& layer_;
  RowReport report_;
  std::set<std::uint64_t> sums_;  ///< rows left out
  TypeReader types_;
  std::map<std::string, std::optional<std::size_t>> columns_;
  std::vector<AmountColumn> amounts_;
  std::uint64_t no_status_ = 0, first_no_status_ = 0;
};

}  // namespace

FacilityLayer read_facility_layer(const FacilitySource& source, Date project_date,
                                  const Frame& frame, Problems& problems) {
  FacilityLayer out;
  VectorLayer layer = read_vector_layer(source.ref, frame, problems);
  out.use.path = source.ref.path;
  out.use.layer = layer.layer;
  out.use.sha256 = layer.sha256;
  out.use.features = layer.rows.size();
  // A layer that could not be read at all has been told; its fields are not missing besides.
  if (!layer.columns.empty() || !layer.rows.empty()) {
    LayerReader reader(source, project_date, frame, layer, problems);
    reader.read(out);
  }
  layer.rows.clear();
  out.layer = std::move(layer);
  return out;
}

}  // namespace fangyuan
