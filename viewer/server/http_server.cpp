// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/http_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <system_error>
#include <thread>

namespace fangyuan {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;

/// FNV-1a: names a content within one process; not for security.
std::string content_tag(std::string_view body) {
  std::uint64_t h = 0xcbf29ce484222325U;
  for (const char c : body) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return fmt::format("\"{:016x}-{:x}\"", h, body.size());
}

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
         type.find("javascript") != std::string_view::npos ||
         type.find("svg") != std::string_view::npos ||
         type.find("vnd.fangyuan") != std::string_view::npos;
}

bool lists(std::string_view header, std::string_view item) {
  return header.find(item) != std::string_view::npos;
}

using WireResponse = http::response<http::span_body<const char>>;

/// A response with whatever keeps its bytes alive.
struct Outgoing {
  WireResponse wire;
  Body bytes;
};

Outgoing to_wire(const http::request<http::string_body>& request, HttpResponse response) {
  if (!response.body) response.body = std::make_shared<const std::string>();
  if (response.etag.empty()) response.etag = content_tag(*response.body);
  const std::string_view if_none(request[http::field::if_none_match].data(),
                                 request[http::field::if_none_match].size());
  const std::string_view range_header(request[http::field::range].data(),
                                      request[http::field::range].size());
  const std::string_view if_range(request[http::field::if_range].data(),
                                  request[http::field::if_range].size());
  const std::string_view accepts(request[http::field::accept_encoding].data(),
                                 request[http::field::accept_encoding].size());

  Outgoing out;
  WireResponse& wire = out.wire;
  wire.version(request.version());
  wire.keep_alive(request.keep_alive());
  wire.set(http::field::server, "fangyuan");
  wire.set("X-Content-Type-Options", "nosniff");
  wire.set("Content-Security-Policy",
           "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
           // For who switches Tianditu on; nothing else is asked for.
           "connect-src 'self' https://*.tianditu.gov.cn; "
           "worker-src 'self' blob:; "
           "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  wire.set("Referrer-Policy", "no-referrer");
  wire.set(http::field::cache_control, "no-cache");
  for (const auto& [name, value] : response.headers) wire.set(name, value);
  wire.set(http::field::content_type, response.type);
  wire.set(http::field::vary, "Accept-Encoding, Accept");

  const auto finish = [&](int status, std::string_view bytes) {
    wire.result(static_cast<unsigned>(status));
    wire.content_length(bytes.size());
    if (request.method() != http::verb::head)
      wire.body() = beast::span<const char>(bytes.data(), bytes.size());
  };

  out.bytes = response.body;
  if (response.status != 200) {
    finish(response.status, *out.bytes);
    return out;
  }
  wire.set(http::field::etag, response.etag);
  wire.set(http::field::accept_ranges, "bytes");
  // Another coding is another representation and has its own strong tag (RFC 9110, 8.8.3.3).
  const std::string packed_tag = response.etag.substr(0, response.etag.size() - 1) + "-gz\"";
  constexpr std::size_t kWorthCompressing = 1024;
  const bool packs =
      lists(accepts, "gzip") &&
      (response.gzip || (is_text(response.type) && out.bytes->size() > kWorthCompressing));
  if (!if_none.empty() &&
      (if_none == "*" || lists(if_none, response.etag) || lists(if_none, packed_tag))) {
    if (packs) wire.set(http::field::etag, packed_tag);
    wire.result(http::status::not_modified);
    return out;
  }
  ByteRange range;
  RangeKind kind = RangeKind::none;
  if (!range_header.empty() && (if_range.empty() || if_range == response.etag))
    kind = parse_range(range_header, out.bytes->size(), range);
  if (kind == RangeKind::unsatisfiable) {
    wire.set(http::field::content_range, fmt::format("bytes */{}", out.bytes->size()));
    finish(416, {});
    return out;
  }
  if (kind == RangeKind::one) {
    wire.set(http::field::content_range,
             fmt::format("bytes {}-{}/{}", range.first, range.last, out.bytes->size()));
    finish(206, std::string_view(*out.bytes).substr(range.first, range.last - range.first + 1));
    return out;
  }
  if (packs) {
    wire.set(http::field::etag, packed_tag);
    out.bytes =
        response.gzip ? response.gzip : std::make_shared<const std::string>(gzip(*out.bytes));
    wire.set(http::field::content_encoding, "gzip");
  }
  finish(200, *out.bytes);
  return out;
}

HttpResponse answer(const HttpHandler& handler, const http::request<http::string_body>& wire) {
  HttpRequest request;
  request.method = std::string(wire.method_string());
  const auto header = [&](http::field f) { return std::string(wire[f]); };
  request.accept = header(http::field::accept);
  request.authorization = header(http::field::authorization);
  request.content_type = header(http::field::content_type);
  request.host = header(http::field::host);
  request.body = wire.body();
  if (!parse_target({wire.target().data(), wire.target().size()}, request))
    return HttpResponse::problem(400, "the address is malformed");
  try {
    return handler(request);
  } catch (const std::exception&) {
    return HttpResponse::problem(500, "the server failed while answering");
  }
}

/// One connection: read a request, answer it, again until closed or too slow.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Tcp::socket socket, const HttpHandler& handler, const HttpLimits& limits,
             std::atomic<std::size_t>& open)
      : stream_(std::move(socket)), handler_(handler), limits_(limits), open_(open) {
    open_.fetch_add(1);
  }
  ~Connection() { open_.fetch_sub(1); }

  void start() {
    asio::dispatch(stream_.get_executor(),
                   beast::bind_front_handler(&Connection::read, shared_from_this()));
  }

 private:
  void read() {
    parser_.emplace();
    parser_->header_limit(limits_.max_header_bytes);
    parser_->body_limit(limits_.max_body_bytes);
    stream_.expires_after(limits_.read_timeout);
    http::async_read(stream_, buffer_, *parser_,
                     beast::bind_front_handler(&Connection::on_read, shared_from_this()));
  }

  void on_read(beast::error_code error, std::size_t) {
    if (error == http::error::body_limit || error == http::error::header_limit) {
      last_ = true;
      const bool body = error == http::error::body_limit;
      respond(HttpResponse::problem(body ? 413 : 431,
                                    body ? "the body is too large" : "the headers are too large"));
      return;
    }
    if (error && error != http::error::end_of_stream &&
        error.category() == http::make_error_code(http::error::bad_line_ending).category()) {
      last_ = true;
      respond(HttpResponse::problem(400, "the request is not HTTP"));
      return;
    }
    if (error) {
      close();
      return;
    }
    respond(answer(handler_, parser_->get()));
  }

  void respond(HttpResponse response) {
    outgoing_ = std::make_unique<Outgoing>(to_wire(parser_->get(), std::move(response)));
    if (last_) outgoing_->wire.keep_alive(false);
    serializer_ =
        std::make_unique<http::response_serializer<http::span_body<const char>>>(outgoing_->wire);
    write_some();
  }

  void write_some() {
    stream_.expires_after(limits_.write_timeout);
    http::async_write_some(stream_, *serializer_,
                           beast::bind_front_handler(&Connection::on_write, shared_from_this()));
  }

  void on_write(beast::error_code error, std::size_t) {
    if (error) return close();
    if (!serializer_->is_done()) return write_some();
    if (outgoing_->wire.need_eof() || last_) return linger();
    read();
  }

  /// Closing with unread bytes would reset the connection and could take the answer with it: what
  /// still comes is read and thrown away for a moment.
  void linger() {
    beast::error_code ignored;
    stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
    constexpr std::chrono::seconds kAtMost{2};
    stream_.expires_after(std::min(limits_.read_timeout, kAtMost));
    drain();
  }
  void drain() {
    stream_.async_read_some(asio::buffer(waste_),
                            [self = shared_from_this()](beast::error_code e, std::size_t n) {
                              self->drained_ += n;
                              constexpr std::size_t kEnough = std::size_t{8} << 20;
                              if (e || self->drained_ > kEnough) return self->close();
                              self->drain();
                            });
  }

  void close() {
    beast::error_code ignored;
    stream_.socket().shutdown(Tcp::socket::shutdown_both, ignored);
    stream_.close();
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::unique_ptr<Outgoing> outgoing_;
  std::unique_ptr<http::response_serializer<http::span_body<const char>>> serializer_;
  const HttpHandler& handler_;
  const HttpLimits& limits_;
  std::atomic<std::size_t>& open_;
  bool last_ = false;
  std::array<char, 4096> waste_{};
  std::size_t drained_ = 0;
};

