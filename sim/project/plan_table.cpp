// SPDX-License-Identifier: Apache-2.0
#include "sim/project/plan_table.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <regex>

#include "geo/io/table_titles.h"
#include "geo/io/vector_layer.h"
#include "sim/project/plan_guess.h"

namespace fangyuan {
namespace {

bool has(const std::string& text, std::string_view word) {
  return text.find(word) != std::string::npos;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' || c == '\t' ? ' ' : c;
  }
  return out + '"';
}

/// Which column is what; base and target with their years.
struct Columns {
  std::optional<std::size_t> number, name, unit, base, target, attribute;
  int base_year = 0, target_year = 0;
};

int year_in(const std::string& text) {
  static const std::regex kYear("20[0-9][0-9]");
  std::smatch found;
  return std::regex_search(text, found, kYear) ? std::stoi(found.str()) : 0;
}

Columns columns_of(const std::vector<std::string>& heads) {
  Columns c;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const std::string h = fold_plan_words(heads[i]);
    const int year = year_in(h);
    if (has(h, "属性") || has(h, "性质")) {
      c.attribute = i;
    } else if (has(h, "序号")) {
      c.number = i;
    } else if (has(h, "单位")) {
      c.unit = i;
    } else if (year > 0 || has(h, "目标") || has(h, "基础") || has(h, "现状")) {
      // Of two years the later is the target; a word says so as well.
      const bool is_target = has(h, "目标") || (!has(h, "基础") && c.base && year > c.base_year);
      (is_target ? c.target : c.base) = i;
      (is_target ? c.target_year : c.base_year) = year;
    } else if (has(h, "指标") && (!c.name || h == "主要指标")) {
      c.name = i;
    }
  }
  return c;
}

