// SPDX-License-Identifier: Apache-2.0
// Merged cells of XLSX sheets, which the driver does not tell.
#include <cpl_minixml.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <memory>

#include "geo/io/gdal_scope.h"
#include "geo/io/table_grid.h"

namespace fangyuan {
namespace {

struct CloseXml {
  void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};
using Xml = std::unique_ptr<CPLXMLNode, CloseXml>;

Xml parse_part(const std::string& path) {
  VSIStatBufL facts;
  if (VSIStatL(path.c_str(), &facts) != 0) return nullptr;
  Xml xml(CPLParseXMLFile(path.c_str()));
  if (xml) CPLStripXMLNamespace(xml.get(), nullptr, TRUE);
  return xml;
}

/// What `attribute` of an element `name` says where `wanted` says yes; "" when none does.
std::string find_attribute(const CPLXMLNode* node, const char* name, const char* attribute,
                           const std::function<bool(const CPLXMLNode*)>& wanted) {
  for (; node != nullptr; node = node->psNext) {
    if (node->eType != CXT_Element) continue;
    if (std::string_view(node->pszValue) == name && wanted(node))
      return CPLGetXMLValue(node, attribute, "");
    if (auto found = find_attribute(node->psChild, name, attribute, wanted); !found.empty())
      return found;
  }
  return {};
}

/// The part of the package that holds the sheet; "" when it is not told.
std::string sheet_part(const std::string& package, const std::string& sheet) {
  const Xml book = parse_part(package + "/xl/workbook.xml");
  const Xml links = parse_part(package + "/xl/_rels/workbook.xml.rels");
  if (!book || !links) return {};
  const auto id = find_attribute(book.get(), "sheet", "id", [&](const CPLXMLNode* node) {
    return sheet == CPLGetXMLValue(node, "name", "");
  });
  if (id.empty()) return {};
  const auto target =
      find_attribute(links.get(), "Relationship", "Target",
                     [&](const CPLXMLNode* node) { return id == CPLGetXMLValue(node, "Id", ""); });
  if (target.empty()) return {};
  return package + (target.front() == '/' ? target : "/xl/" + target);
}

/// "B55" at the front of `text`, which then is behind it.
bool take_cell(std::string_view& text, std::size_t& column, std::uint64_t& line) {
  std::size_t letters = 0;
  column = 0;
  for (; letters < text.size() && text[letters] >= 'A' && text[letters] <= 'Z'; ++letters)
    column = column * 26 + static_cast<std::size_t>(text[letters] - 'A' + 1);
  if (letters == 0 || letters > 3) return false;
  --column;
  const auto [end, failure] =
      std::from_chars(text.data() + letters, text.data() + text.size(), line);
  if (failure != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return line > 0;
}

std::optional<MergedCells> parse_range(std::string_view ref) {
  MergedCells out;
  if (!take_cell(ref, out.first_column, out.first_line) || !ref.starts_with(':')) return {};
  ref.remove_prefix(1);
  if (!take_cell(ref, out.last_column, out.last_line) || !ref.empty()) return {};
  if (out.last_line < out.first_line || out.last_column < out.first_column) return {};
  return out;
}

/// All ranges of "<mergeCell ref=…>" in `text`; what is after the last whole one stays in it.
void take_ranges(std::string& text, std::vector<MergedCells>& out) {
  constexpr std::string_view kTag = "mergeCell ", kRef = "ref=\"";
  std::size_t done = 0;
  for (auto at = text.find(kTag); at != std::string::npos; at = text.find(kTag, done)) {
    const auto end = text.find('>', at);
    if (end == std::string::npos) {
      text.erase(0, at);
      return;
    }
    const std::string_view tag(text.data() + at, end - at);
    if (const auto ref = tag.find(kRef); ref != std::string_view::npos) {
      const auto from = ref + kRef.size();
      if (const auto range = parse_range(tag.substr(from, tag.find('"', from) - from)))
        out.push_back(*range);
    }
    done = end;
  }
  text.erase(0, std::max(done, text.size() - std::min(text.size(), kTag.size())));
}

}  // namespace

std::vector<MergedCells> merged_cells(const std::string& workbook, const std::string& sheet) {
  const GdalScope quiet;
  std::vector<MergedCells> out;
  const std::string part = sheet_part("/vsizip/{" + workbook + "}", sheet);
  if (part.empty()) return out;
  VSILFILE* file = VSIFOpenL(part.c_str(), "rb");
  if (file == nullptr) return out;
  std::string text, piece(std::size_t{1} << 16U, '\0');
  while (const std::size_t n = VSIFReadL(piece.data(), 1, piece.size(), file)) {
    text.append(piece, 0, n);
    take_ranges(text, out);
  }
  VSIFCloseL(file);
  return out;
}

}  // namespace fangyuan
