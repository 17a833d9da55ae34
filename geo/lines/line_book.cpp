// SPDX-License-Identifier: Apache-2.0
#include "geo/lines/line_book.h"

#include <array>

#include "geo/lines/record_rows.h"

namespace fangyuan {
namespace {

struct Names {
  std::string_view id, zh, en;
};
constexpr std::array<Names, 9> kFollows{
    {{"", "未写明", "unsaid"},
     {"markers", "界桩连线", "straight lines between markers"},
     {"straight", "直线", "a straight line"},
     {"thalweg", "主航道中心线", "the middle of the main channel"},
     {"river", "河流中心线", "the middle of a river"},
     {"shore", "岸线", "a shore"},
     {"ridge", "山脊线", "a ridge"},
     {"road", "道路中心线", "the middle of a road"},
     {"other", "其他线状地物", "another linear feature"}}};
constexpr std::array<Names, 3> kStates{{{"agreed", "已定", "agreed"},
                                        {"undecided", "未定", "undecided"},
                                        {"disputed", "争议", "disputed"}}};
constexpr std::array<Names, 5> kConditions{{{"", "未写明", "unsaid"},
                                            {"good", "完好", "good"},
                                            {"damaged", "损坏", "damaged"},
                                            {"lost", "丢失", "lost"},
                                            {"moved", "移位", "moved"}}};

}  // namespace

std::string_view to_string(Follows f) { return kFollows[static_cast<std::size_t>(f)].id; }
std::string_view zh_of(Follows f) { return kFollows[static_cast<std::size_t>(f)].zh; }
std::string_view en_of(Follows f) { return kFollows[static_cast<std::size_t>(f)].en; }
std::string_view to_string(LineState s) { return kStates[static_cast<std::size_t>(s)].id; }
std::string_view zh_of(LineState s) { return kStates[static_cast<std::size_t>(s)].zh; }
std::string_view to_string(Condition c) { return kConditions[static_cast<std::size_t>(c)].id; }
std::string_view zh_of(Condition c) { return kConditions[static_cast<std::size_t>(c)].zh; }

LineBook read_line_book(const LineSources& sources, Date date, const Frame& frame,
                        Problems& problems) {
  LineBook out;
  out.has_lines = !sources.lines.empty();
  out.has_markers = !sources.markers.empty();
  std::uint32_t number = 0;
  for (const RecordSource& s : sources.lines) {
    out.line_paths.push_back(s.ref.path);
    read_lines_layer(s, number++, date, frame, out, problems);
  }
  number = 0;
  for (const RecordSource& s : sources.markers) {
    out.marker_paths.push_back(s.ref.path);
    read_markers_layer(s, number++, date, frame, out, problems);
  }
  return out;
}

}  // namespace fangyuan
