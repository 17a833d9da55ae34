// SPDX-License-Identifier: Apache-2.0
// Tables without geometry, joined to units by code or name.
#include <algorithm>

#include "geo/io/totals_row.h"

#include "geo/people/row_counts.h"
#include "geo/units/unit_join.h"

namespace fangyuan {
namespace {

Problem problem_of(const PeopleReading& in, const char* code, Text rule) {
  Problem p;
  p.code = code;
  p.file = in.source.ref.path;
  p.layer = in.source.ref.layer;
  p.field = "join";
  p.value = in.source.join;
  p.rule = std::move(rule);
  return p;
}

// A column that the project does not name but that is called as such columns usually are.
std::optional<std::size_t> usual_column(const PeopleReading& in, const VectorLayer& layer,
                                        const std::string& key) {
  if (layer.ref.fields.count(key) > 0) return std::nullopt;
  for (const auto name : usual_columns(key))
    if (const auto column = layer.find_column(name)) {
      auto p = problem_of(in, "field-guessed",
                          {"没有写明字段，按常用列名取用；请在 fields 里写明",
                           "the field is not named; a usual column name was taken: name it in "
                           "fields"});
      p.field = key;
      p.value = layer.columns[*column];
      in.problems.warning(std::move(p));
      return column;
    }
  return std::nullopt;
}

std::optional<std::size_t> key_column(const PeopleReading& in, const VectorLayer& layer) {
  if (const auto column = layer.field(in.source.join, in.problems)) return column;
  if (layer.ref.fields.count(in.source.join) > 0) return std::nullopt;
  if (const auto column = usual_column(in, layer, in.source.join)) return column;
  in.problems.error(problem_of(in, "join-column-missing",
                               {"找不到用来连接的列，请在 fields 里写明 code 或 name",
                                "no column to join by: name code or name in fields"}));
  return std::nullopt;
}

// Names repeat from one township to the next, so the column of the unit above matters there.
std::optional<std::size_t> above_column(const PeopleReading& in, const VectorLayer& layer,
                                        JoinBy by) {
  if (const auto column = layer.field("parent", in.problems)) return column;
  return by == JoinBy::name ? usual_column(in, layer, "parent") : std::nullopt;
}

class JoinReader {
 public:
  JoinReader(const PeopleReading& in, const VectorLayer& layer, JoinBy by, std::size_t key,
             std::optional<std::size_t> above)
      : in_(in),
        layer_(layer),
        join_(in.boundaries, in.source.level, by),
        key_(key),
        above_(above),
        report_(layer, in.problems),
        rows_of_(in.boundaries.units.all.size()) {}

  /// Leaves out a sum of the other rows: its people are counted already.
  bool is_sum(const Row& row) {
    const auto& key = row.values[key_];
    if (key && !is_totals_word(*key)) return false;
    const auto word = totals_word(row);
    if (!word) return false;
    tell_totals_row(row, layer_.columns[key_], *word, report_);
    ++rejected;
    return true;
  }

  void take(const Row& row, std::vector<People> counts) {
    const auto text = [&](std::optional<std::size_t> column) {
      return column && row.values[*column] ? *row.values[*column] : std::string();
    };
    const auto key = text(key_);
    const auto answer = join_.find(key, text(above_));
    if (answer.unit) {
      if (++rows_of_[answer.unit.index()] == 2 && repeated_++ == 0) first_repeated_ = key;
      place(answer.unit, counts);
      ++used;
      return;
    }
    ++rejected;
    unmatched(row, key, answer, std::move(counts));
  }

  // Units that several rows named, and units of the level that none did.
  void tell_units() {
    if (repeated_ > 0)
      report_.layer(
          {Severity::warning,
           "join-repeated",
           layer_.columns[key_],
           first_repeated_,
           0,
           {"这些区划各有多行，人数相加", "units with several rows: their people add up"}},
          repeated_);
    tell_unlisted();
  }

  RowReport& report() { return report_; }
  std::uint64_t used = 0, rejected = 0;

