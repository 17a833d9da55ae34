// SPDX-License-Identifier: Apache-2.0
// The program itself, run as a user runs it: started, watched, limited, killed.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace fangyuan::test {

struct Outcome {
  int exit = -1;   ///< the exit code; -1 when a signal ended it
  int signal = 0;  ///< the signal that ended it, or 0
  std::string out;
  std::string err;
};

/// One `fangyuan ARGUMENTS…`, started by the constructor; killed by the destructor if it still
/// runs.
class Program {
 public:
  struct Limits {
    /// No file may grow beyond this: what a full disk does to a write, without a disk to fill.
    std::optional<std::uint64_t> file_bytes;
  };
  explicit Program(const std::vector<std::string>& arguments) : Program(arguments, Limits{}) {}
  Program(const std::vector<std::string>& arguments, Limits limits);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void kill();     ///< SIGKILL
  bool running();  ///< looks, without waiting
  Outcome wait();  ///< until it ends; once

 private:
  pid_t pid_ = -1;
  std::optional<int> status_;
  std::filesystem::path folder_;  ///< of what it says
};

/// Starts it and waits.
Outcome run_program(const std::vector<std::string>& arguments, Program::Limits limits = {});

}  // namespace fangyuan::test
