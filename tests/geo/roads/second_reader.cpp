// SPDX-License-Identifier: Apache-2.0
#include "tests/geo/roads/second_reader.h"

#include <geodesic.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <protozero/pbf_reader.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

namespace second {
namespace {

using TagMap = std::map<std::string, std::string>;

struct Node {
  std::int64_t lon_e7 = 0, lat_e7 = 0;
  TagMap tags;
};
struct Way {
  std::int64_t id = 0;
  std::vector<std::int64_t> nodes;
  TagMap tags;
};
struct File {
  std::map<std::int64_t, Node> nodes;
  std::vector<Way> ways;
};

// ---- decoding (wiki.openstreetmap.org/wiki/PBF_Format) ------------------------------------------

std::string inflate_blob(protozero::pbf_reader blob) {
  std::string raw, packed;
  unsigned long size = 0;
  while (blob.next()) switch (blob.tag()) {
      case 1:
        raw = blob.get_string();
        break;
      case 2:
        size = static_cast<unsigned long>(blob.get_int32());
        break;
      case 3:
        packed = blob.get_string();
        break;
      default:
        blob.skip();
    }
  if (packed.empty()) return raw;
  raw.resize(size);
  if (uncompress(reinterpret_cast<Bytef*>(raw.data()), &size,
                 reinterpret_cast<const Bytef*>(packed.data()), packed.size()) != Z_OK)
    throw std::runtime_error("blob does not inflate");
  return raw;
}

struct Block {
  std::vector<std::string> words;
  std::int64_t granularity = 100, lat_offset = 0, lon_offset = 0;
  // OSM's own resolution; nothing finer occurs in these files.
  std::int64_t lat_e7(std::int64_t v) const { return (lat_offset + granularity * v) / 100; }
  std::int64_t lon_e7(std::int64_t v) const { return (lon_offset + granularity * v) / 100; }
};

void dense_nodes(protozero::pbf_reader message, const Block& block, File& file) {
  std::vector<std::int64_t> ids, lats, lons;
  std::vector<std::int32_t> words;
  const auto take = [](auto range, auto& into) { into.assign(range.begin(), range.end()); };
  while (message.next()) switch (message.tag()) {
      case 1:
        take(message.get_packed_sint64(), ids);
        break;
      case 8:
        take(message.get_packed_sint64(), lats);
        break;
      case 9:
        take(message.get_packed_sint64(), lons);
        break;
      case 10:
        take(message.get_packed_int32(), words);
        break;
      default:
        message.skip();
    }
  std::int64_t id = 0, lat = 0, lon = 0;
  std::size_t w = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    id += ids[i];
    lat += lats.at(i);
    lon += lons.at(i);
    Node& node = file.nodes[id];
    node = {block.lon_e7(lon), block.lat_e7(lat), {}};
    for (; w < words.size() && words[w] != 0; w += 2)
      node.tags[block.words.at(static_cast<std::size_t>(words[w]))] =
          block.words.at(static_cast<std::size_t>(words.at(w + 1)));
    ++w;
  }
}

void one_way(protozero::pbf_reader message, const Block& block, File& file) {
  Way way;
  std::vector<std::uint32_t> keys, values;
  while (message.next()) switch (message.tag()) {
      case 1:
        way.id = message.get_int64();
        break;
      case 2:
        for (auto k : message.get_packed_uint32()) keys.push_back(k);
        break;
      case 3:
        for (auto v : message.get_packed_uint32()) values.push_back(v);
        break;
      case 8: {
        std::int64_t node = 0;
        for (auto step : message.get_packed_sint64()) way.nodes.push_back(node += step);
        break;
      }
      default:
        message.skip();
    }
  for (std::size_t i = 0; i < keys.size(); ++i)
    way.tags[block.words.at(keys[i])] = block.words.at(values.at(i));
  file.ways.push_back(std::move(way));
}

void primitive_block(const std::string& bytes, File& file) {
  Block block;
  std::vector<protozero::data_view> groups;
  protozero::pbf_reader message(bytes);
  while (message.next()) switch (message.tag()) {
      case 1: {
        auto table = message.get_message();
        while (table.next(1)) block.words.push_back(table.get_string());
        break;
      }
      case 2:
        groups.push_back(message.get_view());
        break;
      case 17:
        block.granularity = message.get_int32();
        break;
      case 19:
        block.lat_offset = message.get_int64();
        break;
      case 20:
        block.lon_offset = message.get_int64();
        break;
      default:
        message.skip();
    }
  for (const auto& view : groups) {
    protozero::pbf_reader group(view);
    while (group.next()) switch (group.tag()) {
        case 1:
          throw std::runtime_error("plain nodes: not in the files this is for");
        case 2:
          dense_nodes(group.get_message(), block, file);
          break;
        case 3:
          one_way(group.get_message(), block, file);
          break;
        default:
          group.skip();
      }
  }
}

File decode(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  const std::string bytes = all.str();
  if (bytes.empty()) throw std::runtime_error("cannot read " + path);
  File file;
  std::size_t at = 0;
  while (at + 4 <= bytes.size()) {
    std::size_t header_size = 0;
    for (int i = 0; i < 4; ++i)
      header_size = header_size * 256 + static_cast<unsigned char>(bytes[at++]);
    protozero::pbf_reader header(bytes.data() + at, header_size);
    at += header_size;
    std::string type;
    std::size_t size = 0;
    while (header.next()) switch (header.tag()) {
        case 1:
          type = header.get_string();
          break;
        case 3:
          size = static_cast<std::size_t>(header.get_int32());
          break;
        default:
          header.skip();
      }
    if (type == "OSMData")
      primitive_block(inflate_blob(protozero::pbf_reader(bytes.data() + at, size)), file);
    at += size;
  }
  return file;
}

// ---- the rules of docs/roads.md, in other words -------------------------------------------------

std::string get(const TagMap& tags, const std::string& key) {
  const auto found = tags.find(key);
  return found == tags.end() ? "" : found->second;
}
bool in(const std::string& word, const std::set<std::string>& words) {
  return words.contains(word);
}

// '+' allowed, '-' forbidden, '?' nothing said.
char verdict(const std::string& value) {
  static const std::set<std::string> allows = {"yes",       "permissive", "designated",
                                               "official",  "public",     "destination",
                                               "customers", "permit",     "residents"};
  static const std::set<std::string> forbids = {
      "no",         "private",      "agricultural", "forestry", "delivery", "emergency", "military",
      "restricted", "use_sidepath", "dismount",     "psv",      "bus",      "hgv"};
  return in(value, allows) ? '+' : in(value, forbids) ? '-' : '?';
}

struct Verdict {
  char general = '?';  // by shared keys
  char own = '?';      // by the mode's own keys
  char final() const { return own != '?' ? own : general; }
};
Verdict verdict_of(const TagMap& tags, char mode) {
  static const std::map<char, std::vector<std::string>> general = {{'w', {"access"}},
                                                                   {'b', {"vehicle", "access"}},
                                                                   {'e', {"vehicle", "access"}},
                                                                   {'c', {"vehicle", "access"}}};
  static const std::map<char, std::vector<std::string>> own = {
      {'w', {"foot"}},
      {'b', {"bicycle"}},
      {'e', {"electric_bicycle", "bicycle"}},
      {'c', {"motorcar", "motor_vehicle"}}};
  const auto first = [&tags](const std::vector<std::string>& keys) {
    for (const auto& key : keys)
      if (const char v = verdict(get(tags, key)); v != '?') return v;
    return '?';
  };
  return {first(general.at(mode)), first(own.at(mode))};
}

// Per class: w b e c, each '+' open, '.' to be opened by its own key, '-' never.
std::string openness(const TagMap& tags) {
  static const std::map<std::string, std::string> classes = {
      {"motorway", "...+"},      {"trunk", "++++"},        {"primary", "++++"},
      {"secondary", "++++"},     {"tertiary", "++++"},     {"residential", "++++"},
      {"service", "++++"},       {"unclassified", "++++"}, {"road", "++++"},
      {"living_street", "++++"}, {"track", "+++."},        {"pedestrian", "+..."},
      {"footway", "+..."},       {"path", "+++."},         {"bridleway", "+..."},
      {"cycleway", "+++."},      {"steps", "+---"},        {"corridor", "+---"},
      {"elevator", "+---"},      {"platform", "+---"}};
  std::string highway = get(tags, "highway");
  if (highway.empty()) {
    if (get(tags, "railway") == "platform") return "+---";
    if (get(tags, "man_made") == "pier") return "+...";
    return "";
  }
  for (const char* road : {"motorway", "trunk", "primary", "secondary", "tertiary"})
    if (highway == std::string(road) + "_link") highway = road;
  const auto found = classes.find(highway);
  if (found == classes.end()) return "";
  std::string open = found->second;
  if (open == "++++" && get(tags, "motorroad") == "yes") open = "...+";
  if (highway == "track" && get(tags, "tracktype") == "grade1") open[3] = '+';
  return open;
}

// '+' both, '>' along, '<' against, '-' none, '?' nothing said
char oneway_word(const std::string& value) {
  if (in(value, {"yes", "true", "1"})) return '>';
  if (in(value, {"-1", "reverse"})) return '<';
  if (in(value, {"no", "false", "0", "alternating"})) return '+';
  return value == "reversible" ? '-' : '?';
}
char general_oneway(const TagMap& tags) {
  if (const char o = oneway_word(get(tags, "oneway")); o != '?') return o;
  if (in(get(tags, "junction"), {"roundabout", "circular"})) return '>';
  return get(tags, "highway") == "motorway" ? '>' : '+';
}
char oneway_of(const TagMap& tags, char mode) {
  std::vector<std::string> keys;
  if (mode == 'w') keys = {"oneway:foot"};
  if (mode == 'b' || mode == 'e') keys = {"oneway:bicycle"};
  if (mode == 'c') keys = {"oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle"};
  for (const auto& key : keys)
    if (const char o = oneway_word(get(tags, key)); o != '?') return o;
  if (mode == 'w') return '+';
  const char general = general_oneway(tags);
  if (mode == 'c') return general;
  for (const char* side : {"", ":left", ":right", ":both"}) {
    const std::string key = std::string("cycleway") + side;
    if (get(tags, key).rfind("opposite", 0) == 0) return '+';
    if (*side != 0 && in(get(tags, key + ":oneway"), {"no", "-1"})) return '+';
  }
  return general == '-' ? '+' : general;
}

void modes_of(const TagMap& tags, std::string& along, std::string& against) {
  const std::string open = openness(tags);
  if (open.empty()) return;
  for (int m = 0; m < 4; ++m) {
    const char mode = "wbec"[m];
    const Verdict v = verdict_of(tags, mode);
    bool usable = false;
    if (open[static_cast<std::size_t>(m)] == '+') usable = v.final() != '-';
    if (open[static_cast<std::size_t>(m)] == '.') usable = v.own == '+';
    if (mode == 'c' && get(tags, "service") == "emergency_access") usable = false;
    const bool ruined = get(tags, "smoothness") == "impassable" ||
                        get(tags, "abandoned") == "yes" || get(tags, "disused") == "yes";
    if (mode != 'w' && ruined) usable = false;
    if (!usable) continue;
    const char o = oneway_of(tags, mode);
    if (o == '+' || o == '>') along += mode;
    if (o == '+' || o == '<') against += mode;
  }
}

std::string stopped_by(const TagMap& tags) {
  const std::string barrier = get(tags, "barrier");
  if (barrier.empty() || barrier == "no") return "";
  static const std::set<std::string> nobody = {
      "gate",           "lift_gate",  "swing_gate",        "sliding_gate",   "sliding_beam",
      "hampshire_gate", "sally_port", "toll_booth",        "border_control", "cattle_grid",
      "entrance",       "kerb",       "height_restrictor", "arch",           "rope",
      "coupure",        "checkpoint"};
  static const std::set<std::string> wheels = {"stile", "kissing_gate", "turnstile",
                                               "full-height_turnstile"};
  static const std::set<std::string> all = {"wall",      "fence", "hedge",      "retaining_wall",
                                            "city_wall", "ditch", "guard_rail", "wire_fence"};
  std::string stopped = in(barrier, nobody)   ? ""
                        : in(barrier, wheels) ? "bec"
                        : in(barrier, all)    ? "wbec"
                                              : "c";
  if (get(tags, "locked") == "yes") stopped = "wbec";
  std::string result;
  for (const char mode : std::string("wbec")) {
    const Verdict v = verdict_of(tags, mode);
    bool stops = stopped.find(mode) != std::string::npos;
    if (v.final() == '-') stops = true;
    if (v.final() == '+' && (mode != 'c' || v.own == '+')) stops = false;
    if (stops) result += mode;
  }
  return result;
}

// ---- cutting ------------------------------------------------------------------------------------

struct Run {  // a way, or what is left of it between nodes that are not in the file
  const Way* way = nullptr;
  std::vector<std::int64_t> nodes;
  std::string along, against;
};

std::string both(const Run& run) {
  std::string modes;
  for (const char mode : std::string("wbec"))
    if ((run.along + run.against).find(mode) != std::string::npos) modes += mode;
  return modes;
}

double millimetres(const Node& a, const Node& b) {
  static const geod_geodesic wgs84 = [] {
    geod_geodesic g;
    geod_init(&g, 6378137.0, 1 / 298.257223563);
    return g;
  }();
  double metres = 0;
  geod_inverse(&wgs84, static_cast<double>(a.lat_e7) / 1e7, static_cast<double>(a.lon_e7) / 1e7,
               static_cast<double>(b.lat_e7) / 1e7, static_cast<double>(b.lon_e7) / 1e7, &metres,
               nullptr, nullptr);
  return metres * 1000;
}

}  // namespace

