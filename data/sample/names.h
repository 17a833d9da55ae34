// SPDX-License-Identifier: Apache-2.0
// Plausible invented names, from lists of common characters of plain villages and towns.
#pragma once

#include <set>
#include <string>

#include "data/sample/prng.h"

namespace fangyuan::sample {

/// Names that differ from all those already handed out by it.
class Names {
 public:
  explicit Names(std::uint64_t seed) : rng_(seed) {}
  std::string township();   ///< "柳林": without 镇, 乡, 街道
  std::string village();    ///< "李家庄", "前王营": without 村
  std::string community();  ///< "槐荫": without 社区
  std::string street();     ///< "永安路", "东顺街"
  std::string estate();     ///< "锦绣花园"

 private:
  std::string fresh(std::string name);
  Rng rng_;
  std::set<std::string> taken_;
};

}  // namespace fangyuan::sample
