// SPDX-License-Identifier: Apache-2.0
#include "sim/run/order_cache.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "core/network/dissection.h"
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

TEST_F(OrderCache, AFolderThatCannotBeWrittenIsNoError) {
  const fs::path file = folder_.path() / "a-file";
  std::ofstream(file) << "x";
  EXPECT_FALSE(write_order(file, graph_, dissection_order(graph_)));
  EXPECT_FALSE(read_order(file, graph_));
}

}  // namespace
}  // namespace fangyuan
