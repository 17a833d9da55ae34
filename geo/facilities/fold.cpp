// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>

#include "geo/facilities/facility_types.h"

namespace fangyuan {
namespace {

/// The bytes of the UTF-8 sequence at `i`; 1 for a byte that starts none.
std::size_t length_at(std::string_view s, std::size_t i) {
  const auto lead = static_cast<unsigned char>(s[i]);
  const std::size_t n = lead < 0x80    ? 1
                        : lead >= 0xF0 ? 4
                        : lead >= 0xE0 ? 3
                        : lead >= 0xC0 ? 2
                                       : 1;
  return i + n <= s.size() ? n : 1;
}

/// Traditional and simplified characters in turn: those that occur in facility types and in names
/// of places (the plans themselves switch script: 000:L521-L527).
constexpr std::string_view kScripts =
    "縣县區区鄉乡鎮镇蘭兰養养護护務务機机構构綜综館馆殯殡儀仪兒儿園园學学醫医衛卫療疗診诊圖图書书體"
    "体場场質质點点辦办"
    "設设產产農农優优圍围業业華华歲岁樂乐處处會会員员營营運运動动國国島岛灣湾東东龍龙鳳凤馬马魚鱼門"
    "门開开關关長长陽阳"
    "陰阴陳陈劉刘張张趙赵孫孙吳吴楊杨許许鄭郑韓韩馮冯蔣蒋蘇苏盧卢葉叶範范遠远寧宁廣广慶庆應应廟庙興"
    "兴舊旧統统聯联類类"
    "級级經经銀银鐵铁車车電电話话網网絡络線线組组織织紀纪歷历藝艺術术總总結结義义職职訓训練练實实驗"
    "验專专項项傳传導导"
    "師师範范聾聋啞哑盲盲殘残復复輔辅貧贫濟济愛爱親亲孤孤齡龄終终歸归靈灵樓楼壇坛堂堂無无連连鎖锁藥"
    "药檢检測测預预種种"
    "緊紧備备庫库隊队險险災灾難难報报頭头頂顶邊边際际陸陆階阶隸隶雙双離离靜静韻韵順顺願愿風风飛飞飯"
    "饭餐餐館馆駅站驛驿"
    "髮发鬥斗齊齐齒齿龜龟賓宾費费資资賽赛贈赠趕赶躍跃軍军輝辉輪轮轉转辭辞達达遷迁選选遺遗鄰邻釋释鋪"
    "铺錄录鍵键鐘钟閣阁"
    "閱阅隨随雲云雜杂霧雾靈灵響响頁页須须頌颂領领顏颜顧顾飲饮養养騰腾驅驱驕骄鮮鲜鳥鸟鴻鸿鵬鹏鶴鹤麗"
    "丽黃黄黨党";

const std::unordered_map<std::string_view, std::string_view>& simplified() {
  static const auto table = [] {
    std::unordered_map<std::string_view, std::string_view> t;
    for (std::size_t i = 0; i + 6 <= kScripts.size(); i += 6)
      t.emplace(kScripts.substr(i, 3), kScripts.substr(i + 3, 3));
    return t;
  }();
  return table;
}

/// Marks that people put in or leave out.
bool is_mark(std::string_view c) {
  static constexpr std::array<std::string_view, 52> kMarks{
      "（", "）", "【", "】", "〔", "〕", "《", "》", "〈",     "〉",     "「",     "」",     "『",
      "』", "“",  "”",  "‘",  "’",  "、", "，", "。", "；",     "：",     "·",      "•",      "・",
      "—",  "–",  "‐",  "‑",  "－", "～", "／", "　", "\u00a0", "\u2009", "\ufeff", "\u200b", " ",
      "\t", "\r", "\n", "(",  ")",  "[",  "]",  "\"", "'",      "-",      "_",      "/",      ","};
  for (const std::string_view m : kMarks)
    if (c == m) return true;
  return false;
}

}  // namespace

std::string fold_word(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (std::size_t i = 0; i < word.size();) {
    const std::size_t n = length_at(word, i);
    std::string_view c = word.substr(i, n);
    i += n;
    char half = 0;
    if (n == 3 && c[0] == '\xEF' && (c[1] == '\xBC' || c[1] == '\xBD')) {
      // Full-width forms U+FF01–U+FF5E stand for U+0021–U+007E.
      const int code = ((c[1] & 0x3F) << 6 | (c[2] & 0x3F)) - 0xF01 + 0x21;
      if (code >= 0x21 && code <= 0x7E) half = static_cast<char>(code);
    }
    if (half) c = std::string_view(&half, 1);
    if (is_mark(c)) continue;
    if (c.size() == 1 && c[0] >= 'A' && c[0] <= 'Z') {
      out += static_cast<char>(c[0] - 'A' + 'a');
    } else if (const auto it = simplified().find(c); it != simplified().end()) {
      out += it->second;
    } else {
      out += c;
    }
  }
  return out;
}

bool is_snake_case(std::string_view word) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (word.empty() || !letter(word.front()) || word.back() == '_') return false;
  if (word.find("__") != std::string_view::npos) return false;
  return std::all_of(word.begin(), word.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace fangyuan
