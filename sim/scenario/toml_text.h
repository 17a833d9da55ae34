// SPDX-License-Identifier: Apache-2.0
// Values as a scenario file has them, for whoever writes one.
#pragma once

#include <string>
#include <string_view>

namespace fangyuan {

/// A basic string of TOML, quotes included.
std::string toml_string(std::string_view text);
/// The shortest decimal that reads back as the same number, always as a float of TOML.
/// REQUIRES: finite.
std::string toml_number(double value);

}  // namespace fangyuan
