// SPDX-License-Identifier: Apache-2.0
#include "sim/project/claim_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/project/rule_words.h"

namespace fangyuan {
namespace {

/// A figure as it stands in the pack: 0.55, "55%", 35300.
struct Written {
  Amount value;
  bool percent = false;
};

std::optional<Written> read_value(TomlReader& t, std::string_view key) {
  const auto text = t.peek_text(key);
  if (!text) {
    const auto number = t.not_negative(key, 1e12);
    return number ? std::optional(Written{Amount::from_double(*number)}) : std::nullopt;
  }
  std::string digits = *text;
  const bool percent = digits.ends_with('%');
  if (percent) digits.pop_back();
  const auto value = Amount::parse(digits);
  if (!value || !percent || *value < Amount()) {
    t.error("value-bad", key, *text,
            {"写成数，或带百分号的文字，如 \"43.9%\"；原话写在 target_text",
             "must be a number, or a text with a per cent sign such as \"43.9%\"; the plan's words "
             "go to target_text"});
    return std::nullopt;
  }
  return Written{scaled_nearest(*value, Amount::from_whole(1), Amount::from_whole(100)), true};
}

/// What values the metric takes decides whether a share may be above 1.
void check_share(TomlReader& t, std::string_view key, const std::optional<Written>& w) {
  if (!w || w->value <= Amount::from_whole(1)) return;
  t.error("value-bad", key, w->value.to_string(),
          {"这个指标不会超过 1；覆盖率写 0 到 1 之间的数，如 0.6，或 \"60%\"",
           "this metric never passes 1; a share is between 0 and 1, such as 0.6, or \"60%\""});
}

void check_shapes(TomlReader& t, const MetricShape& shape, const std::optional<Written>& base,
                  const std::optional<Written>& target) {
  const auto as_number = [&](std::string_view key, const Written& w) {
    if (w.percent && !shape.is_share && !shape.may_be_either)
      t.error("shape-differs", key, "%",
              {"这个指标是数量，不是百分数", "this metric is a number, no percentage"});
  };
  if (base) as_number("base", *base);
  if (target) as_number("target", *target);
  if (shape.may_be_either && base && target && base->percent != target->percent)
    t.error("shape-differs", "base", base->value.to_string(),
            {"基础值与目标值一个是百分数、一个是数量",
             "base and target differ in shape: one is a percentage, the other a number"});
}

/// A demand that nothing meets, or that everything meets, is a slip of the pen.
void check_comparator(TomlReader& t, const Claim& c, bool passes_one) {
  if (!c.target) return;
  const Amount zero, one = Amount::from_whole(1);
  const Comparator how = c.comparator;
  const bool none = (how == Comparator::less_than && *c.target == zero) ||
                    (!passes_one && how == Comparator::more_than && *c.target >= one);
  const bool all = (how == Comparator::at_least && *c.target == zero) ||
                   (!passes_one && how == Comparator::at_most && *c.target >= one);
  if (none)
    t.error("comparator-impossible", "comparator", std::string(to_string(how)),
            {"没有任何值能满足 " + std::string(to_string(how)) + " " + c.target->to_string(),
             "no value can be " + std::string(to_string(how)) + " " + c.target->to_string()});
  if (all)
    t.error("comparator-impossible", "comparator", std::string(to_string(how)),
            {"任何值都满足 " + std::string(to_string(how)) + " " + c.target->to_string(),
             "every value is " + std::string(to_string(how)) + " " + c.target->to_string()});
}

}  // namespace

const std::vector<std::string>& confidence_grades() {
  static const std::vector<std::string> kGrades{"A", "B", "C", "D", "M", "K+", "K", "K-"};
  return kGrades;
}

void ClaimReader::read_source(TomlReader& t, Claim& c) const {
  const std::string source = t.required_text("source");
  c.source = source;
  c.draft = pack_.draft;
  if (!pack_.sources.empty()) {
    std::vector<std::string> ids;
    for (const RuleSource& s : pack_.sources) ids.push_back(s.id);
    const auto at = std::find(ids.begin(), ids.end(), source);
    if (at != ids.end()) {
      const RuleSource& s = pack_.sources[static_cast<std::size_t>(at - ids.begin())];
      c.source = s.name;
      c.source_file = s.file;
      c.draft = s.draft;
    } else if (!source.empty()) {
      const auto near = nearest_word(source, ids);
      const std::string all = fmt::format("{}", fmt::join(ids, ", "));
      t.error("value-bad", "source", source,
              {"不是 [[sources]] 里的编号：" + (near ? "最接近的是 " + *near : all),
               "is no id of [[sources]]: " + (near ? "the nearest is " + *near : all)});
    }
  }
  if (c.draft && c.source.find("征求意见稿") == std::string::npos) c.source += "（征求意见稿）";
  c.source_line = t.required_text("source_line");
  c.quote = t.text("quote").value_or("");
  PackReader::require(t, "confidence", t.has("confidence"));
  c.confidence = t.one_of("confidence", confidence_grades()).value_or("");
}

Claim ClaimReader::read(TomlReader& t, RuleMetric metric) const {
  const MetricShape shape = shape_of(metric);
  Claim c;
  PackReader::require(t, "comparator", t.has("comparator"));
  if (const auto word = t.one_of("comparator", {">=", ">", "<=", "<", "="}))
    c.comparator = *parse_comparator(*word);
  const auto base = read_value(t, "base");
  std::optional<Written> target;
  if (shape.has_target) {
    // A plan that writes only words (推进, 基本建成) demands no figure.
    PackReader::require(t, "target", t.has("target") || t.has("target_text"));
    target = read_value(t, "target");
  }
  check_shapes(t, shape, base, target);
  if (!shape.passes_one) {
    check_share(t, "base", base);
    check_share(t, "target", target);
  }
  if (base) c.base = base->value;
  if (target) c.target = target->value;
  c.is_share = shape.is_share ||
               (shape.may_be_either && ((target && target->percent) || (base && base->percent)));
  check_comparator(t, c, shape.passes_one);
  if (const auto year = t.positive("base_year", 9999)) c.base_year = static_cast<int>(*year);
  if (c.base.has_value() != c.base_year.has_value())
    t.error("key-missing", c.base ? "base_year" : "base", "",
            {"base 与 base_year 要一起写", "base and base_year go together"});
  c.base_estimated = t.one_of("base_kind", {"完成值", "预计值"}) == "预计值";
  c.target_text = t.text("target_text").value_or("");
  c.due = t.date("due");
  if (c.due && c.base_year && *c.base_year > static_cast<int>(c.due->year()))
    t.error("value-bad", "base_year", std::to_string(*c.base_year),
            {"基础值的年份晚于 due", "the base is of a year after due"});
  if (const auto a = t.one_of("attribute", {"约束性", "预期性"})) c.attribute = *a;
  c.modality = t.text("modality").value_or("");
  read_source(t, c);
  t.finish();
  return c;
}

}  // namespace fangyuan
