// SPDX-License-Identifier: Apache-2.0
// Bytes over a socket to this machine, so that broken requests can be sent and answers be seen as
// they are.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace fangyuan::test {

struct Answer {
  int status = 0;                              ///< 0: the connection ended without an answer
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// False when the other side has closed.
  bool send(const std::string& bytes);
  void finish_sending();
  /// One answer; `head`: without a body whatever the length says. Waits for at most 10 s.
  Answer receive(bool head = false);
  /// True when the other side closes within `seconds`.
  bool closed_within(int seconds);

 private:
  bool more();
  int socket_ = -1;
  std::string buffer_;
};

/// One request on a connection of its own. `extra`: header lines, each with "\r\n".
Answer ask(std::uint16_t port, const std::string& target, const std::string& extra = "",
           const std::string& method = "GET");

}  // namespace fangyuan::test
