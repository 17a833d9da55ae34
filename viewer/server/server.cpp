// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/server.h"

#include <boost/asio/ip/address.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/base/problem.h"
#include "viewer/server/assets.h"
#include "viewer/server/base_map.h"
#include "viewer/server/ogc_features.h"
#include "viewer/server/run_data.h"
#include "viewer/server/siting_jobs.h"
#include "viewer/server/what_if.h"

namespace fangyuan {
namespace {

constexpr std::string_view kNoPage =
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>方圆</title>"
    "<h1>网页没有编入程序</h1><p>请运行 <code>scripts/demo</code>，它会先构建网页再编译程序。</p>"
    "<p lang=\"en\">The page was not built into the program. Run <code>scripts/demo</code>: it "
    "builds the page "
    "first.</p></html>";

constexpr std::string_view kNoFeatures = R"({"type":"FeatureCollection","features":[]})";

bool is_loopback(const std::string& host) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  return !error && address.is_loopback();
}

/// A web page elsewhere can let its own name point at this machine (DNS rebinding) and would then
/// read what it likes; the name stays in the header, and it cannot forge an address.
bool names_this_machine(std::string_view host) {
  if (host.empty()) return true;  // no browser sends none
  if (host.front() == '[') {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return false;
    if (end + 1 < host.size() && host[end + 1] != ':') return false;
    host = host.substr(1, end - 1);
  } else {
    host = host.substr(0, host.find(':'));
  }
  boost::system::error_code error;
  boost::asio::ip::make_address(std::string(host), error);
  return !error || host == "localhost";
}

std::string read_token(const ServeOptions& options) {
  if (!options.token_file) {
    if (is_loopback(options.host)) return {};
    throw InputError(Problem{.code = "host-open",
                             .field = "--host",
                             .value = options.host,
                             .rule = {"对本机以外开放时必须同时给 --token-file",
                                      "beyond this machine a --token-file is needed too"}});
  }
  std::ifstream in(*options.token_file);
  std::string token;
  std::getline(in, token);
  while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
  constexpr std::size_t kShortest = 16;
  if (token.size() < kShortest) {
    throw InputError(Problem{.code = "token-unreadable",
                             .file = options.token_file->string(),
                             .field = "--token-file",
                             .rule = {"文件第一行应是至少 16 个字符的口令",
                                      "the first line must be a token of at least 16 characters"}});
  }
  return token;
}

std::uint16_t other_port(std::uint16_t port) {
  return static_cast<std::uint16_t>(port < 65535 ? port + 1 : 8080);
}

/// An address that cannot be used is the command line's mistake, with a cure.
[[noreturn]] void refuse_address(const ServeOptions& options, const std::system_error& e) {
  if (e.code() == std::errc::address_in_use) {
    throw InputError(Problem{
        .code = "port-in-use",
        .field = "--port",
        .value = std::to_string(options.port),
        .rule = {"端口已被占用（也许另一个 fangyuan serve 还开着）；换一个，如 --port " +
                     std::to_string(other_port(options.port)) + "，或用 --port 0 任选空闲端口",
                 "the port is in use (perhaps by another fangyuan serve); take another one, such "
                 "as --port " +
                     std::to_string(other_port(options.port)) +
                     ", or --port 0 for any that is free"}});
  }
  throw InputError(Problem{
      .code = "address-unusable",
      .field = "--host",
      .value = options.host + ':' + std::to_string(options.port),
      .rule = {"不能在这个地址和端口上提供网页；--host 写本机的 IP 地址，--port 用 1024 以上的端口",
               "nothing can be served at this address and port; give an IP address of this machine "
               "as --host and a --port of 1024 or more (" +
                   e.code().message() + ")"}});
}

/// Compares in a time that does not tell how much is right.
bool same_secret(std::string_view given, std::string_view secret) {
  unsigned difference = given.size() == secret.size() ? 0U : 1U;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    const unsigned g = given.empty() ? 0U : static_cast<unsigned char>(given[i % given.size()]);
    difference |= g ^ static_cast<unsigned char>(secret[i]);
  }
  return difference == 0;
}

/// How much a client wants a media type, by its Accept header: 0–1, the most specific entry counts.
double wanted(std::string_view accept, std::string_view type) {
  const std::string family = std::string(type.substr(0, type.find('/'))) + "/*";
  double best = 0;
  int specific = 0;
  while (!accept.empty()) {
    const std::size_t comma = accept.find(',');
    std::string_view item = accept.substr(0, comma);
    accept.remove_prefix(comma == std::string_view::npos ? accept.size() : comma + 1);
    const std::size_t mark = item.find(';');
    std::string_view name = item.substr(0, mark);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    const int fit = name == type ? 3 : name == family ? 2 : name == "*/*" ? 1 : 0;
    if (fit <= specific) continue;
    specific = fit;
    const std::size_t q = item.find("q=");
    best = q == std::string_view::npos
               ? 1.0
               : std::strtod(std::string(item.substr(q + 2)).c_str(), nullptr);
  }
  return best;
}

