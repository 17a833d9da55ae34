// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/osm_reader.h"

#include <cpl_vsi.h>

#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/o5m_input.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "geo/crs/datum.h"
#include "geo/io/sha256.h"
#include "geo/roads/osm_water.h"

namespace fangyuan {
namespace {

using OsmId = osmium::object_id_type;

/// libosmium's word for the format, by the end of the name; empty: not OSM.
std::string_view osm_format(std::string_view path) {
  std::string lower(path);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (std::string_view format : {"pbf", "osm", "osm.bz2", "osm.gz", "o5m"})
    if (lower.ends_with("." + std::string(format))) return format;
  return {};
}

/// The file, or its bytes where only GDAL can open the path.
class OsmInput {
 public:
  explicit OsmInput(const std::string& path) : path_(path) {
    if (!path.starts_with("/vsi")) return;
    GByte* bytes = nullptr;
    vsi_l_offset size = 0;
    if (VSIIngestFile(nullptr, path.c_str(), &bytes, &size, -1) == 0)
      throw std::runtime_error("cannot read " + path);
    bytes_.reset(bytes);
    size_ = static_cast<std::size_t>(size);
  }

  void each(osmium::osm_entity_bits::type what,
            const std::function<void(const osmium::OSMObject&)>& visit) const {
    osmium::io::Reader reader{file(), what, osmium::io::read_meta::no};
    while (const osmium::memory::Buffer buffer = reader.read())
      for (const osmium::OSMObject& object : buffer.select<osmium::OSMObject>())
        if (object.visible()) visit(object);
    reader.close();
  }

 private:
  osmium::io::File file() const {
    const std::string format(osm_format(path_));
    if (!bytes_) return osmium::io::File{path_, format};
    return osmium::io::File{reinterpret_cast<const char*>(bytes_.get()), size_, format};
  }

  struct Free {
    void operator()(GByte* p) const { VSIFree(p); }
  };
  std::string path_;
  std::unique_ptr<GByte, Free> bytes_;
  std::size_t size_ = 0;
};

/// A way that is a road or a barrier line.
struct KeptWay {
  OsmId id = 0;
  std::size_t first_node = 0;  // into node_refs_
  std::size_t node_count = 0;
};
struct RoadWay : KeptWay {
  std::uint16_t road_class = 0;
  EdgeUse use[kModes];
};

class OsmReader {
 public:
  OsmReader(const NetworkSource& source, const ClassSpeeds& speeds, const Frame& frame,
            RawNetwork& roads, Barriers& barriers, Problems& problems)
      : source_(source),
        speeds_(speeds),
        frame_(frame),
        roads_(roads),
        barriers_(barriers),
        problems_(problems),
        datum_(parse_datum(source.ref.datum).value_or(Datum::as_declared)) {}

  InputUse read() {
    const OsmInput input(source_.ref.resolved);
    if (source_.osm_barriers)
      input.each(osmium::osm_entity_bits::relation, [this](const osmium::OSMObject& o) {
        take_relation(static_cast<const osmium::Relation&>(o));
      });
    input.each(osmium::osm_entity_bits::way, [this](const osmium::OSMObject& o) {
      take_way(static_cast<const osmium::Way&>(o));
    });
    drop_repeated_ways();
    list_nodes();
    input.each(osmium::osm_entity_bits::node, [this](const osmium::OSMObject& o) {
      take_node(static_cast<const osmium::Node&>(o));
    });
    place_nodes();
    add_roads();
    if (source_.osm_barriers) add_barriers();
    tell_missing();
    use_.features = use_.used + use_.rejected;
    return use_;
  }

 private:
  // ---- first and second pass: what is used -------------------------------------------------

  Tags tags_of(const osmium::OSMObject& object) {
    tags_.clear();
    for (const osmium::Tag& t : object.tags()) tags_.emplace_back(t.key(), t.value());
    return Tags(tags_);
  }

  void take_relation(const osmium::Relation& relation) {
    const Tags tags = tags_of(relation);
    if (tags["type"] == "multipolygon" && osm_barrier(tags) == OsmBarrier::area)
      water_.add_relation(relation);
  }