 private:
  void tell_unlisted() {
    std::uint64_t units = 0, count = 0;
    UnitId first;
    for (const auto& layer : in_.boundaries.units.layers) {
      if (layer.level != in_.source.level || layer.tree != Tree::legal) continue;
      for (const auto id : layer.units) {
        ++units;
        if (rows_of_[id.index()] == 0 && count++ == 0) first = id;
      }
    }
    if (count == 0) return;
    const auto& unit = in_.boundaries.units[first];
    report_.layer(
        {Severity::warning,
         "join-unit-unlisted",
         layer_.columns[key_],
         unit.code + ' ' + unit.name,
         0,
         {"共 " + std::to_string(units) + " 个区划，有的在表里没有对应的行，没有人数",
          "of " + std::to_string(units) + " units some have no row, so nobody lives there"},
         unit.label.lonlat},
        count);
  }

  void place(UnitId unit, const std::vector<People>& counts) {
    // Several rows of a unit share the work of finding its cells.
    if (unit != last_unit_) {
      cells_ = in_.placement.cells_of(in_.boundaries.shapes[unit.index()].xy);
      last_unit_ = unit;
    }
    in_.draft.add_area(cells_.points, counts, unit, in_.frame);
  }

  void unmatched(const Row& row, const std::string& key, const JoinAnswer& answer,
                 std::vector<People> counts) {
    using Kind = JoinAnswer::Kind;
    const Text rule =
        answer.kind == Kind::no_key
            ? Text{"连接的列是空白，人数记为未定位", "the joining column is empty: unlocated"}
        : answer.kind == Kind::ambiguous && above_ && !row.values[*above_]
            ? Text{"对应多个区划，这一行的上级列“" + layer_.columns[*above_] +
                       "”是空白（可能是合并的单元格），无法确定。人数记为未定位",
                   "more than one unit is called so, and the parent column " +
                       layer_.columns[*above_] + " is empty in this row (merged cells?); unlocated"}
        : answer.kind == Kind::ambiguous
            ? Text{"对应多个区划，无法确定；请用代码，或写明上级列 parent。人数记为未定位",
                   "more than one unit is called so: join by code or name the column parent; "
                   "unlocated"}
            : Text{"找不到对应的区划，人数记为未定位", "no such unit: unlocated"};
    report_.row({Severity::warning, "join-unmatched", layer_.columns[key_], key, row.number, rule});
    const auto why = answer.kind == Kind::no_key      ? UnmatchedRow::Why::no_key
                     : answer.kind == Kind::ambiguous ? UnmatchedRow::Why::ambiguous
                                                      : UnmatchedRow::Why::unknown;
    in_.draft.add_unlocated({in_.source.ref.path, row.number, key, why, std::move(counts)},
                            answer.above);
  }

  const PeopleReading& in_;
  const VectorLayer& layer_;
  UnitJoin join_;
  std::size_t key_;
  std::optional<std::size_t> above_;
  RowReport report_;
  std::vector<std::uint32_t> rows_of_;  ///< by unit
  std::uint64_t repeated_ = 0;
  std::string first_repeated_;
  UnitId last_unit_;
  Placement::Cells cells_;
};

}  // namespace

void read_joined_people(const PeopleReading& in) {
  const auto by = parse_join(in.source.join);
  auto layer = read_vector_layer(in.source.ref, in.frame, in.problems);
  LayerUse use{in.source.ref.path, layer.layer, layer.sha256, layer.rows.size(), 0, 0};
  const auto& layers = in.boundaries.units.layers;
  const bool has_level = std::any_of(
      layers.begin(), layers.end(), [&](const UnitLayer& l) { return l.level == in.source.level; });
  if (!by) {
    in.problems.error(
        problem_of(in, "join-unknown", {"join 只能是 code 或 name", "join is code or name"}));
  } else if (!has_level) {
    in.problems.error(problem_of(
        in, "join-no-level",
        {"没有 " + std::string(to_string(in.source.level)) + " 级的区划图层可连接",
         "there is no boundary layer of level " + std::string(to_string(in.source.level))}));
  }
  // Also without units or rows: what else is wrong is told at once.
  if (by && !layer.columns.empty()) {
    RowCounts counts(layer, in.groups, in.draft.groups(), in.problems);
    const auto key = key_column(in, layer);
    if (has_level && key && counts.complete()) {
      JoinReader reader(in, layer, *by, *key, above_column(in, layer, *by));
      for (const auto& row : layer.rows)
        if (!reader.is_sum(row)) reader.take(row, counts.read(row, reader.report()));
      counts.tell_empty(reader.report());
      reader.tell_units();
      use.used = reader.used;
      use.rejected = reader.rejected;
    }
  }
  in.draft.add_input(std::move(use));
}

}  // namespace fangyuan