bool prefers_json(const HttpRequest& request) {
  if (const auto it = request.query.find("f"); it != request.query.end()) return true;
  return wanted(request.accept, "application/json") > wanted(request.accept, "text/html");
}

class Routes {
 public:
  Routes(const ServeOptions& options, std::unique_ptr<const Study> study)
      : token_(read_token(options)),
        run_(options.run_folder, study.get()),
        features_(options.run_folder / "coverage.gpkg", title(), "方圆 fangyuan") {
    if (options.compared) compared_ = std::make_unique<const RunData>(*options.compared);
    project_ = project();
    base_ = HttpResponse::of(study ? base_map_json(*study) : std::string(kNoFeatures),
                             "application/geo+json");
    base_.gzip = std::make_shared<const std::string>(gzip(*base_.body));
    if (study) {
      what_if_ = std::make_unique<const WhatIf>(std::make_unique<LiveStudy>(std::move(study)));
      siting_ = std::make_unique<SitingJobs>(what_if_->study());
    }
    for (const Asset& a : assets()) {
      HttpResponse r = HttpResponse::of(std::string(a.bytes), std::string(media_type(a.path)));
      if (a.path.starts_with("/assets/"))
        r.headers["Cache-Control"] = "public, max-age=31536000, immutable";
      if (a.bytes.size() > 1024 && !a.path.ends_with(".png") && !a.path.ends_with(".woff2"))
        r.gzip = std::make_shared<const std::string>(gzip(a.bytes));
      pages_.emplace(std::string(a.path), std::move(r));
    }
  }

  HttpResponse answer(const HttpRequest& request) const {
    if (token_.empty() && !names_this_machine(request.host))
      return HttpResponse::problem(
          421, "without a token only localhost and plain addresses are answered");
    const bool wants_page =
        pages_.contains(request.path) || (request.path == "/" && !prefers_json(request));
    if (!token_.empty() && !wants_page &&
        !authorised(request)) {  // the page is no secret, its data is
      HttpResponse r = HttpResponse::problem(401, "a token is needed");
      r.headers["WWW-Authenticate"] = "Bearer";
      return r;
    }
    constexpr std::string_view kSiting = "/api/v1/siting";
    if (request.path == kSiting || request.path.starts_with(std::string(kSiting) + '/'))
      return siting(request,
                    request.path.substr(std::min(request.path.size(), kSiting.size() + 1)));
    const bool posts_only = request.path == "/api/v1/scenario" || request.path == "/api/v1/ways";
    const bool for_edits = request.path == "/api/v1/coverage" || posts_only;
    if (for_edits && request.method == "POST") return edited(request);
    const bool reads = !posts_only;
    if (!reads || (request.method != "GET" && request.method != "HEAD"))
      return not_allowed(reads ? for_edits ? "GET, HEAD, POST" : "GET, HEAD" : "POST");
    if (request.path == "/")
      return prefers_json(request) ? features_.landing(request) : page("/index.html");
    if (OgcFeatures::knows(request.path)) return features_.answer(request);
    constexpr std::string_view kApi = "/api/v1", kCompared = "/api/v1/compared";
    const std::string_view path = request.path;
    if (path == "/api/v1/project") return project_;
    if (path == "/api/v1/base") return base_;
    if (compared_ && path.starts_with(kCompared))
      return of_run(*compared_, path.substr(kCompared.size()), request);
    if (path.starts_with(kApi)) return of_run(run_, path.substr(kApi.size()), request);
    return page(request.path);
  }

 private:
  static HttpResponse of_run(const RunData& run, std::string_view what,
                             const HttpRequest& request) {
    if (what == "/project") return run.project();
    if (what == "/units") return run.units(request);
    if (what == "/facts") return run.facts(request);
    if (what == "/indicators") return run.indicators(request);
    if (what == "/rows") return run.rows(request);
    if (what == "/coverage") return run.coverage(request);
    if (what == "/circles") return run.circles(request);
    if (what == "/gaps") return run.gaps(request);
    if (what == "/facilities") return run.facilities(request);
    if (what == "/cells") return run.cells(request);
    if (what == "/cell-units") return run.cell_units(request);
    if (what == "/place") return run.place(request);
    return HttpResponse::problem(404, "there is nothing here");
  }

  static HttpResponse not_allowed(const std::string& allowed) {
    HttpResponse r = HttpResponse::problem(405, "only " + allowed + " are known here");
    r.headers["Allow"] = allowed;
    return r;
  }

  std::string title() const {
    return nlohmann::json::parse(*run_.project().body).value("project", "");
  }

