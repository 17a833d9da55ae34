// SPDX-License-Identifier: Apache-2.0
// The numbers on markers (界桩号), by the form of GB/T 17796.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/problem.h"

namespace fangyuan {

/// How many posts bear one number: one on the line, two on the banks of a river, three where a
/// river joins; or one where three units meet.
enum class MarkerStanding { single, twin, triple, junction };

/// Eight characters: the line's number (4 digits), the serial along it (3 digits, from 001, from
/// west to east or from north to south), a letter: Q alone, A B on two banks, C D E on three. The
/// letters follow the order of the units' numbers. Of a junction seven: the numbers of its three
/// units, ascending, and a letter.
struct MarkerCode {
  std::string text;  ///< normal
  MarkerStanding standing = MarkerStanding::single;
  std::string line;  ///< empty of a junction
  int serial = 0;    ///< 1 to 999; 0 of a junction
  char type = 'Q';
  std::array<std::string, 3> units = {};  ///< of a junction

  /// Its place among its twins or triplets: 0, 1, 2.
  int place() const {
    return standing == MarkerStanding::twin     ? type - 'A'
           : standing == MarkerStanding::triple ? type - 'C'
                                                : 0;
  }
};

struct MarkerCodeReading {
  std::optional<MarkerCode> code;
  Text fault = {};  ///< why there is none
};

/// Full-width characters, blanks, hyphens, a 号 or 界桩 around it and small letters are put right;
/// anything else must be as the form says. Never throws.
MarkerCodeReading read_marker_code(std::string_view written);

/// The two digits that a unit's code gives to the numbers of its lines: of provinces 1–2, of
/// prefectures 3–4, of counties 5–6 and of townships 8–9; empty: the code has none.
std::string line_part_of(std::string_view unit_code);

/// The number of the line between two units: their two digits, the smaller first. Empty: unknown.
std::string line_number_of(std::string_view unit_code, std::string_view other_code);

}  // namespace fangyuan
