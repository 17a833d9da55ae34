// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace fangyuan {

/// What became of one input layer: an entry of run.json's `inputs`.
struct LayerUse {
  std::string path;  ///< as the user wrote it
  std::string layer;
  std::string sha256;
  std::uint64_t features = 0;  ///< rows that the layer holds (after `where`)
  std::uint64_t used = 0;
  std::uint64_t rejected = 0;  ///< each is named by a problem
};

}  // namespace fangyuan