  /// Of the first run, with what the page wants to know of the second one.
  HttpResponse project() const {
    auto j = nlohmann::ordered_json::parse(*run_.project().body);
    j["compared"] = nullptr;
    if (compared_) {
      const auto other = nlohmann::ordered_json::parse(*compared_->project().body);
      for (const char* key :
           {"project", "date", "hash", "changes", "limits", "measures", "groups", "unlisted"})
        j["compared"][key] = other.at(key);
    }
    return HttpResponse::of(j.dump());
  }

  static HttpResponse needs_project() {
    return HttpResponse::problem(
        409, "edits need the project: fangyuan serve PROJECT, or serve RUN --project PROJECT");
  }
  /// Only JSON: a form of another site's page cannot send that unasked.
  static bool is_json(const HttpRequest& request) {
    return request.content_type.starts_with("application/json");
  }
  static HttpResponse not_json() {
    return HttpResponse::problem(415, "the body must be application/json");
  }

  /// `id`: empty of all of them.
  HttpResponse siting(const HttpRequest& request, const std::string& id) const {
    if (!siting_) return needs_project();
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (id.empty()) {
      if (reads) return siting_->list();
      if (request.method != "POST") return not_allowed("GET, HEAD, POST");
      return is_json(request) ? siting_->submit(request) : not_json();
    }
    if (reads) return siting_->show(id);
    return request.method == "DELETE" ? siting_->cancel(id) : not_allowed("GET, HEAD, DELETE");
  }

  HttpResponse edited(const HttpRequest& request) const {
    if (!what_if_) return needs_project();
    if (!is_json(request)) return not_json();
    if (request.path == "/api/v1/ways") return what_if_->ways(request);
    return request.path == "/api/v1/coverage" ? what_if_->coverage(request)
                                              : what_if_->scenario(request);
  }

  bool authorised(const HttpRequest& request) const {
    constexpr std::string_view kBearer = "Bearer ";
    if (request.authorization.starts_with(kBearer))
      return same_secret(std::string_view(request.authorization).substr(kBearer.size()), token_);
    const auto it = request.query.find("token");
    return it != request.query.end() && same_secret(it->second, token_);
  }

  HttpResponse page(const std::string& path) const {
    if (const auto it = pages_.find(path); it != pages_.end()) return it->second;
    if (path == "/index.html")
      return HttpResponse::of(std::string(kNoPage), "text/html; charset=utf-8");
    return HttpResponse::problem(404, "there is nothing here");
  }

  std::string token_;
  RunData run_;
  OgcFeatures features_;
  std::unique_ptr<const RunData> compared_;  // null: there is no second run
  HttpResponse project_, base_;
  std::unique_ptr<const WhatIf> what_if_;  // null: there is no study
  std::unique_ptr<SitingJobs> siting_;     // likewise; of the same study
  std::map<std::string, HttpResponse> pages_;
};

}  // namespace

struct Server::Impl {
  Impl(const ServeOptions& options, std::unique_ptr<const Study> study)
      : host(options.host), routes(options, std::move(study)), http(listen(options)) {}

  std::unique_ptr<HttpServer> listen(const ServeOptions& options) {
    try {
      return std::make_unique<HttpServer>(
          options.host, options.port, [this](const HttpRequest& r) { return routes.answer(r); },
          options.limits);
    } catch (const std::system_error& e) {
      refuse_address(options, e);
    }
  }

  std::string host;
  Routes routes;
  std::unique_ptr<HttpServer> http;
};

void check_serve_options(const ServeOptions& options) {
  read_token(options);
  try {
    HttpServer::try_address(options.host, options.port);
  } catch (const std::system_error& e) {
    refuse_address(options, e);
  }
}

Server::Server(const ServeOptions& options, std::unique_ptr<const Study> study)
    : impl_(std::make_unique<Impl>(options, std::move(study))) {}
Server::Server(const ServeOptions& options) : Server(options, nullptr) {}
Server::~Server() = default;
std::string Server::address() const {
  boost::system::error_code error;
  auto host = boost::asio::ip::make_address(impl_->host, error);
  if (!error && host.is_unspecified()) {
    host = host.is_v6() ? boost::asio::ip::address(boost::asio::ip::address_v6::loopback())
                        : boost::asio::ip::address(boost::asio::ip::address_v4::loopback());
  }
  const std::string name = error ? impl_->host : host.to_string();
  const bool bracket = !error && host.is_v6();
  return "http://" + (bracket ? '[' + name + ']' : name) + ':' + std::to_string(port()) + '/';
}
std::uint16_t Server::port() const { return impl_->http->port(); }
void Server::stop() { impl_->http->stop(); }
void Server::wait() { impl_->http->wait(true); }

}  // namespace fangyuan
