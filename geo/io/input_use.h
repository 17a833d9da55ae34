// SPDX-License-Identifier: Apache-2.0
// What was read of one input, as run.json tells it.
#pragma once

#include <cstdint>
#include <string>

namespace fangyuan {

/// One entry of run.json's `inputs`.
struct InputUse {
  std::string path;            ///< as the user wrote it
  std::string layer;           ///< empty where a file has no layers
  std::string sha256;          ///< of the file; empty for databases
  std::uint64_t features = 0;  ///< rows, ways or pixels in it
  std::uint64_t used = 0;      ///< of these
  std::uint64_t rejected = 0;  ///< could not be used although they were meant to be; each is warned
};

}  // namespace fangyuan
