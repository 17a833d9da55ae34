// SPDX-License-Identifier: Apache-2.0
// What every benchmark prints, and how it takes times.
#pragma once

#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <string>

#include "core/base/problem.h"

namespace fangyuan::bench {

inline double wall_ms() {
  return std::chrono::duration<double, std::milli>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}
inline double cpu_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

/// The least of several times of one job, by the clock on the wall and in the processor.
struct Least {
  double wall = 1e300, cpu = 1e300;
};
template <class Job>
Least least_of(int times, const Job& job) {
  Least least;
  for (int i = 0; i < times; ++i) {
    const double wall = wall_ms(), cpu = cpu_ms();
    job();
    least.wall = std::min(least.wall, wall_ms() - wall);
    least.cpu = std::min(least.cpu, cpu_ms() - cpu);
  }
  return least;
}

inline void print_machine() {
  std::ifstream info("/proc/cpuinfo");
  std::string line, cpu = "unknown";
  while (std::getline(info, line))
    if (line.rfind("model name", 0) == 0) cpu = line.substr(line.find(':') + 2);
  std::ifstream load("/proc/loadavg");
  std::getline(load, line);
  std::printf("compiler: g++ %s\ncpu: %s, load %s\n", __VERSION__, cpu.c_str(), line.c_str());
}

/// job, value, unit, target, yes/no, ratio to the reference in the same run (0: there is none).
inline void row(const std::string& job, double value, const char* unit, double target,
                double ratio = 0) {
  std::printf("%s\t%.4g\t%s\t%.4g\t%s\t", job.c_str(), value, unit, target,
              value <= target ? "yes" : "no");
  ratio > 0 ? std::printf("%.4g\n", ratio) : std::printf("-\n");
}

/// Two ways, one answer; anything else ends the benchmark.
template <class A, class B>
void same(const char* what, const A& ours, const B& theirs) {
  if (ours == theirs) return;
  std::fprintf(stderr, "answers differ: %s\n", what);
  std::exit(1);
}

/// Two rows against one target: by the clock on the wall, and in the processor (of all threads).
inline void both_rows(const std::string& job, Least ms, double target, double ratio = 0) {
  row(job, ms.wall, "ms", target, ratio);
  row(job + ", processor", ms.cpu, "ms", target, ratio);
}

/// Ends the program when the words on the command line are not `least` to `most`, or ask for help:
/// exit 0 with the usage on stdout where it was asked for, else 2 and stderr.
inline void expect_words(int argc, char** argv, int least, int most, const char* usage) {
  const bool help =
      argc > 1 && (std::strcmp(argv[1], "--help") == 0 || std::strcmp(argv[1], "-h") == 0);
  if (!help && argc - 1 >= least && argc - 1 <= most) return;
  std::fprintf(help ? stdout : stderr, "usage: %s\n", usage);
  std::exit(help ? 0 : 2);
}

/// What body returns; 2 when an input is wrong, everything that is wrong told a line each.
template <class Body>
int run_or_tell(const Body& body) {
  try {
    return body();
  } catch (const InputError& e) {
    for (const Problem& p : e.problems())
      std::fprintf(stderr, "%s\n", to_line(p, Language::en).c_str());
  } catch (const std::exception& e) {
    std::fprintf(stderr, "error: %s\n", e.what());
  }
  return 2;
}

}  // namespace fangyuan::bench