  void take_way(const osmium::Way& way) {
    if (water_.is_member(way.id())) water_.add_member(way);
    if (way.tags().empty()) return;
    const Tags tags = tags_of(way);
    if (const auto access = osm_way_access(tags, source_.ferries)) {
      RoadWay road;
      road.road_class = roads_.class_number(access->road_class);
      const auto car_kmh = static_cast<float>(speeds_.of(access->road_class));
      for (std::size_t m = 0; m < kModes; ++m) {
        const Mode mode = static_cast<Mode>(m);
        const float kmh = mode == Mode::car ? car_kmh : 1;
        if ((access->forward & bit(mode)) != 0) road.use[m].forward_kmh = kmh;
        if ((access->backward & bit(mode)) != 0) road.use[m].backward_kmh = kmh;
      }
      keep(way, road);
      road_ways_.push_back(road);
    }
    if (!source_.osm_barriers) return;
    const OsmBarrier barrier = osm_barrier(tags);
    if (barrier == OsmBarrier::line) {
      KeptWay line;
      keep(way, line);
      barrier_ways_.push_back(line);
    } else if (barrier == OsmBarrier::area) {
      water_.add_outline(way);
    }
  }

  void keep(const osmium::Way& way, KeptWay& kept) {
    kept.id = way.id();
    kept.first_node = node_refs_.size();
    kept.node_count = way.nodes().size();
    for (const osmium::NodeRef& n : way.nodes()) node_refs_.push_back(n.ref());
  }

  // Files glued together hold the ways of the seam twice: the first counts.
  void drop_repeated_ways() {
    std::vector<OsmId> seen(road_ways_.size());
    std::transform(road_ways_.begin(), road_ways_.end(), seen.begin(),
                   [](const RoadWay& w) { return w.id; });
    std::sort(seen.begin(), seen.end());
    if (std::adjacent_find(seen.begin(), seen.end()) == seen.end()) return;
    std::vector<OsmId> kept;
    const auto before = road_ways_.size();
    std::stable_sort(road_ways_.begin(), road_ways_.end(),
                     [](const RoadWay& a, const RoadWay& b) { return a.id < b.id; });
    const auto last = std::unique(road_ways_.begin(), road_ways_.end(),
                                  [](const RoadWay& a, const RoadWay& b) { return a.id == b.id; });
    road_ways_.erase(last, road_ways_.end());
    std::sort(road_ways_.begin(), road_ways_.end(),
              [](const RoadWay& a, const RoadWay& b) { return a.first_node < b.first_node; });
    warn("osm-duplicate",
         {"同一编号的道路在文件里出现多次，取第一次",
          "ways that are in the file more than once: the first counts"},
         before - road_ways_.size());
  }

  // ---- third pass: where it is -------------------------------------------------------------

  void list_nodes() {
    node_ids_ = node_refs_;
    water_.for_each_node([this](OsmId id) { node_ids_.push_back(id); });
    std::sort(node_ids_.begin(), node_ids_.end());
    node_ids_.erase(std::unique(node_ids_.begin(), node_ids_.end()), node_ids_.end());
    node_at_.assign(node_ids_.size(), osmium::Location{});
  }

  // Files are mostly sorted by id, so that the next one wanted is the usual answer.
  std::size_t position_of(OsmId id) {
    if (hint_ + 1 < node_ids_.size() && node_ids_[hint_ + 1] == id) return ++hint_;
    if (hint_ >= node_ids_.size() || node_ids_[hint_] != id) {
      const bool ahead = hint_ < node_ids_.size() && node_ids_[hint_] < id;
      const auto near = node_ids_.begin() + static_cast<std::ptrdiff_t>(ahead ? hint_ : 0);
      hint_ =
          static_cast<std::size_t>(std::lower_bound(near, node_ids_.end(), id) - node_ids_.begin());
    }
    return hint_ < node_ids_.size() && node_ids_[hint_] == id ? hint_ : kNowhere;
  }

  void take_node(const osmium::Node& node) {
    const auto position = position_of(node.id());
    if (position == kNowhere) return;
    if (node.location().valid()) node_at_[position] = node.location();
    if (node.tags().empty()) return;
    if (const ModeMask blocks = osm_node_blocks(tags_of(node)); blocks != 0)
      blocks_.push_back({static_cast<std::uint32_t>(position), blocks, node.id()});
  }

