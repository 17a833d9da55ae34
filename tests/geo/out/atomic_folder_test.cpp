// SPDX-License-Identifier: Apache-2.0
#include "geo/out/atomic_folder.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <vector>

#include "core/base/problem.h"
#include "geo/out/output_file.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;
using test::names_in;
using test::put_file;
using test::put_run;
using test::read_file;
using test::TempFolder;
using Names = std::set<std::string>;

/// The code of the refusal, or "" when there is none.
std::string refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const InputError& e) {
    return e.problems().at(0).code;
  }
  return "";
}

std::string refusal(const fs::path& out, bool force = false, std::vector<fs::path> inputs = {}) {
  return refusal([&] { AtomicFolder folder(out, force, inputs); });
}

/// Runs `action` in a child; returns its exit code, or −signal.
int in_child(const std::function<void()>& action) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      action();
    } catch (const std::exception&) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(AtomicFolder, AppearsOnlyAtCommit) {
  const TempFolder temp;
  const fs::path out = temp.path() / "new" / "汴州";
  {
    AtomicFolder folder(out, false);
    write_file(folder.staging() / "a.csv", "1\n");
    EXPECT_FALSE(fs::exists(out));
    folder.commit();
    EXPECT_EQ(read_file(out / "a.csv"), "1\n");
  }
  EXPECT_EQ(names_in(temp.path() / "new"), Names{"汴州"});
  EXPECT_EQ(fs::status(out).permissions(), fs::status(temp.path() / "new").permissions());
}

TEST(AtomicFolder, WithoutCommitLeavesTheOldContent) {
  const TempFolder temp;
  put_run(temp.path() / "out");
  {
    AtomicFolder folder(temp.path() / "out", true);
    write_file(folder.staging() / "a.csv", "1\n");
  }
  EXPECT_EQ(names_in(temp.path()), Names{"out"});
  EXPECT_EQ(names_in(temp.path() / "out"), Names{"run.json"});
}

TEST(AtomicFolder, ForceReplacesTheWholeContent) {
  const TempFolder temp;
  put_run(temp.path() / "out");
  put_file(temp.path() / "out" / "coverage.csv", "old");
  put_file(temp.path() / "out" / "~$coverage.xlsx", "open in Excel");
  put_file(temp.path() / "out" / "coverage.gpkg-wal", "open in QGIS");
  AtomicFolder folder(temp.path() / "out" / "", true);
  write_file(folder.staging() / "a.csv", "1\n");
  folder.commit();
  EXPECT_EQ(names_in(temp.path()), Names{"out"});
  EXPECT_EQ(names_in(temp.path() / "out"), Names{"a.csv"});
}

TEST(AtomicFolder, TakesAnEmptyFolderWithoutForce) {
  const TempFolder temp;
  fs::create_directory(temp.path() / "out");
  AtomicFolder folder(temp.path() / "out", false);
  write_file(folder.staging() / "a.csv", "1\n");
  folder.commit();
  EXPECT_EQ(names_in(temp.path() / "out"), Names{"a.csv"});
}

TEST(AtomicFolder, FollowsALinkToTheFolder) {
  const TempFolder temp;
  put_run(temp.path() / "real");
  fs::create_directory_symlink(temp.path() / "real", temp.path() / "link");
  AtomicFolder folder(temp.path() / "link", true);
  write_file(folder.staging() / "a.csv", "1\n");
  folder.commit();
  EXPECT_EQ(names_in(temp.path() / "real"), Names{"a.csv"});
  EXPECT_TRUE(fs::is_symlink(temp.path() / "link"));
}

