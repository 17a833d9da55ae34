// SPDX-License-Identifier: Apache-2.0
#include "tests/app/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace fangyuan::test {

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect");
  }
  const timeval patience{10, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

RawClient::~RawClient() { ::close(socket_); }

bool RawClient::send(const std::string& bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t n = ::send(socket_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (n <= 0) return false;
    at += static_cast<std::size_t>(n);
  }
  return true;
}

void RawClient::finish_sending() { ::shutdown(socket_, SHUT_WR); }

bool RawClient::more() {
  char bytes[16384];
  const ssize_t n = ::recv(socket_, bytes, sizeof bytes, 0);
  if (n <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(n));
  return true;
}

Answer RawClient::receive(bool head) {
  Answer a;
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!more()) return a;
  const std::string top = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  std::size_t at = top.find("\r\n") + 2;
  while (at < top.size()) {
    const std::size_t stop = top.find("\r\n", at), colon = top.find(": ", at);
    std::string name = top.substr(at, colon - at);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    a.headers[name] = top.substr(colon + 2, stop - colon - 2);
    at = stop + 2;
  }
  const auto length = a.headers.find("content-length");
  const std::size_t size = head || length == a.headers.end() ? 0 : std::stoul(length->second);
  while (buffer_.size() < size)
    if (!more()) return a;
  a.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  a.status = std::stoi(top.substr(9, 3));
  return a;
}

bool RawClient::closed_within(int seconds) {
  for (;;) {
    pollfd p{socket_, POLLIN, 0};
    if (::poll(&p, 1, seconds * 1000) <= 0) return false;
    char bytes[4096];
    if (::recv(socket_, bytes, sizeof bytes, 0) <= 0) return true;
  }
}

Answer ask(std::uint16_t port, const std::string& target, const std::string& extra,
           const std::string& method) {
  RawClient client(port);
  client.send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + extra + "\r\n");
  return client.receive(method == "HEAD");
}

}  // namespace fangyuan::test
