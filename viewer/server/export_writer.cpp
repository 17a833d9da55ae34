// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/export_writer.h"

#include "geo/out/output_file.h"
#include "viewer/server/http.h"

namespace fangyuan {
namespace {

std::string literal(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', /*ensure_ascii=*/false,
                                   nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    const std::size_t given = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k)
      three = three << 8 | (k < given ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += k <= given ? kDigits[(three >> (18 - 6 * k)) & 63U] : '=';
  }
  return out;
}

void ExportWriter::file(const std::string& name, std::string_view bytes) {
  write_file(folder_ / name, bytes);
  ++files_;
  bytes_ += bytes.size();
}

void ExportWriter::data(const std::string& name, std::string_view bytes) {
  file("data-" + name + ".js",
       "fangyuan.data(\"" + name + "\",\"" + base64(gzip(bytes)) + "\");\n");
}

void ExportWriter::bundle(const std::string& name, const std::vector<std::string>& texts) {
  std::string all = "[";
  for (const std::string& text : texts) all += (all.size() > 1 ? ",\n" : "") + literal(text);
  data(name, all + ']');
}

void ExportWriter::page(const std::string& name, std::string_view bytes) {
  file("page-" + name, bytes);
}

void ExportWriter::module(const std::string& name, std::string_view text) {
  page(name, "fangyuan.module(" + literal(name) + ',' + literal(text) + ");\n");
}

}  // namespace fangyuan
