// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/assets.h"

#include <array>
#include <utility>

namespace fangyuan {

std::string_view media_type(std::string_view path) {
  using Entry = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Entry, 12> kTypes{Entry{".html", "text/html; charset=utf-8"},
                                                {".js", "text/javascript; charset=utf-8"},
                                                {".mjs", "text/javascript; charset=utf-8"},
                                                {".css", "text/css; charset=utf-8"},
                                                {".json", "application/json; charset=utf-8"},
                                                {".geojson", "application/geo+json"},
                                                {".pmtiles", "application/vnd.pmtiles"},
                                                {".svg", "image/svg+xml"},
                                                {".png", "image/png"},
                                                {".ico", "image/x-icon"},
                                                {".woff2", "font/woff2"},
                                                {".txt", "text/plain; charset=utf-8"}};
  for (const auto& [ending, type] : kTypes)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

}  // namespace fangyuan
