// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/http.h"

#include <zlib.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace fangyuan {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_utf8(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    const std::size_t extra = c < 0x80                ? 0
                              : c >= 0xC2 && c < 0xE0 ? 1
                              : c >= 0xE0 && c < 0xF0 ? 2
                              : c >= 0xF0 && c < 0xF5 ? 3
                                                      : 99;
    if (extra == 99 || i + extra >= s.size() + (extra == 0 ? 1 : 0)) return false;
    for (std::size_t k = 1; k <= extra; ++k)
      if ((static_cast<unsigned char>(s[i + k]) & 0xC0U) != 0x80U) return false;
    i += extra + 1;
  }
  return true;
}

bool clean_path(std::string_view path) {
  if (path.empty() || path.front() != '/') return false;
  std::size_t begin = 1;
  while (begin <= path.size()) {
    std::size_t end = path.find('/', begin);
    if (end == std::string_view::npos) end = path.size();
    const std::string_view part = path.substr(begin, end - begin);
    if (part == "." || part == ".." || part.find('\\') != std::string_view::npos) return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

HttpResponse HttpResponse::of(std::string body, std::string type) {
  HttpResponse r;
  r.type = std::move(type);
  r.body = std::make_shared<const std::string>(std::move(body));
  return r;
}

HttpResponse HttpResponse::problem(int status, std::string_view title,
                                   const std::vector<FieldProblem>& errors) {
  nlohmann::ordered_json j;
  j["type"] = "about:blank";
  j["title"] = std::string(title);
  j["status"] = status;
  for (const FieldProblem& e : errors) {
    nlohmann::ordered_json one{{"pointer", e.pointer}, {"value", e.value}, {"rule", e.rule}};
    if (!e.rule_zh.empty()) one["rule_zh"] = e.rule_zh;
    if (!e.code.empty()) one["code"] = e.code;
    j["errors"].push_back(std::move(one));
  }
  HttpResponse r = of(j.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                      "application/problem+json");
  r.status = status;
  return r;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex(text[i + 1]), low = hex(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  if (out.find('\0') != std::string::npos || !is_utf8(out)) return std::nullopt;
  return out;
}

bool parse_target(std::string_view target, HttpRequest& request) {
  const std::size_t mark = target.find('?');
  const auto path = percent_decode(target.substr(0, mark), false);
  if (!path || !clean_path(*path)) return false;
  request.path = *path;
  if (mark == std::string_view::npos) return true;
  std::string_view rest = target.substr(mark + 1);
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equal = pair.find('=');
    const auto key = percent_decode(pair.substr(0, equal), true);
    const auto value = equal == std::string_view::npos
                           ? std::optional<std::string>("")
                           : percent_decode(pair.substr(equal + 1), true);
    if (!key || !value) return false;
    request.query[*key] = *value;
  }
  return true;
}

RangeKind parse_range(std::string_view header, std::size_t size, ByteRange& range) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit) || header.find(',') != std::string_view::npos)
    return RangeKind::none;
  header.remove_prefix(kUnit.size());
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return RangeKind::none;
  const auto number = [](std::string_view text) -> std::optional<std::size_t> {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
      return std::nullopt;
    return value;
  };
  const std::string_view left = header.substr(0, dash), right = header.substr(dash + 1);
  if (left.empty()) {
    const auto count = number(right);
    if (!count) return RangeKind::none;
    if (*count == 0 || size == 0) return RangeKind::unsatisfiable;
    range = {size - std::min(size, *count), size - 1};
    return RangeKind::one;
  }
  const auto first = number(left);
  const auto last =
      right.empty() ? std::optional<std::size_t>(size == 0 ? 0 : size - 1) : number(right);
  if (!first || !last || (!right.empty() && *last < *first)) return RangeKind::none;
  if (*first >= size) return RangeKind::unsatisfiable;
  range = {*first, std::min(*last, size - 1)};
  return RangeKind::one;
}

std::string gzip(std::string_view data) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  if (deflateInit2(&stream, 5, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib cannot start");
  std::string out(deflateBound(&stream, static_cast<uLong>(data.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("zlib cannot finish");
  return out;
}

}  // namespace fangyuan
