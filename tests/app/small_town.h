// SPDX-License-Identifier: Apache-2.0
// A project that is right in every respect: one county of two townships, nine streets by five,
// 32 points of people, three facilities. Tests spoil one thing of it.
#pragma once

#include <string>
#include <vector>

#include "tests/app/program.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {

class SmallTown {
 public:
  SmallTown();

  std::filesystem::path root() const { return folder_.path(); }
  std::filesystem::path project() const { return root() / "project"; }
  std::filesystem::path out() const { return root() / "out"; }

  /// Files are named within the project.
  void write(const std::string& file, const std::string& bytes);
  void remove(const std::string& file);
  void append(const std::string& file, const std::string& bytes);
  /// The first `before` becomes `after`; throws if there is none, so that no case spoils nothing.
  void replace(const std::string& file, const std::string& before, const std::string& after);
  /// Keeps the first `bytes` of a file.
  void cut(const std::string& file, std::size_t bytes);
  /// Every line of project.toml from the one that is `[[table]]` number `which` to the next table
  /// gives way to `lines`.
  void table(const std::string& table, int which, const std::string& lines);
  void set(const std::string& before, const std::string& after) {
    replace("project.toml", before, after);
  }

  Outcome run(std::vector<std::string> more = {}, Program::Limits limits = {}) const;

 private:
  TempFolder folder_;
};

}  // namespace fangyuan::test
