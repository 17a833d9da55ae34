// SPDX-License-Identifier: Apache-2.0
// What edits may set only once: two that set one thing differently contradict each other. Internal
// to sim/scenario.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/base/problem.h"
#include "sim/scenario/edit.h"

namespace fangyuan {

inline Problem problem_of(const Edit& edit, std::string code, std::string field, std::string value,
                          Text rule) {
  Problem p;
  p.code = std::move(code);
  p.file = edit.file;
  p.layer = edit.where;
  p.field = std::move(field);
  p.value = std::move(value);
  p.rule = std::move(rule);
  return p;
}

class Once {
 public:
  explicit Once(Problems& problems) : problems_(&problems) {}

  /// Puts `wanted`, if there is one, into `slot`. Told (edit-contradiction), and left as it is,
  /// when an earlier edit has set it to something else.
  template <class Slot, class T>
  void set(const Edit& edit, const std::string& thing, const std::string& field, Slot& slot,
           const std::optional<T>& wanted) {
    if (!wanted) return;
    const auto [it, is_first] = by_.try_emplace({thing, field}, &edit);
    if (!is_first && !(slot == *wanted)) {
      problems_->error(problem_of(
          edit, "edit-contradiction", field, thing,
          {it->second->file + ":" + it->second->where + " 已经改成别的值",
           it->second->file + ":" + it->second->where + " has set it to something else"}));
      return;
    }
    slot = *wanted;
  }

 private:
  Problems* problems_;
  std::map<std::pair<std::string, std::string>, const Edit*> by_;
};

}  // namespace fangyuan