TEST(AtomicFolder, ForceDeletesNothingThatIsSomeoneElses) {
  const TempFolder temp;
  const fs::path mine = temp.path() / "mine", beside = temp.path() / "beside",
                 deep = temp.path() / "deep", link = temp.path() / "link",
                 table = temp.path() / "table", json = temp.path() / "json";
  put_file(mine / "thesis.doc", "three years");
  put_run(beside);
  put_file(beside / "map.qgz", "a map");
  put_run(deep);
  fs::create_directory(deep / "photos");
  put_run(link);
  fs::create_symlink(mine / "thesis.doc", link / "coverage.csv");
  put_file(table / "units.csv", "a name that we write, in a folder that is none of ours");
  put_file(json / "run.json", "{}");
  for (const fs::path& folder : {mine, beside, deep, link, table, json}) {
    const Names before = names_in(folder);
    EXPECT_EQ(refusal(folder, true), "out-not-ours") << folder;
    EXPECT_EQ(refusal(folder, false), "out-not-empty") << folder;
    EXPECT_EQ(names_in(folder), before);
  }
  put_run(temp.path() / "out");
  AtomicFolder folder(temp.path() / "out", true);
  write_file(folder.staging() / "coverage.csv", "1\n");
  put_file(temp.path() / "out" / "thesis.doc", "put there meanwhile");
  EXPECT_THROW(folder.commit(), std::runtime_error);
  EXPECT_EQ(names_in(temp.path() / "out"), (Names{"run.json", "thesis.doc"}));
}

TEST(AtomicFolder, RefusesWhatItWouldDestroy) {
  const TempFolder temp;
  put_run(temp.path() / "out");
  put_file(temp.path() / "file", "old");
  fs::create_symlink(temp.path() / "nowhere", temp.path() / "dangling");
  EXPECT_EQ(refusal(temp.path() / "out"), "out-not-empty");
  EXPECT_EQ(refusal(temp.path() / "file"), "out-not-folder");
  EXPECT_EQ(refusal(temp.path() / "file", true), "out-not-folder");
  EXPECT_EQ(refusal(temp.path() / "file" / "below"), "out-not-folder");
  EXPECT_EQ(refusal(temp.path() / "dangling"), "out-not-folder");
  EXPECT_EQ(refusal(temp.path() / "out", true, {temp.path() / "out" / "run.json"}),
            "out-holds-input");
  EXPECT_EQ(refusal(temp.path() / "out", true, {temp.path() / "out2" / "run.json"}), "");
  EXPECT_EQ(refusal("/", true), "out-unwritable");
  EXPECT_EQ(refusal("", true), "out-unwritable");
  if (fs::exists("/proc/self")) {
    EXPECT_EQ(refusal("/proc/fangyuan-out"), "out-unwritable");
    EXPECT_EQ(refusal("/proc", true), "out-unwritable");  // a mount point
  }
  if (::geteuid() != 0) {
    fs::create_directory(temp.path() / "closed");
    fs::permissions(temp.path() / "closed", fs::perms::owner_read | fs::perms::owner_exec);
    EXPECT_EQ(refusal(temp.path() / "closed" / "out"), "out-unwritable");
    fs::remove(temp.path() / "closed");
  }
  EXPECT_EQ(names_in(temp.path()), (Names{"out", "file", "dangling"}));
  EXPECT_EQ(names_in(temp.path() / "out"), Names{"run.json"});
}

TEST(AtomicFolder, ASecondRunToTheSameFolderIsRefusedWhileTheFirstLives) {
  const TempFolder temp;
  const fs::path out = temp.path() / "out";
  {
    AtomicFolder first(out, false);
    write_file(first.staging() / "a.csv", "1\n");
    EXPECT_EQ(refusal(out, true), "out-busy");
    EXPECT_EQ(in_child([&] { AtomicFolder second(out, true); }), 1);
    EXPECT_TRUE(fs::exists(first.staging() / "a.csv"));
    EXPECT_EQ(refusal(temp.path() / "other"), "");
    first.commit();
  }
  EXPECT_EQ(refusal(out), "out-not-empty");
  EXPECT_EQ(names_in(temp.path()), Names{"out"});
}

