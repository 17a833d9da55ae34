// SPDX-License-Identifier: Apache-2.0
#include "app/context.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace fangyuan::app {
namespace {

/// Where to look on the map; a decimetre is enough to find it.
std::string place_of(const Problem& p, Language language) {
  if (!p.where) return {};
  return fmt::format(
      fmt::runtime(language == Language::zh ? "（位置 {:.6f}, {:.6f}）" : " (at {:.6f}, {:.6f})"),
      p.where->lon, p.where->lat);
}

}  // namespace

void Context::print(const std::vector<Problem>& problems) const {
  std::string lines;
  for (const Problem& p : problems) lines += to_line(p, language) + place_of(p, language) + '\n';
  std::fwrite(lines.data(), 1, lines.size(), stderr);
}

std::function<void(std::string_view)> Context::stage_printer() const {
  if (!progress && isatty(STDERR_FILENO) == 0) return [](std::string_view) {};
  return [](std::string_view stage) {
    std::fprintf(stderr, "… %.*s\n", static_cast<int>(stage.size()), stage.data());
  };
}

}  // namespace fangyuan::app
