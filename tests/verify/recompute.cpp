// SPDX-License-Identifier: Apache-2.0
// An outsider's check: recomputes every cell's network time (or length) from what `run --dump`
// wrote, with Boost's Dijkstra over a graph of its own, and compares with the run's cells to the
// unit.
//
//   recompute RUN_FOLDER        exit 0: all equal; 1: something differs; 2: the folder is not
//   readable
//
// It shares no code with the program: only the files and the arithmetic of the contract.
#include <geodesic.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::json;
using Value = std::uint64_t;
constexpr Value kFar = std::numeric_limits<Value>::max() / 4;

/// A CSV file as rows of named columns (RFC 4180, with or without a BOM).
struct Csv {
  std::vector<std::vector<std::string>> rows;
  std::map<std::string, std::size_t> column;

  explicit Csv(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot open " + path);
    std::string all((std::istreambuf_iterator<char>(in)), {});
    if (all.starts_with("\xEF\xBB\xBF")) all.erase(0, 3);
    std::vector<std::string> row(1);
    bool quoted = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const char c = all[i];
      if (quoted) {
        if (c != '"')
          row.back() += c;
        else if (i + 1 < all.size() && all[i + 1] == '"')
          row.back() += all[++i];
        else
          quoted = false;
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',') {
        row.emplace_back();
      } else if (c == '\n') {
        rows.push_back(std::move(row));
        row.assign(1, "");
      } else if (c != '\r') {
        row.back() += c;
      }
    }
    if (row.size() > 1) rows.push_back(std::move(row));
    for (std::size_t k = 0; k < rows.at(0).size(); ++k) column[rows[0][k]] = k;
    rows.erase(rows.begin());
  }
  const std::string& at(const std::vector<std::string>& row, const char* name) const {
    return row.at(column.at(name));
  }
};

struct Snap {
  std::uint64_t edge = 0;
  std::size_t u = 0, v = 0;
  Value offset = 0, access = 0;
};

struct Arc {
  Value ms = kFar, mm = 0;
};

/// One mode of the dump: its arcs by edge and direction, its entrances.
struct ModeDump {
  std::size_t vertices = 0;
  std::map<std::pair<std::uint64_t, std::pair<std::size_t, std::size_t>>, Arc> arcs;
  std::map<std::string, std::vector<Snap>> cells, sites;
};

struct Spot {
  double lon = 0, lat = 0;
};

/// floor(whole × offset ÷ length)
Value part(Value whole, Value offset, Value length) {
  return length == 0 ? 0 : whole * offset / length;
}

Value rounded(double x) { return static_cast<Value>(std::floor(x + 0.5)); }

struct Question {
  bool by_time = true, to_facility = true;
  double access_mps = 1.0;
  Value limit = 0;
};

