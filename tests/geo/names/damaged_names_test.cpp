// SPDX-License-Identifier: Apache-2.0
// Gazetteers, readings and spellings with damage of every kind: told or read, never a crash, and no
// row lost.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "geo/names/check_names.h"
#include "geo/names/name_fold.h"
#include "geo/names/name_scopes.h"
#include "geo/names/romanise.h"
#include "geo/units/utf8.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {
namespace {

class Damage {
 public:
  explicit Damage(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
  }

  std::string of(std::string bytes) {
    for (std::size_t changes = 1 + below(6); changes > 0 && bytes.size() > 2; --changes) {
      const std::size_t at = below(bytes.size());
      switch (below(5)) {
        case 0:
          bytes[at] = static_cast<char>(below(256));
          break;
        case 1:
          bytes.erase(at, 1 + below(20));
          break;
        case 2:
          bytes.insert(at, bytes.substr(below(bytes.size()), 1 + below(40)));
          break;
        case 3:
          bytes.insert(at, pick());
          break;
        default:
          bytes.resize(std::max<std::size_t>(at, 1));
          break;
      }
    }
    return bytes;
  }

  std::string pick() {
    static const std::vector<std::string> kPieces{
        "\xEF\xBB\xBF", "\xE2\x80\x8B", "😀",         "溝",   "　",   "\"",  ",",  "\n",
        "\r",           "\0\0",         "長長長長",  "ǖ",    "v5",   "'",   "’",  "第十百三",
        "2026",         "9999-99-99",   "\xFF\xFE",  "历史", "路路", "A-·", "儿", "𪚥",
        "1e308",        "-1",           "民族自治县"};
    return kPieces[below(kPieces.size())];
  }

 private:
  std::mt19937 random_;
};

TEST(DamagedNames, AreReadOrToldAndEveryRowIsAccountedFor) {
  const std::string kSound =
      "编号,标准名称,地名类别,地名代码,所在政区,罗马字母拼写,读音,状态,保护级别,拟用名,启用日期,"
      "废止日期,标志设置,巡检日期,经度,纬度\n"
      "1,柳林镇,镇,410221100,410221,Liǔlín Zhèn,,标准,,,2010-01-01,,是,2024-12-31,114.3,34.8\n"
      "2,白庄村,行政村,410221100201,,Báizhuāngcūn,bái zhuāng cūn,标准,,,,,否,,114.31,34.81\n"
      "3,书店街,街路巷,,410202,Shūdiàn Jiē,,标准,省级,文化街,,,2,2025-01-01,114.32,34.8\n"
      "4,兰阳县,县,410225,,Lányáng Xiàn,,历史,,,1950-01-01,2014-12-31,,,,\n"
      "5,\"锦绣花园,东区\",住宅区,,410202,,,拟用,,,,,损坏,,,\n";
  const TempFolder folder;
  const Frame frame{"EPSG:4547"};
  const auto file = folder.path() / "名.csv";
  std::size_t read = 0, told = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    Damage damage(seed);
    std::ofstream(file, std::ios::binary) << damage.of(kSound);
    NamesSource source;
    source.ref.path = "名.csv";
    source.ref.resolved = file.string();
    Problems problems;
    Gazetteer g;
    try {
      g = read_gazetteer(std::vector{source}, frame, problems);
    } catch (const InputError&) {
      ++told;
      continue;
    }
    if (problems.has_errors()) ++told;
    if (!g.inputs.empty() && !problems.has_errors()) {
      ASSERT_EQ(g.inputs[0].features, g.inputs[0].used + g.inputs[0].rejected) << seed;
      ASSERT_EQ(g.inputs[0].used, g.names.size()) << seed;
    }
    NameCheckOptions options;
    options.date = *parse_date("2025-12-31");
    const std::vector<MapName> map{{"map", 1, damage.pick() + "街", "", {}, false}};
    const auto report =
        check_names(g, find_scopes(g, {}, problems), map, PlaceReadings::shipped(), options);
    ASSERT_EQ(report.names.size(), g.names.size());
    for (const NameFinding& f : report.findings) {
      ASSERT_FALSE(info_of(f.rule).id.empty());
      for (const auto i : f.names) ASSERT_LT(i, g.names.size()) << seed;
    }
    for (const SignRow& row : report.signs.rows) ASSERT_LT(row.name, g.names.size());
    ++read;
  }
  EXPECT_GT(read, 200U);
  EXPECT_GT(told, 20U);
}

TEST(DamagedNames, ReadingsAndSpellingsOfAnythingKeepTheirLengths) {
  Damage damage(7);
  const auto& readings = PlaceReadings::shipped();
  for (int i = 0; i < 4000; ++i) {
    const std::string name = damage.of("阿房宫第十二路长安Xī'ān Ab3"),
                      said = damage.of("Xī'ān shì3");
    const auto folded = fold_name(name);
    const auto c = static_cast<NameClass>(damage.below(kNameClasses));
    bool understood = false;
    const NameReading r = readings.read(folded, said, damage.of("Chang'an Lu"), &understood);
    ASSERT_EQ(r.best.size(), folded.size());
    ASSERT_EQ(r.options.size(), folded.size());
    for (std::size_t k = 0; k < folded.size(); ++k) {
      ASSERT_FALSE(r.options[k].empty());
      ASSERT_EQ(r.best[k], r.options[k].front());
    }
    const SplitName split = split_name(folded, c);
    ASSERT_LE(split.specific.size(), folded.size() + 2);  // 周村村委会 is of 周村
    const std::string roman = romanise(folded, c, r);
    ASSERT_EQ(to_utf8(to_utf32(roman)), roman);
    if (!folded.empty()) check_romanisation(folded, c, r, said);
    // What is folded stays as it is when folded again; broken bytes may come to be text by that.
    const bool text = std::none_of(folded.begin(), folded.end(),
                                   [](char32_t ch) { return ch >= 0xD800 && ch <= 0xDFFF; });
    if (text) {
      ASSERT_EQ(fold_name(to_utf8(folded)), folded);
    }
    if (const auto s = Syllable::parse(said)) {
      ASSERT_EQ(Syllable::parse(s->to_string()), s) << said;
    }
  }
}

}  // namespace
}  // namespace fangyuan::test
