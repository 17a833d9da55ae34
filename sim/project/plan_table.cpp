// SPDX-License-Identifier: Apache-2.0
#include "sim/project/plan_table.h"

#include <fmt/format.h>

#include <regex>

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
    const std::string& h = heads[i];
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
    } else if (has(h, "指标") || has(h, "指 标")) {
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

class Writer {
 public:
  Writer(const PlanTable& table, const VectorLayer& layer, const Columns& columns)
      : table_(table), layer_(layer), columns_(columns) {}

  std::string rule(const Row& row, std::size_t order) const {
    const std::string name = cell(row, columns_.name);
    if (name.empty()) return "";
    const std::string unit = cell(row, columns_.unit) + name;
    const PlanValue base = read_plan_value(cell(row, columns_.base));
    const PlanValue target = read_plan_value(cell(row, columns_.target));
    const auto guessed = guess_metric(name);
    const bool usable = guessed && (target.number || !target.words.empty());
    std::string number = cell(row, columns_.number);
    if (number.empty()) number = std::to_string(order);
    std::string out = "\n[[rules]]\nid          = " + quoted("row-" + number) +
                      "\nname        = " + quoted(name) + "\n";
    if (guessed) out += guessed->keys;
    out += "plan_row    = " + quoted("第" + number + "行") + "\n[[rules.claims]]\n";
    const bool share = guessed && guessed->is_share;
    const bool ten_thousands = has(unit, "万");
    if (base.number && columns_.base_year > 0)
      out += "base        = " + value_text(base, share, ten_thousands) +
             fmt::format("\nbase_year   = {}\n", columns_.base_year);
    if (target.number)
      out += "target      = " + value_text(target, share, ten_thousands) + "\n";
    else if (!target.words.empty())
      out += "target_text = " + quoted(target.words) + "\n";
    out += "comparator  = " +
           quoted(std::string(to_string(target.comparator.value_or(Comparator::at_least)))) + "\n";
    if (columns_.target_year > 0)
      out += fmt::format("due         = {}-12-31\n", columns_.target_year);
    const std::string attribute = cell(row, columns_.attribute);
    if (attribute == "约束性" || attribute == "预期性")
      out += "attribute   = " + quoted(attribute) + "\n";
    if (!target.modality.empty()) out += "modality    = " + quoted(target.modality) + "\n";
    out += "source      = \"plan\"\nsource_line = " + quoted(fmt::format("表第{}行", row.number)) +
           "\nquote       = " + quoted(whole(row)) + "\nconfidence  = \"B\"\n";
    if (usable) return "\n# 猜测：" + guessed->reason + out;
    return "\n# 未写成规则，请补 metric 等：" +
           std::string(guessed ? "没有目标值" : "看不出怎样量") + commented(out);
  }

 private:
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
  std::string out = "# 由 " + table.ref.path +
                    " 生成；每条的猜测请核对，没写成的补上 metric。\n"
                    "# Made from the plan's table; check every guess. See docs/rule-packs.md.\n\n"
                    "[pack]\nid   = " +
                    quoted(table.id) + "\nname = " + quoted(table.name) +
                    "\n\n[[sources]]\nid   = \"plan\"\nname = " + quoted(table.name) + "\n";
  const Writer writer(table, layer, columns);
  std::size_t order = 0;
  for (const Row& row : layer.rows) out += writer.rule(row, ++order);
  return out;
}

}  // namespace fangyuan
