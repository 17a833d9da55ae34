// SPDX-License-Identifier: Apache-2.0
// Place names made comparable: what two offices write for one village.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fangyuan {

/// White space out (also U+3000), full-width letters, digits and brackets to plain ones, capital
/// letters to small ones, the Traditional characters that generic terms and common names use to
/// Simplified (縣 區 鄉 鎮 莊 東 …). UTF-8 in and out; bytes that are no UTF-8 stay.
std::string fold_text(std::string_view name);

/// Chinese numerals to digits: "第十一社区" → "第11社区", "一〇一" → "101", "二百零五" → "205".
std::string fold_numerals(std::string_view folded);

/// A folded name taken apart.
struct NameParts {
  std::string core;     ///< without the generic term, numerals as digits: "和平"
  std::string generic;  ///< 社区, 村, 街道, 镇, 乡, 县, 市, 区 …; empty: none recognised
  friend bool operator==(const NameParts&, const NameParts&) = default;
};

/// How a name may be read, one or two ways. 居委会, 居民委员会, 社区居委会, 社区居民委员会 → 社区;
/// 村委会, 村民委员会, 行政村 → 村; 街道办事处, 办事处 → 街道; 镇人民政府 → 镇. "周村村委会" is
/// 周村 + 村委会 or 周 + 村 + 村委会. A name that is nothing but a generic term is its own core.
std::vector<NameParts> name_parts(std::string_view name);

}  // namespace fangyuan
