// SPDX-License-Identifier: Apache-2.0
#include "geo/lines/line_check.h"

#include <algorithm>

#include "geo/lines/line_work.h"

namespace fangyuan {

LineCheck check_lines(const LineCheckInput& input) {
  LineWork work(input);
  find_lines(work);
  check_sections(work);
  place_markers(work);
  check_junctions(work);
  check_markers(work);
  describe_runs(work);
  const auto infos = line_finding_infos();
  const auto rank = [&](const LineFinding& f) {
    return std::find_if(infos.begin(), infos.end(),
                        [&](const LineFindingInfo& i) { return i.code == f.code; }) -
           infos.begin();
  };
  std::stable_sort(work.out.findings.begin(), work.out.findings.end(),
                   [&](const LineFinding& a, const LineFinding& b) { return rank(a) < rank(b); });
  return std::move(work.out);
}

}  // namespace fangyuan
