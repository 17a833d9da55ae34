// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fangyuan {

/// The field of [[facilities]] that a column of this header usually holds: "床位数（张）" → beds,
/// "占地面积(亩)" → land, "所属街道" → unit. For proposals only: the reader takes no column by such
/// a guess. Absent: none. Several headers of one list may mean the same field; the more telling one
/// has the lower rank.
struct FieldGuess {
  std::string field;
  int rank = 0;
};
std::optional<FieldGuess> facility_field_for(std::string_view header);

}  // namespace fangyuan
