// SPDX-License-Identifier: Apache-2.0
// Syllables, readings of hard names, and their error rate.
#include <gtest/gtest.h>

#include <fstream>

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
  std::string many;  // every xian may be one syllable or two
  for (int i = 0; i < 60; ++i) many += "xian";
  EXPECT_FALSE(parse_reading(many + "q", 61));
  EXPECT_FALSE(parse_reading(many, 64));
  EXPECT_EQ(parse_reading(many, 60)->size(), 60U);
}

struct HardName {
  std::string name, reading;
  bool in_table = true;
};

std::vector<HardName> hard_names() {
  std::vector<HardName> out;
  std::ifstream in(std::string(FANGYUAN_SOURCE_DIR) + "/tests/geo/names/hard_names.csv");
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    const bool held_out = line[0] == '*';
    const auto comma = line.find(',');
    out.push_back({line.substr(held_out ? 1 : 0, comma - (held_out ? 1 : 0)),
                   line.substr(comma + 1), !held_out});
  }
  return out;
}

struct Score {
  int names = 0, exact = 0, toneless = 0, among = 0;  ///< among: the reading is one of the options
  void print(const char* what) const {
    std::printf(
        "%s: of %d names %d right with tone (error rate %.1f %%), %d without (%.1f %%), %d "
        "among the readings compared\n",
        what, names, exact, 100.0 * (names - exact) / names, toneless,
        100.0 * (names - toneless) / names, among);
  }
};

Score score(const PlaceReadings& readings, bool in_table) {
  Score s;
  for (const HardName& h : hard_names()) {
    if (h.in_table != in_table) continue;
    const auto r = readings.read(fold_name(h.name));
    ++s.names;
    const bool exact = joined(r.best) == h.reading;
    const auto right = parse_reading(h.reading, r.best.size());
    EXPECT_TRUE(right) << h.name;
    bool among = right.has_value(), toneless = right.has_value();
    for (std::size_t i = 0; right && i < r.best.size(); ++i) {
      const auto& o = r.options[i];
      among = among && std::find(o.begin(), o.end(), (*right)[i]) != o.end();
      toneless = toneless && r.best[i].toneless() == (*right)[i].toneless();
    }
    s.exact += exact;
    s.toneless += toneless;
    s.among += among;
    if (!exact && readings.size() > 0)
      std::printf("  wrong: %s %s, read as %s\n", h.name.c_str(), h.reading.c_str(),
                  joined(r.best).c_str());
  }
  return s;
}

TEST(Readings, HardNamesAndTheirErrorRate) {
  const PlaceReadings dictionary = PlaceReadings::dictionary_only();
  score(dictionary, true).print("dictionary alone, names that the table has");
  score(dictionary, false).print("dictionary alone, other names");
  const Score table = score(PlaceReadings::shipped(), true);
  const Score others = score(PlaceReadings::shipped(), false);
  table.print("with the table, names that it has");
  others.print("with the table, other names");
  EXPECT_EQ(table.exact, table.names);
  EXPECT_GE(others.names, 80);
  EXPECT_LE(others.names - others.exact, others.names / 20);
}

TEST(Readings, WhatTheListSaysComesFirst) {
  const auto& readings = PlaceReadings::shipped();
  const auto name = fold_name("长庄村");
  EXPECT_EQ(joined(readings.read(name).best), "cháng zhuāng cūn");
  EXPECT_EQ(joined(readings.read(name, "zhǎng zhuāng cūn", "").best), "zhǎng zhuāng cūn");
  EXPECT_TRUE(readings.read(name, "zhǎng zhuāng cūn", "").certain);
  EXPECT_EQ(joined(readings.read(name, "", "Zhangzhuangcun").best), "zhǎng zhuāng cūn");
  bool understood = true;
  EXPECT_EQ(joined(readings.read(name, "zhǎng", "", &understood).best), "cháng zhuāng cūn");
  EXPECT_FALSE(understood);
  // A local reading that no dictionary has is taken as it is given.
  EXPECT_EQ(joined(readings.read(fold_name("尖峰"), "jian1 peng2", "").best), "jiān péng");
}

}  // namespace
}  // namespace fangyuan