/// Costs between the sites (all of them at once) and every cell of the mode.
std::map<std::string, Value> solve(const ModeDump& mode, const std::vector<std::string>& sites,
                                   const Question& q) {
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property,
                                                   boost::property<boost::edge_weight_t, Value>,
                                                   std::uint32_t>;
  const auto access = [&](Value mm) {
    return q.by_time ? rounded(static_cast<double>(mm) / q.access_mps) : mm;
  };
  const auto cost = [&](const Arc& a) { return q.by_time ? a.ms : a.mm; };
  const auto find = [&](std::uint64_t e, std::size_t a, std::size_t b) -> const Arc* {
    const auto it = mode.arcs.find({e, {a, b}});
    return it == mode.arcs.end() ? nullptr : &it->second;
  };
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<Value> weights;
  const auto add = [&](std::size_t a, std::size_t b, Value w) {
    // Searching from the sites towards the cells' side: against the arcs when people go to them.
    if (q.to_facility) std::swap(a, b);
    ends.emplace_back(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b));
    weights.push_back(w);
  };
  for (const auto& [key, arc] : mode.arcs) add(key.second.first, key.second.second, cost(arc));
  const std::size_t super = mode.vertices;
  // The part of the way between a place at offset o of edge u→v and the edge's ends, going out of
  // the place (leave) or into it.
  const auto link = [&](const Snap& s, bool leave, bool to_v) -> std::optional<Value> {
    const Arc* fwd = find(s.edge, s.u, s.v);
    const Arc* bwd = find(s.edge, s.v, s.u);
    const bool along =
        leave == to_v;  // leaving towards v, or arriving from u: in drawing direction
    const Arc* arc = along ? fwd : bwd;
    if (!arc) return std::nullopt;
    const Value whole = cost(*arc), head = q.by_time ? part(whole, s.offset, arc->mm) : s.offset;
    const Value length = q.by_time ? (arc->mm == 0 ? 0 : whole) : arc->mm;
    return to_v ? length - head : head;
  };
  for (const std::string& site : sites) {
    const auto it = mode.sites.find(site);
    if (it == mode.sites.end()) continue;
    for (const Snap& s : it->second) {
      for (const bool to_v : {false, true}) {
        const auto w = link(s, !q.to_facility, to_v);
        if (!w) continue;
        ends.emplace_back(static_cast<std::uint32_t>(super),
                          static_cast<std::uint32_t>(to_v ? s.v : s.u));
        weights.push_back(*w + access(s.access));
      }
    }
  }
  const Graph g(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), weights.begin(),
                static_cast<std::uint32_t>(mode.vertices + 1));
  std::vector<Value> distance(mode.vertices + 1, kFar);
  boost::dijkstra_shortest_paths(
      g, static_cast<std::uint32_t>(super),
      boost::distance_map(
          boost::make_iterator_property_map(distance.begin(), get(boost::vertex_index, g)))
          .distance_inf(kFar)
          .distance_zero(0));
  std::map<std::uint64_t, std::vector<const Snap*>> on_edge;
  for (const std::string& site : sites)
    if (const auto it = mode.sites.find(site); it != mode.sites.end())
      for (const Snap& s : it->second) on_edge[s.edge].push_back(&s);

  std::map<std::string, Value> out;
  for (const auto& [name, snaps] : mode.cells) {
    Value best = kFar;
    for (const Snap& c : snaps) {
      for (const bool to_v : {false, true})
        if (const auto w = link(c, q.to_facility, to_v); w && distance[to_v ? c.v : c.u] < kFar)
          best = std::min(best, distance[to_v ? c.v : c.u] + *w + access(c.access));
      if (const auto it = on_edge.find(c.edge); it != on_edge.end()) {
        for (const Snap* s : it->second) {
          const Snap &from = q.to_facility ? c : *s, &to = q.to_facility ? *s : c;
          const bool forward = from.offset <= to.offset, backward = to.offset <= from.offset;
          for (const bool drawn : {true, false}) {
            if (drawn ? !forward : !backward) continue;
            const Arc* arc = drawn ? find(c.edge, c.u, c.v) : find(c.edge, c.v, c.u);
            if (!arc) continue;
            const auto f = [&](Value o) { return q.by_time ? part(cost(*arc), o, arc->mm) : o; };
            const Value way = drawn ? f(to.offset) - f(from.offset) : f(from.offset) - f(to.offset);
            best = std::min(best, way + access(c.access) + access(s->access));
          }
        }
      }
    }
    if (best <= q.limit) out[name] = best;
  }
  return out;
}

std::map<std::string, ModeDump> read_dump(const std::string& folder) {
  std::map<std::string, ModeDump> modes;
  const Csv network(folder + "/network.csv");
  for (const auto& row : network.rows) {
    ModeDump& mode = modes[network.at(row, "mode")];
    const std::size_t u = std::stoul(network.at(row, "u")), v = std::stoul(network.at(row, "v"));
    mode.vertices = std::max({mode.vertices, u + 1, v + 1});
    Arc arc;
    arc.ms = std::stoull(network.at(row, "ms"));
    arc.mm = std::stoull(network.at(row, "mm"));
    if (!mode.arcs.emplace(std::pair{std::stoull(network.at(row, "edge")), std::pair{u, v}}, arc)
             .second)
      throw std::runtime_error("an arc is there twice");
  }
  const Csv snaps(folder + "/snap.csv");
  for (const auto& row : snaps.rows) {
    if (snaps.at(row, "edge").empty()) continue;  // unconnected
    ModeDump& mode = modes[snaps.at(row, "mode")];
    Snap s;
    s.edge = std::stoull(snaps.at(row, "edge"));
    s.u = std::stoul(snaps.at(row, "u"));
    s.v = std::stoul(snaps.at(row, "v"));
    s.offset = std::stoull(snaps.at(row, "offset_mm"));
    s.access = std::stoull(snaps.at(row, "access_mm"));
    (snaps.at(row, "kind") == "cell" ? mode.cells : mode.sites)[snaps.at(row, "point")].push_back(
        s);
  }
  return modes;
}

