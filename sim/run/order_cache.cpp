// SPDX-License-Identifier: Apache-2.0
#include "sim/run/order_cache.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/network/dissection.h"
#include "geo/io/sha256.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

/// "FYORDER", the format's number; the number of vertices; the vertices in their order, four bytes
/// each in the machine's own order; SHA-256 of all that in hexadecimal.
constexpr std::array<char, 8> kMagic{'F', 'Y', 'O', 'R', 'D', 'E', 'R', '1'};
constexpr std::size_t kHashLength = 64;

fs::path file_of(const fs::path& folder, const ModeGraph& graph) {
  return folder / ("order-" + topology_hash(graph) + ".bin");
}

void append(std::string& bytes, const void* data, std::size_t size) {
  bytes.append(static_cast<const char*>(data), size);
}

/// "order-HASH.bin", or with "." and more behind it: a piece that is being written.
bool is_order(std::string_view name, bool piece) {
  constexpr std::string_view begin = "order-", end = ".bin";
  constexpr std::size_t length = begin.size() + kHashLength + end.size();
  if (name.size() < length || !name.starts_with(begin) ||
      name.substr(length - end.size(), end.size()) != end)
    return false;
  return piece ? name.size() > length && name[length] == '.' : name.size() == length;
}

/// What is gone meanwhile, or may not be taken away, is left to the next one.
void take_away_old(const fs::path& folder) {
  using Time = fs::file_time_type;
  const Time stale = Time::clock::now() - std::chrono::hours(1);
  std::vector<std::pair<Time, fs::path>> orders;
  std::error_code error, ignored;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    const bool piece = is_order(name, true);
    if (!piece && !is_order(name, false)) continue;
    std::error_code gone;
    const Time changed = fs::last_write_time(it->path(), gone);
    if (gone) continue;
    if (!piece)
      orders.emplace_back(changed, it->path());
    else if (changed < stale)
      fs::remove(it->path(), ignored);
  }
  std::sort(orders.begin(), orders.end());
  for (std::size_t i = 0; i + kMostOrders < orders.size(); ++i)
    fs::remove(orders[i].second, ignored);
}

}  // namespace

std::optional<fs::path> cache_folder() {
  // Read once at the start of a job, before threads that might change the environment.
  if (const char* own = std::getenv("FANGYUAN_CACHE_DIR"))  // NOLINT(concurrency-mt-unsafe)
    return *own == '\0' ? std::nullopt : std::optional<fs::path>(own);
  if (const char* xdg = std::getenv("XDG_CACHE_HOME"); xdg != nullptr && *xdg == '/')  // NOLINT
    return fs::path(xdg) / "fangyuan";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')  // NOLINT
    return fs::path(home) / ".cache" / "fangyuan";
  return std::nullopt;
}

std::string topology_hash(const ModeGraph& graph) {
  std::string bytes;
  const auto n = static_cast<std::uint32_t>(graph.vertex_count());
  append(bytes, kMagic.data(), kMagic.size());
  append(bytes, &n, sizeof n);
  const Network& network = graph.network();
  for (std::size_t e = 0; e < network.edges.size(); ++e) {
    if (!graph.forward(EdgeId(e)).reached() && !graph.backward(EdgeId(e)).reached()) continue;
    const std::uint32_t ends[] = {network.edges[e].u.value(), network.edges[e].v.value()};
    append(bytes, ends, sizeof ends);
  }
  return sha256_of_bytes(bytes);
}

std::optional<std::vector<VertexId>> read_order(const fs::path& folder, const ModeGraph& graph) {
  std::ifstream in(file_of(folder, graph), std::ios::binary);
  const std::size_t n = graph.vertex_count();
  std::string bytes(kMagic.size() + sizeof(std::uint32_t) * (n + 1), '\0');
  std::string hash(kHashLength, '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size())) ||
      !in.read(hash.data(), kHashLength) || in.peek() != std::ifstream::traits_type::eof() ||
      std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0 ||
      sha256_of_bytes(bytes) != hash)
    return std::nullopt;
  std::vector<std::uint32_t> numbers(n + 1);
  std::memcpy(numbers.data(), bytes.data() + kMagic.size(), bytes.size() - kMagic.size());
  if (numbers.front() != n) return std::nullopt;
  std::vector<VertexId> order;
  std::vector<std::uint8_t> seen(n);
  for (std::size_t i = 1; i <= n; ++i) {
    if (numbers[i] >= n || seen[numbers[i]] != 0) return std::nullopt;
    seen[numbers[i]] = 1;
    order.push_back(VertexId(numbers[i]));
  }
  std::error_code ignored;  // a folder of somebody else's
  fs::last_write_time(file_of(folder, graph), fs::file_time_type::clock::now(), ignored);
  return order;
}

bool write_order(const fs::path& folder, const ModeGraph& graph,
                 const std::vector<VertexId>& order) {
  std::error_code error;
  fs::create_directories(folder, error);
  const fs::path file = file_of(folder, graph);
  static std::atomic<unsigned> pieces{0};  // two threads may find the same order
  const fs::path part =
      file.string() + "." + std::to_string(getpid()) + "." + std::to_string(pieces++);
  std::string bytes;
  const auto n = static_cast<std::uint32_t>(order.size());
  append(bytes, kMagic.data(), kMagic.size());
  append(bytes, &n, sizeof n);
  for (const VertexId v : order) {
    const std::uint32_t number = v.value();
    append(bytes, &number, sizeof number);
  }
  bytes += sha256_of_bytes(bytes);
  bool written = false;
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    written = static_cast<bool>(out.flush());
  }
  if (written) fs::rename(part, file, error);
  if (!written || error) {
    std::error_code ignored;
    fs::remove(part, ignored);
    return false;
  }
  take_away_old(folder);
  return true;
}

std::vector<VertexId> cached_order(const ModeGraph& graph) {
  const auto folder = cache_folder();
  if (folder)
    if (auto order = read_order(*folder, graph)) return *std::move(order);
  std::vector<VertexId> order = dissection_order(graph);
  if (folder) write_order(*folder, graph, order);
  return order;
}

}  // namespace fangyuan
