// SPDX-License-Identifier: Apache-2.0
#include "geo/out/xlsx_notes.h"

#include <algorithm>
#include <initializer_list>

#include "geo/out/words_zh.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {
namespace {

constexpr double kFirstWidth = 26, kSecondWidth = 68, kOtherWidth = 18;  // characters
double width_of(lxw_col_t column) {
  return column == 0 ? kFirstWidth : column == 1 ? kSecondWidth : kOtherWidth;
}

class Page {
 public:
  Page(XlsxBook& book, lxw_worksheet* sheet) : book_(book), sheet_(sheet) {}

  void heading(const std::string& title) {
    if (row_ > 0) ++row_;
    book_.text(sheet_, row_++, 0, title, book_.formats().heading);
  }
  void head(std::initializer_list<const char*> titles) {
    lxw_col_t column = 0;
    for (const char* title : titles)
      book_.text(sheet_, row_, column++, title, book_.formats().head);
    ++row_;
  }
  void line(std::initializer_list<std::string> cells) {
    lxw_col_t column = 0;
    int lines = 1;
    for (const std::string& cell : cells) {
      lines = std::max(lines, lines_of(cell, width_of(column)));
      book_.text(sheet_, row_, column++, cell, book_.formats().wrapped);
    }
    grow_row(sheet_, row_++, lines);
  }
  void people(const std::string& name, std::initializer_list<People> values) {
    book_.text(sheet_, row_, 0, name, book_.formats().wrapped);
    lxw_col_t column = 1;
    for (const People p : values)
      book_.number(sheet_, row_, column++, p.to_double(), book_.formats().people);
    ++row_;
  }