int check(const std::string& folder) {
  const Json config = Json::parse(std::ifstream(folder + "/run.json")).at("config");
  const auto modes = read_dump(folder);
  const Csv facilities(folder + "/facilities.csv");
  std::map<std::string, std::set<std::string>> sites_of;
  std::map<std::string, Spot> site_at;
  for (const auto& row : facilities.rows) {
    // Listed, but in a state that does not count for the service: it serves nobody.
    if (facilities.at(row, "warnings").find("not-counted") != std::string::npos) continue;
    const std::string id = facilities.at(row, "facility");
    sites_of[facilities.at(row, "service")].insert(id);
    if (!facilities.at(row, "lon").empty())
      site_at[id] = {std::stod(facilities.at(row, "lon")), std::stod(facilities.at(row, "lat"))};
  }
  GDALAllRegister();
  const std::unique_ptr<GDALDataset> data(
      GDALDataset::Open((folder + "/coverage.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  OGRLayer* layer = data ? data->GetLayerByName("cells") : nullptr;
  if (!layer) throw std::runtime_error("coverage.gpkg has no layer cells");
  OGRSpatialReference lonlat;
  lonlat.importFromEPSG(4326);
  lonlat.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRSpatialReference own = *layer->GetSpatialRef();
  own.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const std::unique_ptr<OGRCoordinateTransformation> transform(
      OGRCreateCoordinateTransformation(&own, &lonlat));
  geod_geodesic earth;
  geod_init(&earth, 6378137, 1 / 298.257223563);

  std::uint64_t compared = 0, different = 0;
  for (const Json& service : config.at("services")) {
    if (service.contains("all")) continue;
    if (service.at("catchment") != "any") {
      std::printf("%s: own-unit catchment, not recomputed\n",
                  service.at("id").get<std::string>().c_str());
      continue;
    }
    const std::string id = service.at("id"), mode_name = service.at("mode");
    const Json& settings = config.at("modes").at(mode_name);
    Question q;
    const std::string last = service.at("limits").back();
    q.by_time = last.back() != 'm';
    q.to_facility = service.at("direction") == "to";
    q.limit = rounded(std::stod(last) * 1000);
    q.access_mps = settings.at("off_network_mps");
    std::string key = mode_name;
    if (service.contains("speed_mps")) {
      q.access_mps = std::min(q.access_mps, service.at("speed_mps").get<double>());
      for (const auto& [name, ignored] : modes)
        if (name.starts_with(mode_name + "@") &&
            std::stod(name.substr(mode_name.size() + 1)) == service.at("speed_mps").get<double>())
          key = name;
    }
    std::vector<std::string> sites(sites_of[id].begin(), sites_of[id].end());
    if (!modes.contains(key)) continue;
    const auto truth = solve(modes.at(key), sites, q);
    const std::string column = id + (q.by_time ? "_ms" : "_net_m");
    const int field = layer->GetLayerDefn()->GetFieldIndex(column.c_str());
    const int cell_field = layer->GetLayerDefn()->GetFieldIndex("cell");
    if (field < 0 || cell_field < 0) throw std::runtime_error("cells has no column " + column);
    std::uint64_t wrong = 0, rows = 0, reached = 0;
    layer->ResetReading();
    while (const std::unique_ptr<OGRFeature> f{layer->GetNextFeature()}) {
      ++rows;
      const std::string cell = f->GetFieldAsString(cell_field);
      std::optional<Value> expected;
      if (const auto it = truth.find(cell); it != truth.end()) expected = it->second;
      double x = f->GetGeometryRef()->toPoint()->getX(), y = f->GetGeometryRef()->toPoint()->getY();
      transform->Transform(1, &x, &y);
      for (const std::string& site : sites) {  // within 1 m of a site: 0 apart
        const auto at = site_at.find(site);
        if (at == site_at.end() || std::fabs(at->second.lat - y) > 2e-5) continue;
        double distance = 0;
        geod_inverse(&earth, y, x, at->second.lat, at->second.lon, &distance, nullptr, nullptr);
        if (rounded(distance * 1000) <= 1000) expected = 0;
      }
      std::optional<Value> found;
      if (f->IsFieldSetAndNotNull(field))
        found = q.by_time ? static_cast<Value>(f->GetFieldAsInteger64(field))
                          : rounded(f->GetFieldAsDouble(field) * 1000);
      reached += found.has_value();
      if (found == expected) continue;
      if (++wrong <= 5)
        std::printf("%s cell %s: run %lld, recomputed %lld\n", id.c_str(), cell.c_str(),
                    found ? static_cast<long long>(*found) : -1LL,
                    expected ? static_cast<long long>(*expected) : -1LL);
    }
    std::printf("%s: %llu cells, %llu reached, %llu different\n", id.c_str(),
                static_cast<unsigned long long>(rows), static_cast<unsigned long long>(reached),
                static_cast<unsigned long long>(wrong));
    compared += rows;
    different += wrong;
  }
  std::printf("recomputed %llu times, %llu different\n", static_cast<unsigned long long>(compared),
              static_cast<unsigned long long>(different));
  return compared > 0 && different == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: recompute RUN_FOLDER\n";
    return 2;
  }
  try {
    return check(argv[1]);
  } catch (const std::exception& e) {
    std::cerr << "recompute: " << e.what() << '\n';
    return 2;
  }
}