void listen_at(Tcp::acceptor& acceptor, const std::string& host, std::uint16_t port) {
  try {
    const Tcp::endpoint endpoint(asio::ip::make_address(host), port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen();
  } catch (const boost::system::system_error& e) {
    throw std::system_error(e.code(), fmt::format("cannot listen at {}:{}", host, port));
  }
}

}  // namespace

struct HttpServer::Impl {
  Impl(HttpHandler h, HttpLimits l)
      : handler(std::move(h)),
        limits(l),
        context(static_cast<int>(l.threads)),
        acceptor(context),
        signals(context) {}

  void accept() {
    acceptor.async_accept(
        asio::make_strand(context), [this](beast::error_code error, Tcp::socket socket) {
          if (!acceptor.is_open()) return;
          if (!error && open.load() < limits.max_connections)
            std::make_shared<Connection>(std::move(socket), handler, limits, open)->start();
          accept();
        });
  }

  HttpHandler handler;
  HttpLimits limits;
  std::atomic<std::size_t> open{0};
  asio::io_context context;
  Tcp::acceptor acceptor;
  asio::signal_set signals;
  std::vector<std::jthread> threads;
};

HttpServer::HttpServer(const std::string& host, std::uint16_t port, HttpHandler handler,
                       HttpLimits limits)
    : impl_(std::make_unique<Impl>(std::move(handler), limits)) {
  listen_at(impl_->acceptor, host, port);
  impl_->accept();
  for (unsigned i = 0; i < std::max(1U, limits.threads); ++i)
    impl_->threads.emplace_back([this] { impl_->context.run(); });
}

HttpServer::~HttpServer() {
  stop();
  impl_->threads.clear();  // joins
}

void HttpServer::try_address(const std::string& host, std::uint16_t port) {
  asio::io_context context;
  Tcp::acceptor acceptor(context);
  listen_at(acceptor, host, port);
}

std::uint16_t HttpServer::port() const { return impl_->acceptor.local_endpoint().port(); }

void HttpServer::stop() { impl_->context.stop(); }

void HttpServer::wait(bool signals) {
  if (signals) {
    impl_->signals.add(SIGINT);
    impl_->signals.add(SIGTERM);
    impl_->signals.async_wait([this](beast::error_code, int) { impl_->context.stop(); });
  }
  for (std::jthread& t : impl_->threads)
    if (t.joinable()) t.join();
}

}  // namespace fangyuan