 private:
  XlsxBook& book_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = 0;
};

void write_meanings(Page& page, const RunContents& contents) {
  page.heading("指标含义");
  page.head({"词", "含义"});
  page.line({"四部分",
             "每个人都归入且只归入其一：可享、容量不足、超出范围、未连路网；四者之和等于总人数。"});
  page.line({"可享", "在限值内能到达、且（有容量要求时）轮得到名额的人数。"});
  page.line({"容量不足", "在限值内能到达，但名额已被更近的人排满；没有容量要求的服务为 0。"});
  page.line({"超出范围", "从路上走，限值内到不了任何一处设施。"});
  page.line({"未连路网", "离最近可用道路超过限距（默认 500 米），或被河流、铁路等隔开。"});
  page.line({"覆盖率", "可享 ÷ 该组总人数（路网时间或距离）。"});
  page.line({"直线覆盖率", "同一限值按直线计算的比例；与覆盖率之差就是河流、铁路、断头路的代价。"});
  page.line({"设施处数", "各级表里：设施类型多的项目只列服务用到的类型，全部类型见 units.csv。"});
  if (!contents.overlap.empty()) {
    page.line(
        {"重复与闲置",
         "按限值内有几处设施分人数：两处及以上就是重复覆盖。人按住处计入单元，设施、名额、闲置按"
         "设施所在单元计：来用的人可以住在别处。闲置 = 名额 − 就近装填占用。全部单元、直线口径见 "
         "overlap.csv；facilities.csv 的 only_here 是只有这一处可去的人，关掉它少的就是这些人。"});
  }
  if (!contents.filling.empty()) {
    page.line(
        {"就近装填、最优装填",
         "就近：由近到远先到先得，表里的四部分按它算。最优：名额总数不变、限值不变，换一种分配"
         "最多能让多少需要得到名额，其次总时间最少。「全部」的数是唯一的；各单元的数是几种"
         "同样好的装填之一，有的单元会少。空格：没有计算。"});
    page.line({"换一种分配多得", "最优减就近：只改谁去哪里、不加一张床就能多满足的名额。"});
  }
  if (!contents.access.empty())
    page.line(
        {"每千人名额",
         "两步移动搜索（2SFCA）：每处设施的名额除以其限值内的人数（有衰减时按远近加权），每个居民点"
         "把够得着的各处相加，乘一千。不分区划边界；没有坐标的设施不计。"});
  if (!contents.equality.empty()) {
    page.line(
        {"均等性",
         "同一层级有人的各单元之间，按人数加权。基尼系数 0 为人人一样，越近 1 越集中；泰尔指数可"
         "分为上级单元之间（组间）与上级单元之内（组内）。"});
    page.line({"城、乡",
               "按单元自己的类别：街道、社区为城，镇、乡、民族乡、村为乡；县级以市辖区为城，"
               "县、县级市、自治县为乡。类别为空或功能区的不计入两者。"});
    page.line({"最差一成",
               "单元由差到好排列，最差的十分之一（个数进位取整）；右列为最差的十分之一的"
               "人所分到的占全部的份额，完全均等为 10%。"});
  }
  page.line({"可信度", "A 可用；B 谨慎使用；C 数据不足：路网稀疏或设施缺坐标较多，数字只作参考。"});
  page.line({"不在任何单元内", "落在本级区划之外的人口；与各单元相加等于「全部」。"});
  page.line({"全部", "已落位的人口；未定位的人不在任何一行里，在「未定位（另计）」一行列出。"});
  page.line({"指标的需求",
             "供给含清单中没有坐标的设施，需求同样含未定位的人：代码指明单元的计入该单元及其上级，"
             "其余只计入全部，在「指标」表的说明里写明。"});
  page.line({"达标、未达标", "现值满足、不满足目标值；没有写期限的不满足记为未达标。"});
  page.line({"未到期、逾期未达标", "不满足，期限还没过（含项目日期当天）、已经过了。"});
  page.line({"不适用", "没有受约束的单元，或已获批准豁免，或在项目日期不在有效期内。"});
  page.line({"无数据、未核", "缺区划、人群、统计数；没有提供要判断的图层或清单。都不算达标。"});
  page.line({"待核对", "依据是征求意见稿、推算或没有读到原文的标准，引用前须核对原文。"});
}

void write_services(Page& page, const RunContents& contents) {
  page.heading("服务");
  page.head({"代号", "名称", "设施", "方式", "限值", "人群", "计入的状态"});
  for (const Service& s : contents.services) {
    std::string types, limits, statuses;
    for (const std::string& t : s.facility_types) types += (types.empty() ? "" : "、") + type_zh(t);
    for (const ServiceId member : s.all)
      types += (types.empty() ? "" : " + ") + contents.services[member.index()].name;
    for (const Limit& l : s.limits)
      limits += (limits.empty() ? "" : "、") + limit_zh(l.to_string());
    for (const Status st : s.statuses)
      statuses += (statuses.empty() ? "" : "、") + std::string(status_zh(st));
    page.line({s.id, s.name, types, s.is_joint() ? "" : std::string(mode_zh(s.mode)), limits,
               group_zh(s.group), s.is_joint() ? "" : statuses});
  }
}

}  // namespace

void write_notes(XlsxBook& book, const RunContents& contents) {
  const RunInfo& info = contents.info;
  lxw_worksheet* sheet = book.add_sheet("说明");
  worksheet_set_column(sheet, 0, 0, kFirstWidth, nullptr);
  worksheet_set_column(sheet, 1, 1, kSecondWidth, nullptr);
  worksheet_set_column(sheet, 2, 6, kOtherWidth, nullptr);
  worksheet_fit_to_pages(sheet, 1, 0);
  Page page(book, sheet);
  page.heading(info.project);
  page.line({"基准日期", to_string(info.date)});
  page.line({"坐标系", contents.frame.crs()});
  page.line({"程序", "fangyuan（方圆） " + info.version});
  write_meanings(page, contents);
  write_services(page, contents);
  page.heading("人口去向");
  page.head({"人群", "来源合计", "已落点", "在区划之外", "未定位"});
  for (const auto& [group, b] : info.population)
    page.people(group_zh(group), {b.source, b.placed, b.outside, b.unlocated});
  page.heading("数据来源");
  page.head({"文件", "校验（SHA-256）", "图层", "要素", "采用", "未采用"});
  for (const InputInfo& i : info.inputs)
    page.line({i.path, i.sha256, i.layer, std::to_string(i.features), std::to_string(i.used),
               std::to_string(i.rejected)});
}

}  // namespace fangyuan
