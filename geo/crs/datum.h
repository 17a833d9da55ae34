// SPDX-License-Identifier: Apache-2.0
// The two shifted datums of China's commercial maps, GCJ-02 and BD-09, and the way back.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/place.h"

namespace fangyuan {

enum class Datum { as_declared, gcj02, bd09 };

/// "as-declared", "gcj02", "bd09".
std::optional<Datum> parse_datum(std::string_view word);
std::string_view to_string(Datum datum);

/// Where the shift applies: mainland China in coarse outline (a polygon of some tens of corners, a
/// few kilometres to some tens of kilometres outside the border; Hong Kong, Macau and Taiwan, whose
/// maps are not shifted, are outside). Elsewhere all functions here return their argument.
bool in_shifted_area(LonLat p);

/// WGS 84 → the datum. The open approximation of the official shift (domain.md 3.4): within metres
/// of what map services use.
LonLat shift_datum(Datum datum, LonLat wgs84);
/// The datum → WGS 84, by four fixed-point iterations: shift_datum(d, undo_datum(d, p)) is p to
/// better than a millimetre.
LonLat undo_datum(Datum datum, LonLat shifted);

}  // namespace fangyuan
