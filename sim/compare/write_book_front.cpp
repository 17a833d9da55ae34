// SPDX-License-Identifier: Apache-2.0
// The first sheet: what is compared with what, by which edits, and what came of it.
#include <fmt/format.h>

#include "sim/compare/book_parts.h"
#include "sim/compare/headlines.h"

namespace fangyuan {
namespace {

std::string run_words(const RunFacts& run) {
  std::string out = fmt::format("{}（基准日 {}）", run.folder, to_string(run.date));
  out += run.scenario_hash.empty() ? "，没有方案"
                                   : "，方案：" + (run.scenario.empty() ? "未命名" : run.scenario);
  if (!run.files.empty()) out += fmt::format("（{}）", fmt::join(run.files, "、"));
  return out;
}

}  // namespace

void write_front_sheet(XlsxBook& book, const Comparison& c) {
  lxw_worksheet* page = book.add_sheet("说明");
  Sheet sheet(book, page);
  heads(sheet, {{"项", 14}, {"内容", 110}});
  const auto line = [&](const std::string& name, const std::string& value) {
    sheet.text(name, true);
    sheet.wrapped(value);
    sheet.next_row();
  };
  line("项目", c.b.project);
  line("现状（前）", run_words(c.a));
  line("方案（后）", run_words(c.b));
  const auto edits = [&](const char* name, const RunFacts& run) {
    for (std::size_t i = 0; i < run.edits.size(); ++i) {
      const EditWords& e = run.edits[i];
      line(fmt::format("{} {}", name, i + 1),
           e.sentence.zh + (e.note.empty() ? "" : "（附注：" + e.note + "）"));
    }
  };
  edits("现状的改动", c.a);
  edits("改动", c.b);
  for (const LimitChange& l : c.limits)
    line("限值", fmt::format("{}：前 {}，后 {}，两者相比", c.b.name_of(l.service), limit_zh(l.a),
                             limit_zh(l.b)));
  bool first = true;
  for (const Text& text : headlines(c)) {
    line(first ? "结果" : "", text.zh);
    first = false;
  }
  line("口径",
       "增减 = 后 − 前；只有一次结果里有的行没有增减。进圈、退圈按人口点自己到最近设施的路网时间或"
       "距离判断，不看容量；方案新增的人另计。");
  worksheet_set_landscape(page);
  worksheet_set_paper(page, 9);  // A4
  worksheet_fit_to_pages(page, 1, 0);
}

}  // namespace fangyuan
