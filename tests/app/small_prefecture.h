// SPDX-License-Identifier: Apache-2.0
// A hand-drawn prefecture: two counties, four townships of 2 × 3 villages each, drawn on a grid of
// hundredths of a degree so that lines of all levels share their corners.
//
//        col 0 1   2 3   4 5   6 7
//   row 2    X X   Y Y | Z Z   W W        410222 Jiaxian: X 甲镇, Y 乙乡
//   row 1    X X   Y Y | Z Z   W W        410223 Bingxian: Z 丙镇, W 丁街道
//   row 0    X X   Y Y | Z Z   W W
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/app/program.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {

class SmallPrefecture {
 public:
  struct Village {
    std::string code, name;
    int column = 0, row = 0;
    std::string township;
  };
  struct Township {
    std::string code, name, unit_class, county;
  };

  SmallPrefecture();

  /// As a record of who belongs where: change these and write() draws all levels again.
  std::vector<Village> villages;
  std::vector<Township> townships;
  void write();

  std::filesystem::path root() const { return folder_.path(); }
  std::filesystem::path project() const { return root() / "project"; }
  std::filesystem::path out() const { return root() / "out"; }
  Village& village(const std::string& code);
  Township& township(const std::string& code);
  void put(const std::string& file, const std::string& bytes);
  void replace(const std::string& file, const std::string& before, const std::string& after);

  /// run with a scenario (none when empty).
  Outcome run(const std::string& scenario = "", const std::string& out = "out") const;

 private:
  TempFolder folder_;
};

}  // namespace fangyuan::test
