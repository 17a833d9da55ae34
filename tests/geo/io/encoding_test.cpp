// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "geo/io/text_encoding.h"
#include "tests/geo/io/layer_fixture.h"

namespace fangyuan::test {
namespace {

TEST(GuessEncoding, KnowsWhatOfficesSave) {
  const std::string text = "编号,名称\n1,北书店街道\n2,午朝门街道\n";
  EXPECT_EQ(guess_encoding(text).encoding, "UTF-8");
  EXPECT_EQ(guess_encoding("\xEF\xBB\xBF" + text).encoding, "UTF-8");
  EXPECT_EQ(guess_encoding("id,name\n").encoding, "ASCII");
  for (const char* to : {"GBK", "GB18030"}) {
    const EncodingGuess guess = guess_encoding(recoded(text, to));
    EXPECT_EQ(guess.encoding, "GB18030");
    EXPECT_TRUE(guess.sure);
  }
  for (const char* to : {"UTF-16LE", "UTF-16BE"}) {
    EXPECT_EQ(guess_encoding(recoded("\uFEFF" + text, to)).encoding, to);
    EXPECT_EQ(guess_encoding(recoded("id,name,beds\n1,2,3\n", to)).encoding, to);
  }
}

TEST(GuessEncoding, DoesNotTakeAccentsForChinese) {
  const std::string latin = recoded("Estação São João da Calçada\nPraça da Batalha\n", "CP1252");
  const EncodingGuess guess = guess_encoding(latin);
  EXPECT_EQ(guess.encoding, "CP1252");
  EXPECT_FALSE(guess.sure);
  EXPECT_EQ(decode(latin, "CP1252").utf8, "Estação São João da Calçada\nPraça da Batalha\n");
}

TEST(Decode, GivesBackEveryEncodingAndTheRarestCharacters) {
  const std::string text = "㙟镇䶮㳇𠅤 汴州市";
  EXPECT_EQ(decode(recoded(text, "GB18030"), "GB18030").utf8, text);
  EXPECT_EQ(decode(recoded("\uFEFF" + text, "UTF-16LE"), "UTF-16LE").utf8, text);
  EXPECT_EQ(decode("\xEF\xBB\xBF" + text, "UTF-8").utf8, text);
}

TEST(Decode, DropsACharacterThatIsCutOffAndMarksOthers) {
  const std::string gbk = recoded("汴州", "GBK");
  const Decoded cut = decode(gbk.substr(0, 3), "GB18030");
  EXPECT_EQ(cut.utf8, "汴");
  EXPECT_TRUE(cut.cut);
  EXPECT_EQ(cut.damaged, 0U);
  const Decoded damaged = decode("a\xFF\x20z", "GB18030");
  EXPECT_EQ(damaged.utf8, "a\uFFFD z");
  EXPECT_EQ(damaged.damaged, 1U);
  EXPECT_TRUE(decode("汴州", "UTF-8").utf8 == "汴州");
  EXPECT_TRUE(decode(std::string("汴州").substr(0, 5), "UTF-8").cut);
}

TEST(Decode, AlwaysGivesUtf8WhateverTheBytes) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 3000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 3 == 0 ? random() % 128 : random());
    for (const char* encoding : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "CP1252"})
      ASSERT_TRUE(is_utf8(decode(bytes, encoding).utf8)) << encoding << ' ' << i;
    ASSERT_TRUE(is_utf8(decode(bytes, guess_encoding(bytes).encoding).utf8));
  }
}

class EncodingTest : public LayerTest {};

TEST_F(EncodingTest, ReadsGbkShapefilesWithoutWithAndWithAWrongCpg) {
  const std::string name = recoded("龙亭区北书店街道", "GBK");
  int i = 0;
  for (const char* cpg : {"", "GBK", "936", "UTF-8", "ISO-8859-1"}) {
    problems_ = {};
    const auto ref = write_shapefile("s" + std::to_string(i++) + ".shp",
                                     {{"POINT (114 34)", name, 410202001001}}, "EPSG:4490", cpg,
                                     recoded("名称", "GBK"));
    const VectorLayer layer = read(ref);
    ASSERT_EQ(layer.rows.size(), 1U) << told();
    EXPECT_EQ(layer.columns[0], "名称");
    EXPECT_EQ(layer.rows[0].values[0], "龙亭区北书店街道") << cpg;
    EXPECT_EQ(layer.rows[0].values[1], "410202001001");
    EXPECT_EQ(layer.encoding, "GB18030");
    const bool wrong = std::string(cpg) == "UTF-8" || std::string(cpg) == "ISO-8859-1";
    EXPECT_EQ(problems_.has("encoding-mislabelled"), wrong) << cpg << told();
    EXPECT_FALSE(problems_.has_errors());
  }
}

TEST_F(EncodingTest, ReadsUtf8ShapefilesWhateverTheCpgSays) {
  int i = 0;
  for (const char* cpg : {"", "UTF-8", "GBK", "ISO-8859-1"}) {
    const auto ref = write_shapefile("u" + std::to_string(i++) + ".shp",
                                     {{"POINT (114 34)", "午朝门街道", 1}}, "EPSG:4490", cpg);
    EXPECT_EQ(read(ref).rows.at(0).values[0], "午朝门街道") << cpg;
  }
}

TEST_F(EncodingTest, FiltersAndCutsInTheFilesOwnEncoding) {
  // 20 bytes of width hold nine characters and a half.
  auto ref = write_shapefile(
      "s.shp",
      {{"POINT (114 34)", recoded("甲村", "GBK"), 1},
       {"POINT (114 34)", recoded("a一二三四五六七八九十", "GBK").substr(0, 20), 2}},
      "EPSG:4490", "", recoded("名称", "GBK"));
  EXPECT_EQ(read(ref).rows.at(1).values[0], "a一二三四五六七八九");
  EXPECT_EQ(problem("text-cut").count, 1U);
  ref.where = "\"名称\" = '甲村'";
  const VectorLayer layer = read(ref);
  ASSERT_EQ(layer.rows.size(), 1U) << told();
  EXPECT_EQ(layer.rows[0].values[1], "1");
  ref.where = "code = 2";
  EXPECT_EQ(read(ref).rows.at(0).number, 2U);
}

TEST_F(EncodingTest, ReadsTextTablesInEveryEncoding) {
  const std::string text = "代码,名称,经度,纬度\n410202001,北书店街道,114.3,34.8\n";
  const std::vector<std::string> files = {text, "\xEF\xBB\xBF" + text, recoded(text, "GB18030"),
                                          recoded("\uFEFF" + text, "UTF-16LE"),
                                          recoded("\uFEFF" + text, "UTF-16BE")};
  for (std::size_t i = 0; i < files.size(); ++i) {
    const VectorLayer layer = read(write("t" + std::to_string(i) + ".csv", files[i]));
    ASSERT_EQ(layer.rows.size(), 1U) << i;
    EXPECT_EQ(layer.columns[0], "代码");
    EXPECT_EQ(layer.rows[0].values[1], "北书店街道");
    EXPECT_TRUE(layer.rows[0].xy);
  }
  EXPECT_TRUE(problems_.all().empty()) << told();
}

}  // namespace
}  // namespace fangyuan::test
