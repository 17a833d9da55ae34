// SPDX-License-Identifier: Apache-2.0
#include "sim/run/order_cache.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include "core/network/dissection.h"
#include "geo/io/sha256.h"
#include "tests/core/reach/networks.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

using test::TempFolder;

class OrderCache : public testing::Test {
 protected:
  fs::path only_file() const {
    fs::path file;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      EXPECT_TRUE(file.empty()) << "one order, one file";
      file = entry.path();
    }
    return file;
  }
  TempFolder folder_;
  Network network_ = sketch::made(2, 5);
  ModeGraph graph_{network_, Mode::car, 1.0, Metric::time};
};

TEST_F(OrderCache, KeepsWhatWasWritten) {
  EXPECT_FALSE(read_order(folder_.path(), graph_));
  const auto order = dissection_order(graph_);
  ASSERT_TRUE(write_order(folder_.path(), graph_, order));
  EXPECT_EQ(read_order(folder_.path(), graph_), order);
}

TEST_F(OrderCache, OtherSpeedsShareAnOrderOtherStreetsDoNot) {
  EXPECT_EQ(topology_hash(graph_),
            topology_hash(ModeGraph(network_, Mode::car, 1, Metric::length)));
  Network closed = network_;
  closed.use[static_cast<std::size_t>(Mode::car)][0] = {};
  EXPECT_NE(topology_hash(graph_), topology_hash(ModeGraph(closed, Mode::car, 1, Metric::time)));
}

TEST_F(OrderCache, EveryDamagedFileIsNoOrder) {
  ASSERT_TRUE(write_order(folder_.path(), graph_, dissection_order(graph_)));
  const fs::path file = only_file();
  const std::string whole = test::read_file(file);
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << whole.substr(0, length);
    EXPECT_FALSE(read_order(folder_.path(), graph_)) << "cut at " << length;
  }
  for (std::size_t at = 0; at < whole.size(); at += 5) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << changed;
    EXPECT_FALSE(read_order(folder_.path(), graph_)) << "changed at " << at;
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << whole << "x";
  EXPECT_FALSE(read_order(folder_.path(), graph_));
}

TEST_F(OrderCache, AnotherFormatIsNoOrderHoweverWholeItIs) {
  ASSERT_TRUE(write_order(folder_.path(), graph_, dissection_order(graph_)));
  const fs::path file = only_file();
  std::string bytes = test::read_file(file);
  bytes.resize(bytes.size() - 64);
  ++bytes[7];
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes << sha256_of_bytes(bytes);
  EXPECT_FALSE(read_order(folder_.path(), graph_));
  --bytes[7];
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes << sha256_of_bytes(bytes);
  EXPECT_TRUE(read_order(folder_.path(), graph_));
}

// Whoever reads while another process and two threads write finds the whole order.
TEST_F(OrderCache, ManyMayWriteAtOnce) {
  const auto order = dissection_order(graph_);
  ASSERT_TRUE(write_order(folder_.path(), graph_, order));
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    bool all = true;
    for (int i = 0; i < 50; ++i) all = write_order(folder_.path(), graph_, order) && all;
    _exit(all ? 0 : 1);
  }
  const auto write_loop = [&] {
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(write_order(folder_.path(), graph_, order));
  };
  std::thread first(write_loop), second(write_loop);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(read_order(folder_.path(), graph_), order) << i;
  first.join();
  second.join();
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_FALSE(only_file().empty());  // no piece is left
}

TEST_F(OrderCache, KeepsTheLastUsedAndTakesAwayWhatAKilledRunLeft) {
  const auto order = dissection_order(graph_);
  ASSERT_TRUE(write_order(folder_.path(), graph_, order));
  const fs::path own = only_file();
  const auto now = fs::file_time_type::clock::now();
  const auto put = [&](const std::string& name, std::chrono::hours age) {
    std::ofstream(folder_.path() / name) << "x";
    fs::last_write_time(folder_.path() / name, now - age);
  };
  const auto is_there = [&](const std::string& name) { return fs::exists(folder_.path() / name); };
  const std::string piece = own.filename().string() + ".4711.0";
  put(piece, std::chrono::hours(2));
  put(piece + "1", std::chrono::hours(0));
  put("order-of-mine.txt", std::chrono::hours(9'000));
  const auto other = [](std::size_t i) {
    return "order-" + sha256_of_bytes(std::to_string(i)) + ".bin";
  };
  for (std::size_t i = 0; i < kMostOrders; ++i)
    put(other(i), std::chrono::hours(10 + static_cast<int>(i)));
  fs::last_write_time(own, now - std::chrono::hours(8'000));
  ASSERT_TRUE(read_order(folder_.path(), graph_));  // used: no longer the oldest
  Network closed = network_;
  closed.use[static_cast<std::size_t>(Mode::car)][0] = {};
  const ModeGraph second(closed, Mode::car, 1.0, Metric::time);
  ASSERT_TRUE(write_order(folder_.path(), second, dissection_order(second)));
  EXPECT_FALSE(is_there(piece));
  EXPECT_TRUE(is_there(piece + "1")) << "it may still be written";
  EXPECT_TRUE(is_there("order-of-mine.txt"));
  EXPECT_TRUE(read_order(folder_.path(), graph_));
  EXPECT_TRUE(read_order(folder_.path(), second));
  EXPECT_TRUE(is_there(other(kMostOrders - 3)));
  EXPECT_FALSE(is_there(other(kMostOrders - 2)));
  EXPECT_FALSE(is_there(other(kMostOrders - 1)));
}

TEST_F(OrderCache, AFolderThatCannotBeWrittenIsNoError) {
  const fs::path file = folder_.path() / "a-file";
  std::ofstream(file) << "x";
  EXPECT_FALSE(write_order(file, graph_, dissection_order(graph_)));
  EXPECT_FALSE(read_order(file, graph_));
}

}  // namespace
}  // namespace fangyuan