std::vector<Street> read_streets(const std::string& pbf) {
  const File file = decode(pbf);

  std::vector<Run> runs;
  for (const Way& way : file.ways) {
    Run run{&way, {}, {}, {}};
    modes_of(way.tags, run.along, run.against);
    if ((run.along + run.against).empty()) continue;
    const auto flush = [&] {
      if (run.nodes.size() >= 2) runs.push_back(run);
      run.nodes.clear();
    };
    for (const auto node : way.nodes) {
      if (!file.nodes.contains(node))
        flush();
      else if (run.nodes.empty() || run.nodes.back() != node)
        run.nodes.push_back(node);
    }
    flush();
  }

  // How often each node is passed, and by how many arms of which mode.
  std::map<std::int64_t, int> passes;
  std::map<std::int64_t, std::map<char, int>> arms;
  for (const Run& run : runs)
    for (std::size_t i = 0; i < run.nodes.size(); ++i) {
      const bool end = i == 0 || i + 1 == run.nodes.size();
      passes[run.nodes[i]] += end ? 2 : 1;
      for (const char mode : both(run)) arms[run.nodes[i]][mode] += end ? 1 : 2;
    }

  // Nodes whose arms a barrier parts, with those who may pass all the same.
  std::map<std::int64_t, std::string> parted;
  for (const auto& [node, by_mode] : arms) {
    const std::string stopped = stopped_by(file.nodes.at(node).tags);
    std::string passing;
    bool parts = false;
    for (const auto& [mode, count] : by_mode) {
      if (count < 2) continue;
      if (stopped.find(mode) != std::string::npos)
        parts = true;
      else
        passing += mode;
    }
    if (parts) parted[node] = passing;
  }

  std::vector<Street> streets;
  std::map<std::int64_t, int> arm_count;
  const auto end_at = [&](std::int64_t node) {
    const Node& n = file.nodes.at(node);
    return End{node, parted.contains(node) ? ++arm_count[node] : 0, n.lon_e7, n.lat_e7};
  };
  const auto street = [&](const Run& run, std::size_t a, std::size_t b, End from, End to) {
    double mm = 0;
    for (std::size_t i = a; i < b; ++i)
      mm += millimetres(file.nodes.at(run.nodes[i]), file.nodes.at(run.nodes[i + 1]));
    streets.push_back({run.way->id, from, to, static_cast<std::uint32_t>(std::llround(mm)),
                       run.along, run.against});
  };
  for (const Run& run : runs) {
    std::size_t a = 0;
    for (std::size_t b = 1; b < run.nodes.size(); ++b) {
      const auto node = run.nodes[b];
      if (passes[node] < 2 && !parted.contains(node)) continue;
      const End from = end_at(run.nodes[a]), to = end_at(node);
      if (from == to) {  // a loop: its middle point becomes a vertex
        const std::size_t middle = a + (b - a) / 2;
        const End half = end_at(run.nodes[middle]);
        street(run, a, middle, from, half);
        street(run, middle, b, half, to);
      } else {
        street(run, a, b, from, to);
      }
      a = b;
    }
  }
  for (const auto& [node, passing] : parted) {
    if (passing.empty()) continue;
    std::string modes;
    for (const char mode : std::string("wbec"))
      if (passing.find(mode) != std::string::npos) modes += mode;
    const Node& n = file.nodes.at(node);
    for (int arm = 2; arm <= arm_count[node]; ++arm)
      streets.push_back({node, End{node, 1, n.lon_e7, n.lat_e7}, End{node, arm, n.lon_e7, n.lat_e7},
                         0, modes, modes});
  }
  return streets;
}

}  // namespace second
