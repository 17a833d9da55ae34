// SPDX-License-Identifier: Apache-2.0
// fangyuan serve: the page and its data over HTTP.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "viewer/server/http_server.h"

namespace fangyuan {

struct Study;

struct ServeOptions {
  std::filesystem::path run_folder;
  /// A second run folder, shown against the first.
  std::optional<std::filesystem::path> compared = {};
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  /// A file whose first line every request must show as `Authorization: Bearer …` or `?token=…`.
  std::optional<std::filesystem::path> token_file;
  HttpLimits limits = {};
};

/// What can be refused before there is a run folder: host-open, token-unreadable, port-in-use,
/// address-unusable. Throws InputError.
void check_serve_options(const ServeOptions& options);

class Server {
 public:
  /// Reads the run folder and listens. With `study`, that of the run's project, edits of sites are
  /// answered too. Throws InputError: project-differs (the run is of another
  /// study), run-missing, run-unreadable, host-open (a
  /// host beyond loopback without a token), token-unreadable, port-in-use, address-unusable.
  explicit Server(const ServeOptions& options);
  Server(const ServeOptions& options, std::unique_ptr<const Study> study);
  ~Server();

  std::uint16_t port() const;
  /// Where a browser of this machine finds the page: "http://127.0.0.1:8080/", also when it listens
  /// at every address.
  std::string address() const;
  void stop();
  /// Until stop(), SIGINT or SIGTERM.
  void wait();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fangyuan
