// SPDX-License-Identifier: Apache-2.0
#include "geo/units/names.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

// Pairs: Traditional, Simplified. Characters of generic terms and of common village names.
constexpr std::u32string_view kSimplified =
    U"縣县區区鄉乡鎮镇莊庄東东蘭兰開开灣湾陽阳嶺岭溝沟橋桥門门龍龙會会營营場场島岛樓楼廟庙馬马劉刘"
    U"趙赵陳陈張张楊杨孫孙鄭郑衛卫關关園园墻墙華华豐丰興兴實实驗验範范臺台寧宁廣广雙双萬万鳳凤鐵铁"
    U"鋼钢銀银錢钱紅红綠绿藍蓝黃黄業业農农學学復复後后裡里裏里車车軍军運运連连達达邊边遠远遼辽長长"
    U"頭头顧顾魯鲁魚鱼鳥鸟齊齐濟济滿满漢汉漁渔澤泽溫温湯汤歸归歐欧榮荣樹树機机應应慶庆懷怀戶户揚扬"
    U"義义聖圣聯联舊旧葉叶蘇苏觀观許许謝谢賈贾賢贤鄧邓鄒邹醫医鍾钟鐘钟閻阎閘闸隊队陸陆隴陇雲云靈灵"
    U"韓韩順顺養养馮冯駱骆麗丽黨党窪洼堯尧塢坞壩坝壽寿寶宝崗岗嶽岳廠厂強强從从畢毕盧卢礦矿禮礼種种"
    U"節节築筑紀纪線线經经羅罗貢贡貴贵辦办當当鴨鸭雞鸡豬猪雜杂嶗崂嶼屿澗涧滄沧滬沪潁颍瀋沈";

const std::unordered_map<char32_t, char32_t>& simplified() {
  static const auto table = [] {
    std::unordered_map<char32_t, char32_t> t;
    for (std::size_t i = 0; i + 1 < kSimplified.size(); i += 2)
      t.emplace(kSimplified[i], kSimplified[i + 1]);
    return t;
  }();
  return table;
}

constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九零十百";

int digit_of(char32_t c) {
  const auto at = kNumerals.find(c);
  return at == 10 ? 0 : static_cast<int>(at);
}

// A run of numerals: by place value where it holds 十 or 百, else digit by digit.
std::u32string number_text(std::u32string_view run) {
  std::string digits;
  if (run.find(U'十') == std::u32string_view::npos &&
      run.find(U'百') == std::u32string_view::npos) {
    for (const char32_t c : run) digits += static_cast<char>('0' + digit_of(c));
  } else {
    int total = 0, last = -1;
    for (const char32_t c : run) {
      if (c == U'百' || c == U'十') {
        total += (last < 0 ? 1 : last) * (c == U'百' ? 100 : 10);
        last = -1;
      } else if (const int d = digit_of(c); d > 0) {
        last = d;
      }
    }
    digits = std::to_string(total + std::max(last, 0));
  }
  return {digits.begin(), digits.end()};
}

struct Ending {
  std::string_view word, generic;
};
// Longer endings before those they end with.
constexpr std::array kEndings{Ending{"社区居民委员会", "社区"},
                              Ending{"社区居委会", "社区"},
                              Ending{"居民委员会", "社区"},
                              Ending{"居委会", "社区"},
                              Ending{"居委", "社区"},
                              Ending{"社区", "社区"},
                              Ending{"村民委员会", "村"},
                              Ending{"村委会", "村"},
                              Ending{"村委", "村"},
                              Ending{"行政村", "村"},
                              Ending{"建制村", "村"},
                              Ending{"村", "村"},
                              Ending{"街道办事处", "街道"},
                              Ending{"街道办", "街道"},
                              Ending{"办事处", "街道"},
                              Ending{"街道", "街道"},
                              Ending{"镇人民政府", "镇"},
                              Ending{"镇政府", "镇"},
                              Ending{"镇", "镇"},
                              Ending{"乡人民政府", "乡"},
                              Ending{"乡政府", "乡"},
                              Ending{"民族乡", "乡"},
                              Ending{"乡", "乡"},
                              Ending{"自治县", "县"},
                              Ending{"县", "县"},
                              Ending{"市", "市"},
                              Ending{"区", "区"}};

bool ends_with(std::string_view s, std::string_view end) {
  return s.size() > end.size() && s.substr(s.size() - end.size()) == end;
}

}  // namespace

std::string fold_text(std::string_view name) {
  std::u32string out;
  const auto& table = simplified();
  for (char32_t c : to_utf32(name)) {
    if (is_space(c)) continue;
    c = half_width(c);
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    const auto found = table.find(c);
    out.push_back(found == table.end() ? c : found->second);
  }
  return to_utf8(out);
}

std::string fold_numerals(std::string_view folded) {
  const auto text = to_utf32(folded);
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && kNumerals.find(text[end]) != std::u32string_view::npos) ++end;
    if (end > i) {
      out += number_text(std::u32string_view(text).substr(i, end - i));
      i = end;
    } else {
      out.push_back(text[i++]);
    }
  }
  return to_utf8(out);
}

std::vector<NameParts> name_parts(std::string_view name) {
  const auto folded = fold_numerals(fold_text(name));
  for (const auto& e : kEndings) {
    if (!ends_with(folded, e.word)) continue;
    const auto core = folded.substr(0, folded.size() - e.word.size());
    std::vector<NameParts> out{{core, std::string(e.generic)}};
    if (e.word != e.generic && ends_with(core, e.generic))
      out.push_back({core.substr(0, core.size() - e.generic.size()), std::string(e.generic)});
    return out;
  }
  return {{folded, {}}};
}

}  // namespace fangyuan
