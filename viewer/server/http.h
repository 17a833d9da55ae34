// SPDX-License-Identifier: Apache-2.0
// HTTP as values: what a handler gets and gives. No socket, no library type.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fangyuan {

struct HttpRequest {
  std::string method;                        ///< "GET", "HEAD", …
  std::string path;                          ///< decoded, starts with "/", never holds ".." parts
  std::map<std::string, std::string> query;  ///< decoded
  std::string accept;                        ///< the Accept header, or empty
  std::string authorization;                 ///< the Authorization header, or empty
  std::string content_type;                  ///< the Content-Type header, or empty
  std::string host;                          ///< the Host header, as the client wrote it
  std::string body;
};

using Body = std::shared_ptr<const std::string>;

struct HttpResponse {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  Body body;
  /// What names this content; made from the body when empty. Sent as a strong ETag.
  std::string etag;
  /// The same content compressed, if the handler has it; else the server compresses text itself.
  Body gzip;
  std::map<std::string, std::string> headers;

  static HttpResponse of(std::string body, std::string type = "application/json; charset=utf-8");
  /// application/problem+json (RFC 9457) with every problem of the request in `errors`.
  struct FieldProblem {
    std::string pointer;  ///< "/query/limit"
    std::string value;
    std::string rule;
    std::string rule_zh = {};  ///< the same in Chinese, where there is such
    std::string code = {};     ///< of docs/codes.md, likewise
  };
  static HttpResponse problem(int status, std::string_view title,
                              const std::vector<FieldProblem>& errors = {});
};

/// Called from several threads at once. What it throws becomes 500 without details.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

/// "a%20b" → "a b"; absent for a malformed escape, a NUL, or broken UTF-8.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

/// Splits "path?query" and decodes it. Absent when malformed, when the path does not start with
/// "/", or when a part of it is "." or "..", also behind escapes or backslashes.
bool parse_target(std::string_view target, HttpRequest& request);

/// A single byte range "bytes=a-b", "bytes=a-", "bytes=-n" of a body of `size` bytes.
struct ByteRange {
  std::size_t first = 0;
  std::size_t last = 0;  ///< included
};
enum class RangeKind { none, one, unsatisfiable };
/// Several ranges, or something malformed, are none: the whole is sent.
RangeKind parse_range(std::string_view header, std::size_t size, ByteRange& range);

/// gzip at a fast level. Throws std::runtime_error when zlib fails.
std::string gzip(std::string_view data);

}  // namespace fangyuan
