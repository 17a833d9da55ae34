// SPDX-License-Identifier: Apache-2.0
// The page's files, built into the program. Internal to viewer/server.
#pragma once

#include <span>
#include <string_view>

namespace fangyuan {

struct Asset {
  std::string_view path;  ///< "/index.html", "/assets/index-abc.js"
  std::string_view bytes;
};

/// Empty when the page was not built before the program.
std::span<const Asset> assets();

/// By the ending of the name: "text/html; charset=utf-8", …
std::string_view media_type(std::string_view path);

}  // namespace fangyuan
