// SPDX-License-Identifier: Apache-2.0
// Street maps drawn with letters: each letter is a node, 100 m apart per column and line.
//
//   Drawing map(R"(
//     A B C
//       D
//   )");
//   map.way("ABC", "highway=residential");
//   map.node('B', "barrier=bollard");
//   Roads roads = map.read();
//   arcs(roads, Mode::car)   → {"AB", "BA", …}
#pragma once

#include <cctype>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/problem.h"
#include "geo/crs/frame.h"
#include "geo/roads/read_network.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {

inline constexpr double kStep = 0.001;  // degrees: about 100 m
inline constexpr LonLat kOrigin{114.0, 34.8};

/// `key=value` pairs, separated by blanks.
inline std::string tag_lines(std::string_view tags) {
  std::istringstream in{std::string(tags)};
  std::string pair, xml;
  while (in >> pair) {
    const auto equals = pair.find('=');
    xml += "<tag k='" + pair.substr(0, equals) + "' v='" + pair.substr(equals + 1) + "'/>";
  }
  return xml;
}

class Drawing {
 public:
  explicit Drawing(std::string_view picture) {
    int line = 0, column = 0;
    for (const char c : picture) {
      if (c == '\n') {
        ++line;
        column = 0;
        continue;
      }
      if (std::isalnum(static_cast<unsigned char>(c)) != 0)
        at_[c] = {kOrigin.lon + kStep * column / 2, kOrigin.lat - kStep * line};
      ++column;
    }
  }

  /// Two letters at one place.
  void same_place(char letter, char other) { at_[letter] = at_.at(other); }
  /// The file lacks this node although ways name it.
  void forget(char letter) { forgotten_.insert(letter); }
  void node(char letter, std::string_view tags) { node_tags_[letter] = tag_lines(tags); }
  std::int64_t way(std::string_view letters, std::string_view tags) {
    std::string xml = "<way id='" + std::to_string(++ways_) + "'>";
    for (const char c : letters) xml += "<nd ref='" + std::to_string(id_of(c)) + "'/>";
    ways_xml_ += xml + tag_lines(tags) + "</way>\n";
    return ways_;
  }
  /// `members`: "1outer 2inner".
  void multipolygon(std::string_view members, std::string_view tags) {
    std::istringstream in{std::string(members)};
    std::string xml = "<relation id='" + std::to_string(++relations_) + "'>";
    std::int64_t way = 0;
    std::string role;
    while (in >> way >> role)
      xml += "<member type='way' ref='" + std::to_string(way) + "' role='" + role + "'/>";
    relations_xml_ += xml + "<tag k='type' v='multipolygon'/>" + tag_lines(tags) + "</relation>\n";
  }

  std::string xml() const {
    std::ostringstream out;
    out.precision(10);
    out << "<?xml version='1.0'?>\n<osm version='0.6'>\n";
    for (const auto& [letter, place] : at_) {
      if (forgotten_.contains(letter)) continue;
      out << "<node id='" << id_of(letter) << "' lat='" << place.lat << "' lon='" << place.lon
          << "'>";
      if (const auto tags = node_tags_.find(letter); tags != node_tags_.end()) out << tags->second;
      out << "</node>\n";
    }
    out << ways_xml_ << relations_xml_ << "</osm>\n";
    return out.str();
  }

  LonLat at(char letter) const { return at_.at(letter); }
  std::optional<char> letter_at(LonLat p) const {
    for (const auto& [letter, place] : at_)
      if (std::abs(place.lon - p.lon) < 1e-6 && std::abs(place.lat - p.lat) < 1e-6) return letter;
    return std::nullopt;
  }

  /// Ids may be negative, as editors give them to what is not yet uploaded.
  std::int64_t first_id = 1000;

  Roads read(Problems& problems, const NetworkSource& like = {},
             const RoadOptions& options = {}) const {
    const TempFolder folder;
    NetworkSource source = like;
    source.ref.path = "drawn.osm";
    source.ref.resolved = (folder.path() / "drawn.osm").string();
    put_file(source.ref.resolved, xml());
    const Frame frame("EPSG:4547");
    return read_roads(std::span(&source, 1), options, frame, problems);
  }
  Roads read(const NetworkSource& like = {}, const RoadOptions& options = {}) const {
    Problems ignored;
    return read(ignored, like, options);
  }

  /// "ABC": an edge drawn or to be driven from A over B to C.
  std::string path_of(const Network& network, EdgeId e) const {
    std::string path;
    for (const Place& p : network.shape_of(e)) path += letter_at(p.lonlat).value_or('?');
    return path;
  }
  /// Every way in which a mode may pass an edge, sorted; passages through barriers as "BB".
  std::multiset<std::string> arcs(const Network& network, Mode mode) const {
    std::multiset<std::string> result;
    for (std::size_t e = 0; e < network.edges.size(); ++e) {
      const EdgeUse use = network.use[static_cast<std::size_t>(mode)][e];
      const std::string path = path_of(network, EdgeId(e));
      if (use.forward_kmh > 0) result.insert(path);
      if (use.backward_kmh > 0) result.insert({path.rbegin(), path.rend()});
    }
    return result;
  }

 private:
  std::int64_t id_of(char letter) const { return first_id + letter; }

  std::map<char, LonLat> at_;
  std::set<char> forgotten_;
  std::map<char, std::string> node_tags_;
  std::int64_t ways_ = 0, relations_ = 0;
  std::string ways_xml_, relations_xml_;
};

using Arcs = std::multiset<std::string>;

}  // namespace fangyuan::test
