// SPDX-License-Identifier: Apache-2.0
#include "core/base/amount.h"

#include <cassert>
#include <cmath>

namespace fangyuan {
namespace {

__extension__ using Wide = __int128;

Amount narrow(Wide value) {
  assert(value >= INT64_MIN && value <= INT64_MAX);
  return Amount::from_millionths(static_cast<std::int64_t>(value));
}

}  // namespace

Amount Amount::from_double(double value) {
  assert(std::isfinite(value) && std::fabs(value) < 9.2e12);
  return Amount(std::llround(value * 1e6));
}

std::optional<Amount> Amount::parse(std::string_view text) {
  std::size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) negative = text[i++] == '-';
  std::int64_t whole = 0, fraction = 0;
  std::size_t digits = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, ++digits) {
    whole = whole * 10 + (text[i] - '0');
    if (whole > 9'000'000'000'000) return std::nullopt;
  }
  if (i < text.size() && text[i] == '.') {
    std::int64_t unit = kPerUnit;
    bool first_dropped = true;
    for (++i; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, ++digits) {
      if (unit > 1) {
        unit /= 10;
        fraction += unit * (text[i] - '0');
      } else if (first_dropped) {
        first_dropped = false;
        if (text[i] >= '5') ++fraction;
      }
    }
  }
  if (digits == 0 || i != text.size()) return std::nullopt;
  const std::int64_t m = whole * kPerUnit + fraction;
  return Amount(negative ? -m : m);
}

std::string Amount::to_string() const {
  const bool negative = millionths_ < 0;
  const std::uint64_t m = negative ? 0 - static_cast<std::uint64_t>(millionths_)
                                   : static_cast<std::uint64_t>(millionths_);
  std::string out = (negative ? "-" : "") + std::to_string(m / kPerUnit);
  if (const std::uint64_t rest = m % kPerUnit; rest != 0) {
    std::string digits = std::to_string(rest);
    digits.insert(0, 6 - digits.size(), '0');
    digits.erase(digits.find_last_not_of('0') + 1);
    out += '.' + digits;
  }
  return out;
}

Amount scaled_floor(Amount value, Amount part, Amount whole) {
  assert(value.millionths() >= 0 && part.millionths() >= 0 && whole.millionths() > 0);
  return narrow(Wide{value.millionths()} * part.millionths() / whole.millionths());
}

Amount scaled_nearest(Amount value, Amount part, Amount whole) {
  assert(value.millionths() >= 0 && part.millionths() >= 0 && whole.millionths() > 0);
  const Wide product = Wide{value.millionths()} * part.millionths();
  return narrow((2 * product + whole.millionths()) / (2 * Wide{whole.millionths()}));
}

}  // namespace fangyuan
