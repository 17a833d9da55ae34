// SPDX-License-Identifier: Apache-2.0
#include "geo/out/csv_writer.h"

#include <array>
#include <cassert>
#include <charconv>

namespace fangyuan {
namespace {

constexpr std::size_t kFlushAt = 1 << 20;

void append(fmt::memory_buffer& buffer, std::string_view s) {
  buffer.append(s.data(), s.data() + s.size());
}

void append_whole(fmt::memory_buffer& buffer, std::uint64_t value) {
  const fmt::format_int digits(value);
  buffer.append(digits.data(), digits.data() + digits.size());
}

/// `value` with exactly `places` digits, zeros in front.
void append_digits(fmt::memory_buffer& buffer, std::uint64_t value, std::size_t places) {
  std::array<char, 20> digits{};
  for (std::size_t i = places; i-- > 0; value /= 10)
    digits[i] = static_cast<char>('0' + value % 10);
  buffer.append(digits.data(), digits.data() + places);
}

}  // namespace

CsvWriter::CsvWriter(const std::filesystem::path& path, std::span<const std::string> header)
    : file_(path), columns_(header.size()) {
  append(buffer_, "\xEF\xBB\xBF");
  for (const std::string& name : header) text(name);
  end_row();
}

CsvWriter& CsvWriter::text(std::string_view value) {
  next_cell();
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    append(buffer_, value);
    return *this;
  }
  buffer_.push_back('"');
  for (const char c : value) {
    if (c == '"') buffer_.push_back('"');
    buffer_.push_back(c);
  }
  buffer_.push_back('"');
  return *this;
}

CsvWriter& CsvWriter::amount(Amount value) {
  next_cell();
  const std::int64_t m = value.millionths();
  if (m < 0) buffer_.push_back('-');
  const std::uint64_t size =
      m < 0 ? 0 - static_cast<std::uint64_t>(m) : static_cast<std::uint64_t>(m);
  append_whole(buffer_, size / Amount::kPerUnit);
  if (std::uint64_t rest = size % Amount::kPerUnit; rest != 0) {
    std::size_t places = 6;
    for (; rest % 10 == 0; rest /= 10) --places;
    buffer_.push_back('.');
    append_digits(buffer_, rest, places);
  }
  return *this;
}

CsvWriter& CsvWriter::amount(std::optional<Amount> value) {
  return value ? amount(*value) : missing();
}

CsvWriter& CsvWriter::whole(std::uint64_t value) {
  next_cell();
  append_whole(buffer_, value);
  return *this;
}

CsvWriter& CsvWriter::whole(std::int64_t value) {
  next_cell();
  const fmt::format_int digits(value);
  buffer_.append(digits.data(), digits.data() + digits.size());
  return *this;
}

CsvWriter& CsvWriter::thousandths(std::uint64_t value) {
  next_cell();
  append_whole(buffer_, value / 1000);
  buffer_.push_back('.');
  append_digits(buffer_, value % 1000, 3);
  return *this;
}

CsvWriter& CsvWriter::thousandths(std::optional<std::uint64_t> value) {
  return value ? thousandths(*value) : missing();
}

CsvWriter& CsvWriter::fixed(double value, int places) {
  next_cell();
  fmt::format_to(std::back_inserter(buffer_), "{:.{}f}", value, places);
  return *this;
}

CsvWriter& CsvWriter::fixed(std::optional<double> value, int places) {
  return value ? fixed(*value, places) : missing();
}

CsvWriter& CsvWriter::share(Amount part, Amount whole) {
  if (whole == Amount()) return missing();
  next_cell();
  const std::uint64_t millionths = share_millionths(part, whole);
  append_whole(buffer_, millionths / 1'000'000);
  buffer_.push_back('.');
  append_digits(buffer_, millionths % 1'000'000, 6);
  return *this;
}

CsvWriter& CsvWriter::coordinate(double value) {
  next_cell();
  std::array<char, 400> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
  buffer_.append(digits.data(), end.ptr);
  return *this;
}

CsvWriter& CsvWriter::missing() {
  next_cell();
  return *this;
}

CsvWriter& CsvWriter::unit(const Units& units, std::optional<std::size_t> layer, UnitId unit) {
  if (!layer) return missing().text("all").text("all").text("全部");
  text(to_string(units.layers[*layer].tree)).text(to_string(units.layers[*layer].level));
  if (!unit) return missing().missing();
  return text(units[unit].code).text(units[unit].name);
}

void CsvWriter::end_row() {
  assert(column_ == columns_);
  column_ = 0;
  buffer_.push_back('\n');
  if (buffer_.size() < kFlushAt) return;
  file_.write({buffer_.data(), buffer_.size()});
  buffer_.clear();
}

void CsvWriter::close() {
  assert(column_ == 0);
  file_.write({buffer_.data(), buffer_.size()});
  buffer_.clear();
  file_.close();
}

void CsvWriter::next_cell() {
  if (column_++ > 0) buffer_.push_back(',');
}

std::uint64_t share_millionths(Amount part, Amount whole) {
  assert(part.millionths() >= 0 && whole.millionths() > 0);
  return static_cast<std::uint64_t>(
      scaled_nearest(Amount::from_whole(1), part, whole).millionths());
}

}  // namespace fangyuan
