// SPDX-License-Identifier: Apache-2.0
#include "core/base/problem.h"

#include <algorithm>

namespace fangyuan {
namespace {

std::string summary(const std::vector<Problem>& problems) {
  std::string out;
  for (const Problem& p : problems) {
    if (p.severity != Severity::error) continue;
    if (!out.empty()) out += '\n';
    out += to_line(p, Language::en);
  }
  return out;
}

}  // namespace

void Problems::add(Problem p) {
  if (p.severity == Severity::error) ++errors_;
  problems_.push_back(std::move(p));
}

void Problems::error(Problem p) {
  p.severity = Severity::error;
  add(std::move(p));
}

void Problems::warning(Problem p) {
  p.severity = Severity::warning;
  add(std::move(p));
}

bool Problems::has(std::string_view code) const {
  return std::any_of(problems_.begin(), problems_.end(),
                     [&](const Problem& p) { return p.code == code; });
}

void Problems::throw_if_errors() const {
  if (has_errors()) throw InputError(problems_);
}

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(summary(problems)), problems_(std::move(problems)) {}

InputError::InputError(Problem problem)
    : InputError(std::vector<Problem>{[&] {
        problem.severity = Severity::error;
        return std::move(problem);
      }()}) {}

std::string to_line(const Problem& p, Language language) {
  std::string line = p.severity == Severity::error ? "error " : "warning ";
  line += p.code + ' ' + p.file + ':' + p.layer + ':' + p.field + '=' + p.value + ' ';
  line += language == Language::zh ? p.rule.zh : p.rule.en;
  if (p.count > 1)
    line += language == Language::zh ? "（共 " + std::to_string(p.count) + " 处）"
                                     : " (" + std::to_string(p.count) + " times)";
  for (char& c : line)
    if (c == '\n' || c == '\r') c = ' ';
  return line;
}

}  // namespace fangyuan
