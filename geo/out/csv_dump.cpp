// SPDX-License-Identifier: Apache-2.0
// network.csv and snap.csv: enough for an outsider to recompute every time.
#include <vector>

#include "geo/out/csv.h"
#include "geo/out/csv_writer.h"

namespace fangyuan {
namespace {

void write_entrance(CsvWriter& csv, const Network& network, const Entrance& entrance, XY start) {
  if (entrance.connected()) {
    const Edge& edge = network.edges[entrance.edge.index()];
    csv.whole(std::uint64_t{entrance.edge.value()}).whole(std::uint64_t{edge.u.value()});
    csv.whole(std::uint64_t{edge.v.value()}).whole(std::uint64_t{entrance.offset_mm});
    csv.whole(std::uint64_t{entrance.access_mm});
  } else {
    csv.missing().missing().missing().missing().missing();
  }
  csv.coordinate(start.x).coordinate(start.y);
  csv.end_row();
}

}  // namespace

void write_network_csv(const RunContents& contents, const std::filesystem::path& path) {
  const std::vector<std::string> columns{"mode", "edge", "u", "v", "ms", "mm"};
  CsvWriter csv(path, columns);
  for (const ModeDump& mode : contents.dump) {
    const std::vector<Edge>& edges = mode.times->network().edges;
    const auto write_arc = [&](std::size_t e, VertexId from, VertexId to, Cost ms) {
      if (!ms.reached()) return;
      csv.text(mode.mode).whole(std::uint64_t{e}).whole(std::uint64_t{from.value()});
      csv.whole(std::uint64_t{to.value()}).whole(std::uint64_t{ms.value()});
      csv.whole(std::uint64_t{edges[e].length_mm});
      csv.end_row();
    };
    for (std::size_t e = 0; e < edges.size(); ++e) {
      write_arc(e, edges[e].u, edges[e].v, mode.times->forward(EdgeId(e)));
      write_arc(e, edges[e].v, edges[e].u, mode.times->backward(EdgeId(e)));
    }
  }
  csv.close();
}

void write_snap_csv(const RunContents& contents, const std::filesystem::path& path) {
  const std::vector<std::string> columns{"mode", "kind",      "point",     "edge", "u",
                                         "v",    "offset_mm", "access_mm", "x",    "y"};
  CsvWriter csv(path, columns);
  for (const ModeDump& mode : contents.dump) {
    const Network& network = mode.times->network();
    for (std::size_t c = 0; c < mode.cells.size(); ++c) {
      csv.text(mode.mode).text("cell").whole(std::uint64_t{c});
      write_entrance(csv, network, mode.cells[c], contents.cells.place[c].xy);
    }
    for (const SiteEntrance& site : mode.sites) {
      csv.text(mode.mode).text("site").text(contents.facilities[site.site.index()].id);
      write_entrance(csv, network, site.entrance, site.place.xy);
    }
  }
  csv.close();
}

}  // namespace fangyuan