std::string value_text(const PlanValue& v, bool is_share, bool in_ten_thousands) {
  if (is_share) return quoted(v.number->to_string() + "%");
  if (!in_ten_thousands) return v.number->to_string();
  return scaled_nearest(*v.number, Amount::from_whole(10'000), Amount::from_whole(1)).to_string();
}

/// Above a table stand its title and often the unit of its figures or a number (附件2).
std::string name_of(const PlanTable& table) {
  if (!table.name.empty()) return table.name;
  for (const std::string& title : table_titles(table.ref)) {
    const std::string folded = fold_plan_words(title);
    const bool is_other = folded.starts_with("单位") || folded.starts_with("（单位") ||
                          folded.starts_with("附件") || folded.starts_with("附表");
    if (!is_other) return title;
  }
  return std::filesystem::path(table.ref.path).stem().string();
}

class Writer {
 public:
  Writer(const PlanTable& table, const VectorLayer& layer, const Columns& columns)
      : table_(table), layer_(layer), columns_(columns) {}

  /// Rows of one name are told apart by their numbers only: most often one was copied.
  void tell_twice(Problems& problems) const {
    std::map<std::string, std::uint64_t> seen;
    std::string rows;
    std::size_t count = 0;
    for (const Row& row : layer_.rows) {
      const std::string name = fold_plan_words(cell(row, columns_.name));
      const auto [first, added] = seen.emplace(name, row.number);
      if (name.empty() || added) continue;
      ++count;
      rows += (rows.empty() ? "" : "；") + name + " " + std::to_string(first->second) + "、" +
              std::to_string(row.number);
    }
    if (count == 0) return;
    problems.warning({.code = "plan-row-twice",
                      .file = table_.ref.path,
                      .layer = layer_.layer,
                      .value = rows,
                      .rule = {"指标表里有同名的行，都写进了规则包，请核对",
                               "rows of one name; all went into the pack: check them"},
                      .count = count});
  }

  std::string rule(const Row& row, std::size_t order) const {
    const std::string name = cell(row, columns_.name);
    if (name.empty()) return "";
    const PlanValue base = read_plan_value(cell(row, columns_.base));
    const PlanValue target = read_plan_value(cell(row, columns_.target));
    const auto guessed = guess_metric(name);
    const std::string missing = what_is_missing(guessed, target);
    std::string number = cell(row, columns_.number);
    if (number.empty()) number = std::to_string(order);
    std::string out = "\n[[rules]]\nid          = " + quoted("row-" + number) +
                      "\nname        = " + quoted(name) + "\n";
    if (guessed) out += guessed->keys;
    out += "plan_row    = " + quoted("第" + number + "行") + "\n[[rules.claims]]\n";
    const bool share = guessed && guessed->is_share;
    const bool falls = (guessed && guessed->falls) ||
                       (base.number && target.number && *target.number < *base.number);
    const bool ten_thousands = in_ten_thousands(cell(row, columns_.unit), name);
    if (base.number && columns_.base_year > 0)
      out += "base        = " + value_text(base, share, ten_thousands || base.ten_thousands) +
             fmt::format("\nbase_year   = {}\n", columns_.base_year);
    if (target.number)
      out += "target      = " + value_text(target, share, ten_thousands || target.ten_thousands) +
             "\n";
    else if (!target.words.empty())
      out += "target_text = " + quoted(target.words) + "\n";
    out += "comparator  = " +
           quoted(std::string(to_string(
               target.comparator.value_or(falls ? Comparator::at_most : Comparator::at_least)))) +
           "\n";
    if (columns_.target_year > 0)
      out += fmt::format("due         = {}-12-31\n", columns_.target_year);
    const std::string attribute = cell(row, columns_.attribute);
    if (attribute == "约束性" || attribute == "预期性")
      out += "attribute   = " + quoted(attribute) + "\n";
    if (!target.modality.empty()) out += "modality    = " + quoted(target.modality) + "\n";
    out += "source      = \"plan\"\nsource_line = " + quoted(fmt::format("表第{}行", row.number)) +
           "\nquote       = " + quoted(whole(row)) + "\nconfidence  = \"B\"\n";
    if (!missing.empty()) return "\n# 未写成规则，请补 metric 等：" + missing + commented(out);
    const char* how = falls && !target.comparator ? "；目标低于基础值，按“不高于”" : "";
    return "\n# 猜测：" + guessed->reason + how + out;
  }

 private:
  /// Why a row is no rule yet; empty: it is one.
  static std::string what_is_missing(const std::optional<MetricGuess>& guessed,
                                     const PlanValue& target) {
    if (!guessed) return "看不出怎样量";
    if (!target.number && target.words.empty()) return "没有目标值";
    if (guessed->metric == "total" && target.modality == "累计")
      return "目标是五年累计数，不是现有的数";
    if (guessed->is_share && target.number && *target.number > Amount::from_whole(100))
      return "占比的目标超过 100%";
    return "";
  }
  /// The unit is 万人, 万张; the 万 of 每万人 counts people, not the value.
  static bool in_ten_thousands(const std::string& unit, const std::string& name) {
    const std::string folded = fold_plan_words(unit);
    return folded.starts_with("万") || folded.starts_with("（万") ||
           has(fold_plan_words(name), "（万");
  }
  static std::string commented(const std::string& text) {
    std::string out;
    for (const char c : text) {
      out += c;
      if (c == '\n') out += "# ";
    }
    if (out.ends_with("# ")) out.resize(out.size() - 2);
    return out;
  }
  std::string cell(const Row& row, std::optional<std::size_t> column) const {
    return column && row.values[*column] ? *row.values[*column] : "";
  }
  std::string whole(const Row& row) const {
    std::string out;
    for (const auto& v : row.values) out += (out.empty() ? "" : " ") + v.value_or("");
    return out;
  }

  const PlanTable& table_;
  const VectorLayer& layer_;
  const Columns& columns_;
};

}  // namespace

std::string pack_from_table(const PlanTable& table, Problems& problems) {
  if (table.id.empty() || table.id.find_first_of(" \t\n\"'\\/") != std::string::npos) {
    problems.error({.code = "value-bad",
                    .file = table.ref.path,
                    .field = "id",
                    .value = table.id,
                    .rule = {"规则包的编号不能为空，不能有空格、引号和斜线；用 --id 另写",
                             "a pack's id has no blanks, quotes or slashes and is not empty; give "
                             "another by --id"}});
    return "";
  }
  const Frame frame("EPSG:4547");  // tables have no places; reading wants a frame
  const VectorLayer layer = read_vector_layer(table.ref, frame, problems);
  const Columns columns = columns_of(layer.columns);
  if (problems.has_errors()) return "";
  if (!columns.name || !columns.target) {
    problems.error({.code = "plan-columns",
                    .file = table.ref.path,
                    .layer = layer.layer,
                    .value = fmt::format("{}", fmt::join(layer.columns, ", ")),
                    .rule = {"找不到“指标”列或目标值列（表头写“目标”或年份）",
                             "there is no column 指标, or none with targets (目标, or a year)"}});
    return "";
  }
  const std::string name = name_of(table);
  std::string out = "# 由 " + table.ref.path +
                    " 生成；每条的猜测请核对，没写成的补上 metric。\n"
                    "# Made from the plan's table; check every guess. See docs/rule-packs.md.\n\n"
                    "[pack]\nid   = " +
                    quoted(table.id) + "\nname = " + quoted(name) +
                    "\n\n[[sources]]\nid   = \"plan\"\nname = " + quoted(name) + "\n";
  const Writer writer(table, layer, columns);
  writer.tell_twice(problems);
  std::size_t order = 0;
  for (const Row& row : layer.rows) out += writer.rule(row, ++order);
  return out;
}

}  // namespace fangyuan
