// SPDX-License-Identifier: Apache-2.0
// Sheets of sites, of overlap, and of the tables that are compared figure by figure.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "sim/compare/book_parts.h"
#include "sim/compare/figure_tables.h"

namespace fangyuan {
namespace {

std::string state_name(const std::string& state) {
  const auto status = parse_status(state);
  return status ? std::string(status_zh(*status)) : state;
}

/// A column of keys: its title, and what a cell of it reads.
struct KeyColumn {
  const char* id;
  const char* zh;
  double width;
};

constexpr KeyColumn kKeys[] = {
    {"service", "服务", 22}, {"limit", "限值", 18}, {"measure", "度量", 8},
    {"tree", "", 0},         {"level", "层级", 10}, {"code", "代码", 15},
    {"group", "人群", 12},   {"decay", "衰减", 10}, {"indicator", "指标", 18}};

const KeyColumn* known(const std::string& key) {
  for (const KeyColumn& k : kKeys)
    if (key == k.id) return &k;
  return nullptr;
}

/// Small fractions keep what tells them apart.
std::string digits_of(Amount a) {
  const Amount size = a < Amount() ? Amount() - a : a;
  return size < Amount::from_whole(1) && a != Amount() ? "0.0000" : digits(size);
}

/// Times of equality.csv are seconds.
std::string indicator_zh(const std::string& id) {
  if (id == "share_served") return "覆盖率";
  if (id == "mean_time_s") return "平均时间（秒）";
  if (id == "mean_m") return "平均距离（米）";
  return id == "places_per_thousand" ? "每千人名额" : id;
}

std::string decay_name(const std::string& id) {
  for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(DecayShape::inverse_power); ++i)
    if (id == to_string(static_cast<DecayShape>(i)))
      return std::string(decay_zh(static_cast<DecayShape>(i)));
  return id;
}

std::string cell_of(const Comparison& c, const FigureTable& table, const FigureTable::Row& row,
                    std::size_t k) {
  const std::string &key = table.keys[k], &value = row.keys[k];
  if (key == "service") return c.b.name_of(value);
  if (key == "limit") return limit_words(c, row.keys.front(), value);  // after its service
  if (key == "measure") return measure_zh(value);
  if (key == "level") return level_name(value);
  if (key == "code") return code_of(value);
  if (key == "group") return group_zh(value);
  if (key == "indicator") return indicator_zh(value);
  if (key == "decay") return decay_name(value);
  return value;
}

/// What of the wider tables fits a page; their files have every figure.
bool is_shown(const FigureTable& table, std::size_t figure) {
  static constexpr std::string_view kShown[] = {
      "nearest_first", "best", "won",   "mean_per_thousand", "people_none", "places",
      "mean",          "gini", "theil", "urban_minus_rural"};
  return table.name == "burial" ||
         std::ranges::find(kShown, table.figures[figure]) != std::end(kShown);
}

/// Figures of which some row differs, so that a sheet has no columns of equal pairs.
std::vector<std::size_t> differing(const FigureTable& table) {
  std::vector<std::size_t> out;
  for (std::size_t f = 0; f < table.figures.size(); ++f)
    for (const FigureTable::Row& row : table.rows)
      if (is_shown(table, f) && row.figures[f].differs()) {
        out.push_back(f);
        break;
      }
  return out;
}

void write_table(XlsxBook& book, const Comparison& c, const FigureTable& table) {
  const std::vector<std::size_t> figures = differing(table);
  if (figures.empty()) return;
  lxw_worksheet* page = book.add_sheet(figure_table_zh(table.name));
  Sheet sheet(book, page);
  std::vector<std::size_t> keys;
  for (std::size_t k = 0; k < table.keys.size(); ++k)
    if (table.keys[k] != "tree") keys.push_back(k);
  for (const std::size_t k : keys) {
    const KeyColumn* key = known(table.keys[k]);
    sheet.head(key != nullptr ? key->zh : table.keys[k], key != nullptr ? key->width : 12);
  }
  const bool named = std::ranges::any_of(table.rows, [](const auto& r) { return !r.unit.empty(); });
  if (named) sheet.head("名称", 22);
  for (const std::size_t f : figures)
    for (const char* when : {" 前", " 后", " 增减"})
      sheet.head(figure_zh(table.name, table.figures[f]) + when, 13);
  sheet.next_row();
  for (const FigureTable::Row& row : table.rows) {
    if (std::ranges::none_of(figures, [&](std::size_t f) { return row.figures[f].differs(); }))
      continue;
    for (const std::size_t k : keys) sheet.text(cell_of(c, table, row, k));
    if (named) sheet.text(row.unit);
    for (const std::size_t f : figures)
      for (const auto& value : {row.figures[f].a, row.figures[f].b, row.figures[f].change()}) {
        const bool year = table.figures[f] == "short_year";
        sheet.number(plain(value), book.numbers(year ? "0" : value ? digits_of(*value) : "#,##0"));
      }
    sheet.next_row();
  }
  finish(page, sheet, static_cast<lxw_col_t>(keys.size() + (named ? 1 : 0)));
}

}  // namespace