  void place_nodes() {
    node_place_.resize(node_ids_.size());
    std::vector<std::size_t> known;
    std::vector<LonLat> lonlat;
    for (std::size_t i = 0; i < node_ids_.size(); ++i) {
      if (!node_at_[i].valid()) continue;
      known.push_back(i);
      const LonLat read{node_at_[i].lon_without_check(), node_at_[i].lat_without_check()};
      lonlat.push_back(undo_datum(datum_, read));
    }
    std::vector<XY> xy(lonlat.size());
    bool whole = true;
    try {
      frame_.to_xy(lonlat, xy);
    } catch (const std::domain_error&) {
      whole = false;  // some node lies where the CRS ends: find out which
    }
    for (std::size_t k = 0; k < known.size(); ++k) {
      if (!whole) {
        try {
          xy[k] = frame_.to_xy(lonlat[k]);
        } catch (const std::domain_error&) {
          xy[k] = {NAN, NAN};
        }
      }
      if (std::isfinite(xy[k].x) && std::isfinite(xy[k].y))
        node_place_[known[k]] = {lonlat[k], xy[k]};
      else
        node_at_[known[k]] = osmium::Location{};
    }
  }

  // ---- what comes out ----------------------------------------------------------------------

  // Calls `piece` with the node positions of each part of the way whose nodes are all there.
  template <class F>
  bool each_piece(const KeptWay& way, const F& piece) {
    std::vector<std::size_t> positions;
    bool any = false;
    const auto flush = [&] {
      if (positions.size() >= 2) {
        piece(positions);
        any = true;
      }
      positions.clear();
    };
    for (std::size_t i = 0; i < way.node_count; ++i) {
      const auto position = position_of(node_refs_[way.first_node + i]);
      if (node_at_[position].valid()) {
        positions.push_back(position);
      } else {
        flush();
        ++missing_;
        if (!missing_at_ && i > 0) {
          const auto before = position_of(node_refs_[way.first_node + i - 1]);
          if (node_at_[before].valid()) missing_at_ = node_place_[before].lonlat;
        }
      }
    }
    flush();
    any ? ++use_.used : ++use_.rejected;
    return any;
  }

  void add_roads() {
    const std::size_t earlier = roads_.points.size();
    std::vector<std::uint32_t> point_of(node_ids_.size(), kNoPoint);
    for (const RoadWay& way : road_ways_) {
      each_piece(way, [&](const std::vector<std::size_t>& positions) {
        RawLine line;
        line.first_ref = roads_.refs.size();
        line.ref_count = positions.size();
        line.road_class = way.road_class;
        line.source_id = way.id;
        std::copy(std::begin(way.use), std::end(way.use), std::begin(line.use));
        for (const std::size_t p : positions) {
          if (point_of[p] == kNoPoint) point_of[p] = roads_.add_point(node_place_[p], earlier);
          roads_.refs.push_back(point_of[p]);
        }
        roads_.lines.push_back(line);
      });
    }
    for (RawBlock block : blocks_) {
      block.point = point_of[block.point];
      if (block.point != kNoPoint) roads_.blocks.push_back(block);
    }
  }

  void add_barriers() {
    for (const KeptWay& way : barrier_ways_)
      each_piece(way, [&](const std::vector<std::size_t>& positions) {
        std::vector<XY> line;
        line.reserve(positions.size());
        for (const std::size_t p : positions) line.push_back(node_place_[p].xy);
        barriers_.lines.push_back(std::move(line));
      });
    const auto water = water_.assemble([this](OsmId id) { return node_at_[position_of(id)]; });
    const auto to_xy = [this](const OsmWater::Line& line) {
      std::vector<XY> points;
      for (const osmium::NodeRef& n : line) points.push_back(node_place_[position_of(n.ref())].xy);
      return points;
    };
    for (const OsmWater::Area& a : water.areas) {
      Barriers::Area area;
      area.outer = to_xy(a.outer);
      for (const auto& hole : a.holes) area.holes.push_back(to_xy(hole));
      barriers_.areas.push_back(std::move(area));
    }
    for (const auto& line : water.lines) barriers_.lines.push_back(to_xy(line));
    use_.used += water.areas.size() + water.lines.size();
    if (water.broken > 0)
      warn("osm-water-open",
           {"水面的边界不完整（多因裁剪），按线阻隔",
            "water whose outline is not complete (mostly cut by the extract) stops as lines"},
           water.broken);
  }

