// SPDX-License-Identifier: Apache-2.0
//   write_square_city FOLDER [SIDE]     writes the run folder of the synthetic square city
#include <cstdlib>
#include <exception>
#include <iostream>

#include "geo/out/atomic_folder.h"
#include "geo/out/run_folder.h"
#include "geo/out/run_json.h"
#include "tests/geo/out/square_city.h"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: write_square_city FOLDER [SIDE]\n";
    return 2;
  }
  try {
    fangyuan::AtomicFolder folder(argv[1], true);
    const fangyuan::test::SquareCity city(argc > 2 ? std::atoi(argv[2]) : 60);
    fangyuan::write_run_tables(city.contents(), folder.staging());
    fangyuan::write_run_json(city.contents(), folder.staging() / "run.json");
    folder.commit();
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
  return 0;
}