void write_site_sheet(XlsxBook& book, const Comparison& c) {
  lxw_worksheet* page = book.add_sheet("设施变化");
  Sheet sheet(book, page);
  heads(sheet, {{"服务", 22},
                {"限值", 18},
                {"编号", 14},
                {"名称", 28},
                {"状态 前", 12},
                {"状态 后", 12},
                {"圈内 前", 12},
                {"圈内 后", 12},
                {"服务 前", 12},
                {"服务 后", 12},
                {"容量 前", 10},
                {"容量 后", 10},
                {"占用 前", 10},
                {"占用 后", 10},
                {"空余 前", 10},
                {"空余 后", 10},
                {"只有它的人 前", 13},
                {"只有它的人 后", 13}});
  const auto& f = book.formats();
  for (const SiteChange& row : c.sites) {
    if (!row.any()) continue;
    sheet.text(c.b.name_of(row.service));
    sheet.text(limit_words(c, row.service, row.limit));
    sheet.text(row.facility);
    sheet.text(row.name);
    sheet.text(state_name(row.state_a));
    sheet.text(state_name(row.state_b));
    for (const Pair* p : {&row.in_reach, &row.served, &row.capacity, &row.load}) {
      sheet.number(plain(p->a), f.decimal);
      sheet.number(plain(p->b), f.decimal);
    }
    const auto idle = [](const std::optional<Amount>& capacity, const std::optional<Amount>& load) {
      return capacity && load ? std::optional((*capacity - *load).to_double()) : std::nullopt;
    };
    sheet.number(idle(row.capacity.a, row.load.a), f.decimal);
    sheet.number(idle(row.capacity.b, row.load.b), f.decimal);
    sheet.number(plain(row.only_here.a), f.decimal);
    sheet.number(plain(row.only_here.b), f.decimal);
    sheet.next_row();
  }
  finish(page, sheet, 4);
}

void write_overlap_sheet(XlsxBook& book, const Comparison& c) {
  if (c.overlap.empty()) return;
  lxw_worksheet* page = book.add_sheet("重复与闲置");
  Sheet sheet(book, page);
  heads(sheet, {{"层级", 10},
                {"代码", 15},
                {"名称", 18},
                {"服务", 22},
                {"限值", 18},
                {"度量", 8},
                {"一处也没有 前", 13},
                {"一处也没有 后", 13},
                {"两处及以上 前", 13},
                {"两处及以上 后", 13},
                {"增减", 12},
                {"人均可选处数 前", 14},
                {"人均可选处数 后", 14},
                {"闲置名额 前", 12},
                {"闲置名额 后", 12},
                {"增减", 12}});
  const auto& f = book.formats();
  const auto both = [&](const Pair& p, lxw_format* format) {
    sheet.number(plain(p.a), format);
    sheet.number(plain(p.b), format);
  };
  const auto change = [&](const Pair& p) { sheet.number(plain(p.change()), f.people); };
  for (const OverlapChange& row : c.overlap) {
    if (!row.any() && row.level != "all") continue;
    sheet.text(level_name(row.level), row.level == "all");
    sheet.text(code_of(row.code));
    sheet.text(row.name);
    sheet.text(c.b.name_of(row.service));
    sheet.text(limit_words(c, row.service, row.limit));
    sheet.text(measure_zh(row.measure));
    both(row.none, f.people);
    both(row.several, f.people);
    change(row.several);
    both(row.mean_sites, f.decimal);
    both(row.idle, f.people);
    change(row.idle);
    sheet.next_row();
  }
  finish(page, sheet, 3);
}

void write_table_sheets(XlsxBook& book, const Comparison& c) {
  for (const FigureTable& table : c.tables)
    if (!table.rows.empty()) write_table(book, c, table);
}

}  // namespace fangyuan
