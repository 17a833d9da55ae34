// SPDX-License-Identifier: Apache-2.0
// What a file holds, as a fingerprint.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace fangyuan {

/// SHA-256 of one file, lower-case hexadecimal; empty when it cannot be read. `/vsi…` paths work.
/// Reads in pieces, so memory does not grow with the file.
std::string sha256_of_file(const std::string& path);
std::string sha256_of_bytes(std::string_view bytes);

/// Of all files behind a dataset: of one file its own sum; of several the sum of their lines
/// "<sum>  <name without folder>\n", the first file first, the others by name. Empty for none, or
/// when one cannot be read.
std::string sha256_of_files(std::span<const std::string> files);

}  // namespace fangyuan
