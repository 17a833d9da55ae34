// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/datum.h"

#include <array>
#include <cmath>
#include <numbers>

namespace fangyuan {
namespace {

constexpr double kPi = std::numbers::pi;
// Krasovsky 1940, which the shift is defined on.
constexpr double kMajor = 6378245.0;
constexpr double kEccentricity2 = 0.00669342162296594323;
// BD-09 turns and moves GCJ-02 once more.
constexpr double kBdTurn = kPi * 3000.0 / 180.0;
constexpr double kBdLon = 0.0065;
constexpr double kBdLat = 0.006;

/// The waves that the shift is a sum of, in metres at x = lon − 105, y = lat − 35.
double wave(double t, double first, double second) {
  return first * std::sin(t * kPi) + second * std::sin(t / 3.0 * kPi);
}

LonLat gcj_offset(LonLat p) {
  const double x = p.lon - 105.0, y = p.lat - 35.0;
  const double root = std::sqrt(std::fabs(x));
  const double common =
      (20.0 * std::sin(6.0 * x * kPi) + 20.0 * std::sin(2.0 * x * kPi)) * 2.0 / 3.0;
  const double north =
      -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common +
      wave(y, 20.0, 40.0) * 2.0 / 3.0 +
      (160.0 * std::sin(y / 12.0 * kPi) + 320.0 * std::sin(y * kPi / 30.0)) * 2.0 / 3.0;
  const double east =
      300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common +
      wave(x, 20.0, 40.0) * 2.0 / 3.0 +
      (150.0 * std::sin(x / 12.0 * kPi) + 300.0 * std::sin(x / 30.0 * kPi)) * 2.0 / 3.0;
  const double phi = p.lat / 180.0 * kPi;
  const double sine = std::sin(phi);
  const double w2 = 1 - kEccentricity2 * sine * sine;
  const double w = std::sqrt(w2);
  const double meridian = kMajor * (1 - kEccentricity2) / (w2 * w);
  const double parallel = kMajor / w * std::cos(phi);
  return {east * 180.0 / (parallel * kPi), north * 180.0 / (meridian * kPi)};
}

LonLat to_gcj(LonLat p) {
  const LonLat d = gcj_offset(p);
  return {p.lon + d.lon, p.lat + d.lat};
}

LonLat gcj_to_bd(LonLat p) {
  const double radius = std::hypot(p.lon, p.lat) + 0.00002 * std::sin(p.lat * kBdTurn);
  const double angle = std::atan2(p.lat, p.lon) + 0.000003 * std::cos(p.lon * kBdTurn);
  return {radius * std::cos(angle) + kBdLon, radius * std::sin(angle) + kBdLat};
}

LonLat forward(Datum datum, LonLat p) {
  return datum == Datum::gcj02 ? to_gcj(p) : gcj_to_bd(to_gcj(p));
}

}  // namespace

std::optional<Datum> parse_datum(std::string_view word) {
  if (word == "as-declared") return Datum::as_declared;
  if (word == "gcj02") return Datum::gcj02;
  if (word == "bd09") return Datum::bd09;
  return std::nullopt;
}

std::string_view to_string(Datum datum) {
  switch (datum) {
    case Datum::gcj02:
      return "gcj02";
    case Datum::bd09:
      return "bd09";
    default:
      return "as-declared";
  }
}

LonLat shift_datum(Datum datum, LonLat wgs84) {
  if (datum == Datum::as_declared || !in_shifted_area(wgs84)) return wgs84;
  return forward(datum, wgs84);
}

LonLat undo_datum(Datum datum, LonLat shifted) {
  if (datum == Datum::as_declared || !in_shifted_area(shifted)) return shifted;
  LonLat guess = shifted;
  if (datum == Datum::bd09) guess = {shifted.lon - kBdLon, shifted.lat - kBdLat};
  for (int i = 0; i < 4; ++i) {
    const LonLat image = forward(datum, guess);
    guess = {guess.lon + shifted.lon - image.lon, guess.lat + shifted.lat - image.lat};
  }
  return guess;
}

}  // namespace fangyuan
