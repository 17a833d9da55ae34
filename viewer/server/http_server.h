// SPDX-License-Identifier: Apache-2.0
// An HTTP/1.1 server that a slow or broken client cannot harm: asynchronous, with a time limit on
// every read and write, and limits on headers, bodies and connections.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "viewer/server/http.h"

namespace fangyuan {

struct HttpLimits {
  std::size_t max_connections = 256;  ///< further ones wait for nothing: they are closed
  std::uint32_t max_header_bytes = 16 * 1024;
  std::uint64_t max_body_bytes = 1U << 20;
  std::chrono::seconds read_timeout{20};   ///< for a whole request
  std::chrono::seconds write_timeout{60};  ///< without any progress of a response
  unsigned threads = 4;                    ///< a request that takes a while holds one
};

class HttpServer {
 public:
  /// Listens at once. `port` 0 takes a free one. Throws std::system_error when the address cannot
  /// be used (it names address and port).
  HttpServer(const std::string& host, std::uint16_t port, HttpHandler handler,
             HttpLimits limits = {});
  /// Stops: open connections are closed, running handlers are waited for.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Throws as the constructor would: whether one could listen there now.
  static void try_address(const std::string& host, std::uint16_t port);

  std::uint16_t port() const;
  /// From any thread; returns at once.
  void stop();
  /// Returns after stop(), or after SIGINT or SIGTERM when `signals` is set.
  void wait(bool signals);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fangyuan