TEST(AtomicFolder, WhatAKilledRunLeavesIsHiddenAndRemovedByTheNext) {
  const TempFolder temp;
  const fs::path out = temp.path() / "out";
  put_run(out);
  EXPECT_EQ(in_child([&] {
              AtomicFolder folder(out, true);
              write_file(folder.staging() / "a.csv", "half");
              ::raise(SIGKILL);
            }),
            -SIGKILL);
  EXPECT_EQ(names_in(out), Names{"run.json"});
  EXPECT_GT(names_in(temp.path()).size(), 1U);
  for (const std::string& name : names_in(temp.path()))
    EXPECT_TRUE(name == "out" || name.starts_with(".out.fangyuan-")) << name;
  AtomicFolder next(out, true);
  write_file(next.staging() / "a.csv", "1\n");
  next.commit();
  EXPECT_EQ(names_in(temp.path()), Names{"out"});
  EXPECT_EQ(names_in(out), Names{"a.csv"});
}

TEST(AtomicFolder, AKillAtAnyMomentLeavesTheOldOrTheNewContentWhole) {
  const TempFolder temp;
  const fs::path out = temp.path() / "out";
  const std::string mark = R"({ "fangyuan": )";
  for (const char* name : {"run.json", "units.csv"}) put_file(out / name, mark + "0");
  const auto rewrite_for_ever = [&] {
    for (int i = 1;; ++i) {
      AtomicFolder folder(out, true);
      for (const char* name : {"run.json", "units.csv"})
        write_file(folder.staging() / name, mark + std::to_string(i));
      folder.commit();
    }
  };
  for (int round = 0; round < 30; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        rewrite_for_ever();
      } catch (const std::exception&) {
      }
      ::_exit(1);
    }
    ::usleep(static_cast<useconds_t>(1000 + 700 * round));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer stopped by itself";
    ASSERT_EQ(names_in(out), (Names{"run.json", "units.csv"}));
    ASSERT_EQ(read_file(out / "run.json"), read_file(out / "units.csv"));
  }
}

TEST(AtomicFolder, OldContentThatAKillLeftAsideIsPutBack) {
  const TempFolder temp;  // what a file system without an exchanging rename can leave
  put_file(temp.path() / ".out.fangyuan-old" / "old.csv", "old");
  put_file(temp.path() / ".out.fangyuan-abcdef" / "new.csv", "new");
  EXPECT_EQ(refusal(temp.path() / "out"), "out-not-empty");
  EXPECT_EQ(names_in(temp.path()), Names{"out"});
  EXPECT_EQ(names_in(temp.path() / "out"), Names{"old.csv"});
}

TEST(AtomicFolder, CommitDoesNotOverwriteWhatCameMeanwhile) {
  const TempFolder temp;
  AtomicFolder folder(temp.path() / "out", false);
  write_file(folder.staging() / "a.csv", "1\n");
  put_file(temp.path() / "out" / "users.csv", "mine");
  EXPECT_THROW(folder.commit(), std::runtime_error);
  EXPECT_EQ(names_in(temp.path() / "out"), Names{"users.csv"});
}

TEST(OutputFile, AFullDiskIsAnErrorNotAShortFile) {
  const TempFolder temp;
  EXPECT_EQ(in_child([&] {
              ::signal(SIGXFSZ, SIG_IGN);
              const rlimit small{1000, 1000};
              ::setrlimit(RLIMIT_FSIZE, &small);
              AtomicFolder folder(temp.path() / "out", false);
              write_file(folder.staging() / "a.csv", std::string(4000, 'x'));
              folder.commit();
            }),
            1);
  EXPECT_FALSE(fs::exists(temp.path() / "out"));
  EXPECT_THROW(write_file("/dev/full", "x"), std::runtime_error);
  EXPECT_THROW(write_file(temp.path() / "nowhere" / "a.csv", "x"), std::runtime_error);
}

}  // namespace
}  // namespace fangyuan