  void tell_missing() {
    if (missing_ == 0) return;
    warn("osm-node-missing",
         {"道路或阻隔线引用的点不在文件里（多因裁剪），在此断开",
          "ways name nodes that are not in the file (mostly cut by the extract): cut there"},
         missing_, missing_at_);
  }

  void warn(const char* code, Text rule, std::uint64_t count, std::optional<LonLat> where = {}) {
    problems_.warning({.code = code,
                       .file = source_.ref.path,
                       .rule = std::move(rule),
                       .count = count,
                       .where = where});
  }

  static constexpr std::size_t kNowhere = ~std::size_t{0};
  static constexpr std::uint32_t kNoPoint = ~std::uint32_t{0};

  const NetworkSource& source_;
  const ClassSpeeds& speeds_;
  const Frame& frame_;
  RawNetwork& roads_;
  Barriers& barriers_;
  Problems& problems_;
  Datum datum_;
  InputUse use_;

  std::vector<Tags::Tag> tags_;
  OsmWater water_;
  std::vector<RoadWay> road_ways_;
  std::vector<KeptWay> barrier_ways_;
  std::vector<OsmId> node_refs_;
  std::vector<OsmId> node_ids_;            // sorted, each once
  std::vector<osmium::Location> node_at_;  // by position in node_ids_; undefined: not in the file
  std::vector<Place> node_place_;
  std::vector<RawBlock> blocks_;  // by position until add_roads
  std::size_t hint_ = 0;
  std::uint64_t missing_ = 0;
  std::optional<LonLat> missing_at_;
};

}  // namespace

bool is_osm_file(std::string_view path) { return !osm_format(path).empty(); }

namespace {

/// Runs `read` on a file; what is wrong with the file becomes a problem. False after an error.
bool with_osm_file(const LayerRef& ref, Problems& problems, const std::function<void()>& read) {
  const auto error = [&](const char* code, std::string value, Text rule) {
    problems.error(
        {.code = code, .file = ref.path, .value = std::move(value), .rule = std::move(rule)});
    return false;
  };
  VSIStatBufL stat;
  if (VSIStatL(ref.resolved.c_str(), &stat) != 0 || VSI_ISDIR(stat.st_mode))
    return error("file-missing", "", {"没有这个文件", "no such file"});
  if (!ref.where.empty())
    return error(
        "osm-where", ref.where,
        {"OSM 文件不支持 where，请先裁剪", "where does not apply to an OSM file; cut it before"});
  try {
    read();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {  // osmium, protozero, zlib, bzip2 and expat each have theirs
    return error("osm-unreadable", e.what(),
                 {"文件不完整或不是 OSM 数据", "the file is truncated or no OSM data"});
  }
  return true;
}

}  // namespace

InputUse read_osm(const NetworkSource& source, const ClassSpeeds& speeds, const Frame& frame,
                  RawNetwork& roads, Barriers& barriers, Problems& problems) {
  InputUse use;
  with_osm_file(source.ref, problems, [&] {
    use = OsmReader(source, speeds, frame, roads, barriers, problems).read();
    use.sha256 = sha256_of_file(source.ref.resolved);
  });
  use.path = source.ref.path;
  return use;
}

std::optional<Extent> osm_extent(const LayerRef& ref, Problems& problems) {
  const Datum datum = parse_datum(ref.datum).value_or(Datum::as_declared);
  osmium::Box box;
  const bool read = with_osm_file(ref, problems, [&] {
    OsmInput(ref.resolved).each(osmium::osm_entity_bits::node, [&box](const osmium::OSMObject& o) {
      const auto location = static_cast<const osmium::Node&>(o).location();
      if (location.valid()) box.extend(location);
    });
  });
  if (!read || !box.valid()) return std::nullopt;
  const auto corner = [datum](const osmium::Location& l) {
    return undo_datum(datum, {l.lon_without_check(), l.lat_without_check()});
  };
  return Extent{corner(box.bottom_left()), corner(box.top_right())};
}

}  // namespace fangyuan
