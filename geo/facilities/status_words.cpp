// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/status_words.h"

#include <string>

#include "geo/facilities/facility_types.h"

namespace fangyuan {
namespace {

struct Words {
  Status status;
  std::string_view words;  // folded, each between bars
};

constexpr Words kWords[] = {
    {Status::planned,
     "|planned|proposed|plan|规划|规划中|规划建设|拟建|拟新建|计划|计划建设|待建|筹建|筹备|筹建中|"
     "选址中|谋划|储备|未建|"
     "未开工|"},
    {Status::approved,
     "|approved|已批|批准|已批准|已批复|批复|已批未建|已立项|立项|已审批|已核准|"},
    {Status::building,
     "|building|construction|underconstruction|在建|建设中|正在建设|施工|施工中|已开工|开工|改扩建|"
     "改扩建中|扩建中|改造中|"
     "迁建中|新建中|续建|"},
    {Status::built,
     "|built|completed|建成|已建成|已建|竣工|已竣工|完工|已完工|建成未验收|建成待验收|待验收|"
     "已交付|交付|未投用|建成未投用|"},
    {Status::accepted, "|accepted|验收|已验收|验收合格|通过验收|已通过验收|竣工验收|验收未投用|"},
    {Status::in_use,
     "|inuse|open|active|operating|operational|inoperation|在用|使用中|正在使用|运营|运营中|运行|"
     "运行中|正常|正常运营|"
     "正常运行|正常营业|在营|营业|营业中|开放|已投用|投用|投入使用|已投入使用|已启用|启用|使用|"
     "已运营|正式运营|试运营|"},
    {Status::suspended,
     "|suspended|paused|停用|暂停|停业|停运|停业整顿|整改|暂停使用|暂停运营|暂停营业|闲置|空置|"
     "未运营|关停整改|歇业|封存|"},
    {Status::closed,
     "|closed|abandoned|demolished|关闭|已关闭|关停|已关停|注销|已注销|撤销|已撤销|撤并|拆除|"
     "已拆除|废弃|已废弃|废止|取缔|"
     "已取缔|不再使用|已停办|停办|"},
};

}  // namespace

std::optional<Status> status_of(std::string_view users_word) {
  const std::string word = fold_word(users_word);
  if (word.empty()) return std::nullopt;
  const std::string wanted = '|' + word + '|';
  for (const Words& w : kWords)
    if (w.words.find(wanted) != std::string_view::npos) return w.status;
  return std::nullopt;
}

Status status_as_of(Status listed, std::optional<Date> opened, std::optional<Date> closed,
                    Date date) {
  if (closed && *closed <= date) return Status::closed;
  if (opened && *opened > date) return listed <= Status::built ? listed : Status::planned;
  if (closed && listed == Status::closed) return Status::in_use;
  return listed;
}

}  // namespace fangyuan
