// SPDX-License-Identifier: Apache-2.0
// names.xlsx: the findings as an administrator of place names opens them.
#include <fmt/format.h>

#include <array>
#include <map>
#include <vector>

#include "geo/names/romanise.h"
#include "geo/out/names_folder.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {
namespace {

/// Sheets of findings: rules from … to.
struct Chapter {
  const char* title;
  NameRule from, to;
};
constexpr std::array<Chapter, 6> kChapters{
    {{"重名与同音", NameRule::same_name, NameRule::homophone},
     {"音近", NameRule::near_homophone, NameRule::near_homophone},
     {"用字与用词", NameRule::rare_character, NameRule::facility_place},
     {"拼写与读音", NameRule::spelling_form, NameRule::reading_unread},
     {"数据与更名", NameRule::protected_rename, NameRule::scope_unknown},
     {"地图用名与标志", NameRule::unit_name, NameRule::patrol_due}}};

bool belongs(const NameFinding& f, const Chapter& c) {
  // One thing registered twice is looked at where records are.
  if (f.rule == NameRule::registered_twice) return c.from == NameRule::protected_rename;
  return f.rule >= c.from && f.rule <= c.to;
}

constexpr std::size_t kMostNamed = 30;

std::string names_of(const NamesContents& contents, const NameFinding& f) {
  std::string out = f.written.empty()
                        ? ""
                        : f.written + "（" + f.source + " 第 " + std::to_string(f.row) + " 个）";
  for (std::size_t i = 0; i < f.names.size() && i < kMostNamed; ++i)
    out += (out.empty() ? "" : "；") + name_label(contents.gazetteer.names[f.names[i]]);
  if (f.names.size() > kMostNamed) out += fmt::format("；等 {} 个", f.names.size());
  return out;
}

std::string rows_of(const NamesContents& contents, const NameFinding& f) {
  std::string out;
  for (std::size_t i = 0; i < f.names.size() && i < kMostNamed; ++i) {
    const PlaceName& n = contents.gazetteer.names[f.names[i]];
    out += (out.empty() ? "" : "；") + contents.gazetteer.paths[n.source] + ":" +
           std::to_string(n.row);
  }
  return out;
}

void write_chapter(XlsxBook& book, const NamesContents& contents, const Chapter& chapter) {
  lxw_worksheet* raw = book.add_sheet(chapter.title);
  Sheet sheet(book, raw);
  // What and whose first, on one page's width.
  sheet.head("序号", 6);
  sheet.head("检查", 18);
  sheet.head("地名", 44);
  sheet.head("内容", 22);
  sheet.head("把握", 11);
  sheet.head("范围", 20);
  sheet.head("依据", 28);
  sheet.head("处理", 32);
  sheet.head("地名数", 8);
  sheet.head("清单与行", 20);
  sheet.next_row();
  std::size_t number = 0;
  for (const NameFinding& f : contents.report.findings) {
    if (!belongs(f, chapter)) continue;
    const NameRuleInfo& info = info_of(f.rule);
    sheet.number(static_cast<double>(++number), book.formats().whole);
    sheet.wrapped(info.title.zh);
    sheet.wrapped(names_of(contents, f));
    sheet.wrapped(f.detail.zh);
    sheet.text(std::string(zh_of(f.grade)));
    sheet.wrapped(f.scope.zh);
    sheet.wrapped(f.article.zh);
    sheet.wrapped(info.todo.zh);
    sheet.number(static_cast<double>(std::max<std::size_t>(f.names.size(), 1)),
                 book.formats().whole);
    sheet.wrapped(rows_of(contents, f));
    sheet.next_row();
  }
  worksheet_freeze_panes(raw, 1, 3);
  if (number > 0) worksheet_autofilter(raw, 0, 0, sheet.row() - 1, 9);
}

void write_summary(XlsxBook& book, const NamesContents& contents) {
  lxw_worksheet* raw = book.add_sheet("汇总");
  Sheet sheet(book, raw);
  sheet.head("检查", 26);
  for (const NameGrade g :
       {NameGrade::certain, NameGrade::likely, NameGrade::possible, NameGrade::needs_human})
    sheet.head(std::string(zh_of(g)), 12);
  sheet.head("合计", 10);
  sheet.head("处理", 60);
  std::map<NameRule, std::array<std::size_t, 4>> counts;
  for (const NameFinding& f : contents.report.findings)
    ++counts[f.rule][static_cast<std::size_t>(f.grade)];
  for (const auto& [rule, grades] : counts) {
    sheet.next_row();
    sheet.text(info_of(rule).title.zh);
    std::size_t all = 0;
    for (const std::size_t n : grades) {
      sheet.number(n > 0 ? std::optional(static_cast<double>(n)) : std::nullopt,
                   book.formats().whole);
      all += n;
    }
    sheet.number(static_cast<double>(all), book.formats().whole);
    sheet.text(info_of(rule).todo.zh);
  }
  worksheet_freeze_panes(raw, 1, 1);
}

std::string spelled(const NameReading& r) {
  std::string out;
  for (const Syllable s : r.best) out += (out.empty() ? "" : " ") + s.to_string();
  return out;
}

void write_list(XlsxBook& book, const NamesContents& contents) {
  lxw_worksheet* raw = book.add_sheet("地名录");
  Sheet sheet(book, raw);
  for (const auto& [title, width] :
       std::initializer_list<std::pair<const char*, double>>{{"地名", 20},
                                                             {"类别", 16},
                                                             {"代码", 16},
                                                             {"状态", 8},
                                                             {"读音", 26},
                                                             {"读音把握", 10},
                                                             {"罗马字母拼写", 26},
                                                             {"清单所写拼写", 26},
                                                             {"比较范围", 34},
                                                             {"保护级别", 12},
                                                             {"清单", 16},
                                                             {"行", 8}})
    sheet.head(title, width);
  std::size_t listed = 0;
  for (std::size_t i = 0; i < contents.gazetteer.names.size() && listed < kMostListedNames; ++i) {
    const PlaceName& n = contents.gazetteer.names[i];
    const CheckedName& c = contents.report.names[i];
    sheet.next_row();
    ++listed;
    sheet.text(n.name);
    sheet.text(std::string(zh_of(n.name_class)));
    sheet.text(n.code);
    sheet.text(std::string(zh_of(n.status)));
    sheet.text(spelled(c.reading));
    sheet.text(!c.reading.certain                            ? "多音字，待核"
               : has_doubtful_number(c.folded, n.name_class) ? "数词两读，待核"
                                                             : "确定");
    sheet.text(romanise(c.folded, n.name_class, c.reading));
    sheet.text(n.roman);
    sheet.text(c.scope.words.zh);
    sheet.text(n.protection);
    sheet.text(contents.gazetteer.paths[n.source]);
    sheet.number(static_cast<double>(n.row), book.formats().whole);
  }
  worksheet_freeze_panes(raw, 1, 1);
  if (listed > 0) worksheet_autofilter(raw, 0, 0, sheet.row(), 11);
}

void write_notes(XlsxBook& book, const NamesContents& contents) {
  lxw_worksheet* raw = book.add_sheet("说明");
  Sheet sheet(book, raw);
  sheet.head("项目", 24);
  sheet.head("说明", 110);
  sheet.next_row();
  const auto line = [&](const std::string& what, const std::string& text) {
    sheet.text(what);
    sheet.wrapped(text);
    sheet.next_row();
  };
  line("项目", contents.project);
  line("基准日期", to_string(contents.date) + "；只比较当日有效的地名和拟用地名，历史地名不参加");
  for (std::size_t c = 0; c < kNameClasses; ++c) {
    const auto name_class = static_cast<NameClass>(c);
    const auto compared = contents.report.compared[c], unknown = contents.report.uncompared[c];
    const ScopeKind kind = scope_of(name_class, contents.subdistricts);
    if (compared + unknown > 0)
      line(std::string(zh_of(name_class)),
           fmt::format("{}内不应重名，并避免同音（{}）：比较 {} 个，范围不明未比较 {} 个",
                       zh_of(kind), article_of(name_class).zh, compared, unknown));
  }
  line("不比较的", contents.subdistricts
                       ? "自然村、一般自然实体和设施：第九条第（八）项没有列入"
                       : "街道（可用 subdistricts = true "
                         "打开）、自然村、一般自然实体和设施：第九条第（八）项没有列入");
  line("把握",
       "确定：字相同，或读音由清单、读音表给出，或没有多音字；很可能：按多音字最常见的读音相同；可"
       "能：多音字的某个读音相同；"
       "需人工认定：词表命中，只作提示");
  line("音近", "字母相同而声调不同，只作提示");
  line("读音来源",
       "清单的读音列或罗马字母拼写；方圆的地名读音表；《通用规范汉字字典》《现代汉语词典》读音（Uni"
       "han 数据库）");
  line("生僻字", "不在《通用规范汉字表》（8105 字）的为表外字；三级字表的字由人工认定是否生僻");
  line("未核",
       "第九条第（二）项通名规模、第（四）（六）项的完整名单、全国县级以上政区名（只与本清单内的比"
       "较）");
  for (const InputInfo& i : contents.inputs)
    line("输入", fmt::format("{} {}：{} 行，采用 {}，未采用 {}", i.path, i.layer, i.features,
                             i.used, i.rejected));
  for (const Problem& p : contents.warnings) line("提示", to_line(p, Language::zh));
}

}  // namespace

std::string name_label(const PlaceName& n) {
  const std::string& code = !n.code.empty() ? n.code : !n.unit.empty() ? n.unit : n.id;
  return code.empty() ? n.name : n.name + "（" + code + "）";
}

void write_names_xlsx(const NamesContents& contents, const std::filesystem::path& path) {
  XlsxBook book(path, contents.project + " 地名检查", contents.date);
  write_summary(book, contents);
  for (const Chapter& chapter : kChapters) write_chapter(book, contents, chapter);
  write_sign_sheets(book, contents);
  write_list(book, contents);
  write_notes(book, contents);
  book.close();
}

void write_names_folder(const NamesContents& contents, const std::filesystem::path& folder) {
  write_names_xlsx(contents, folder / "names.xlsx");
  write_names_gpkg(contents, folder / "names.gpkg");
  write_names_json(contents, folder / "names.json");
}

}  // namespace fangyuan
