// SPDX-License-Identifier: Apache-2.0
// Rasters of people: one cell per pixel that has some.
#include <fmt/format.h>
#include <gdal_priv.h>

#include <charconv>
#include <cmath>
#include <memory>

#include "geo/io/gdal_scope.h"
#include "geo/io/sha256.h"
#include "geo/people/people_draft.h"
#include "geo/people/raster_place.h"

namespace fangyuan {
namespace {

struct CloseDataset {
  void operator()(GDALDataset* d) const { GDALClose(d); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

Dataset open(const LayerRef& ref, unsigned kind) {
  return Dataset(GDALDataset::Open(ref.resolved.c_str(), kind | GDAL_OF_READONLY));
}

// More people than this in one pixel is a code for nodata that nobody declared.
constexpr double kMostInAPixel = 1e9;

/// Pixels that cannot be people: how many, and the first one's centre in the raster's CRS.
struct Wrong {
  std::uint64_t count = 0;
  XY first;
};

struct Band {
  std::size_t group = 0;
  GDALRasterBand* band = nullptr;
  std::string label;
  double scale = 1, offset = 0;
  bool masked = false;
  Wrong nan, negative, absurd;
  std::vector<double> values;
  std::vector<std::uint8_t> mask;
};

class RasterReader {
 public:
  RasterReader(const PeopleReading& in, Dataset data)
      : in_(in), data_(std::move(data)), place_(in.source.ref, in.boundaries, in.frame) {}

  void read() {
    use_.path = in_.source.ref.path;
    std::vector<std::string> files;
    if (char** list = data_->GetFileList(); list != nullptr) {
      for (char** file = list; *file != nullptr; ++file) files.emplace_back(*file);
      CSLDestroy(list);
    }
    if (!files.empty()) use_.sha256 = sha256_of_files(files);
    if (find_bands() && place_.find(*data_, in_.problems)) {
      read_pixels();
      tell();
    }
    in_.draft.add_input(use_);
  }

 private:
  Problem problem(const char* code, std::string field, std::string value, Text rule) const {
    Problem p;
    p.code = code;
    p.file = in_.source.ref.path;
    p.field = std::move(field);
    p.value = std::move(value);
    p.rule = std::move(rule);
    return p;
  }

  GDALRasterBand* band_called(const std::string& text) const {
    int number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure == std::errc() && end == text.data() + text.size())
      return number >= 1 && number <= data_->GetRasterCount() ? data_->GetRasterBand(number)
                                                              : nullptr;
    for (int i = 1; i <= data_->GetRasterCount(); ++i)
      if (text == data_->GetRasterBand(i)->GetDescription()) return data_->GetRasterBand(i);
    return nullptr;
  }

  bool find_bands() {
    bool all = true;
    for (const auto& group : in_.groups) {
      Band b;
      b.group = group.group;
      b.label = group.column;
      b.band = band_called(group.column);
      if (b.band == nullptr) {
        in_.problems.error(
            problem("band-missing", "columns." + group.name, group.column,
                    {fmt::format("没有这个波段，共 {} 个波段", data_->GetRasterCount()),
                     fmt::format("no such band; there are {}", data_->GetRasterCount())}));
        all = false;
        continue;
      }
      b.scale = b.band->GetScale();
      b.offset = b.band->GetOffset();
      b.masked = (b.band->GetMaskFlags() & GMF_ALL_VALID) == 0;
      bands_.push_back(std::move(b));
    }
    return all;
  }

  bool read_row(int row) {
    const int width = data_->GetRasterXSize();
    for (auto& b : bands_) {
      b.values.resize(static_cast<std::size_t>(width));
      b.mask.assign(static_cast<std::size_t>(width), 255);
      if (b.band->RasterIO(GF_Read, 0, row, width, 1, b.values.data(), width, 1, GDT_Float64, 0, 0,
                           nullptr) != CE_None)
        return false;
      if (b.masked && b.band->GetMaskBand()->RasterIO(GF_Read, 0, row, width, 1, b.mask.data(),
                                                      width, 1, GDT_Byte, 0, 0, nullptr) != CE_None)
        return false;
    }
    return true;
  }

  // A pixel's people by group; books what cannot be people.
  bool take_pixel(std::size_t column, int row, std::vector<People>& counts) {
    bool any_value = false, any_people = false, bad = false;
    std::fill(counts.begin(), counts.end(), People());
    for (auto& b : bands_) {
      if (b.mask[column] == 0) continue;
      any_value = true;
      const double value = b.values[column] * b.scale + b.offset;
      auto* const wrong = std::isnan(value)       ? &b.nan
                          : value < 0             ? &b.negative
                          : value > kMostInAPixel ? &b.absurd
                                                  : nullptr;
      if (wrong != nullptr) {
        if (wrong->count++ == 0)
          wrong->first = place_.at(static_cast<double>(column) + 0.5, row + 0.5);
        bad = true;
        continue;
      }
      const auto people = People::from_double(value);
      counts[b.group] = people;
      any_people = any_people || people > People();
    }
    if (any_value) ++use_.features;
    if (bad) ++use_.rejected;
    if (any_people) ++use_.used;
    return any_people;
  }

  void read_pixels() {
    std::vector<XY> points;
    std::vector<People> people;  // groups at a time
    std::vector<People> counts(in_.draft.groups());
    const int width = data_->GetRasterXSize(), height = data_->GetRasterYSize();
    for (int row = 0; row < height; ++row) {
      if (!read_row(row)) {
        in_.problems.error(problem("raster-unreadable", "", scope_.take_error(),
                                   {fmt::format("第 {} 行像元读不出，文件可能不完整", row + 1),
                                    fmt::format("pixel row {} cannot be read: the file may be cut "
                                                "short",
                                                row + 1)}));
        return;
      }
      for (int column = 0; column < width; ++column)
        if (take_pixel(static_cast<std::size_t>(column), row, counts)) {
          const auto p = place_.at(column + 0.5, row + 0.5);
          if (place_.surely_outside(p)) {
            in_.draft.add_outside(counts);
            continue;
          }
          points.push_back(p);
          people.insert(people.end(), counts.begin(), counts.end());
        }
      if (points.size() >= 65'536 || row + 1 == height) {
        add_cells(points, people);
        points.clear();
        people.clear();
      }
    }
  }

  void add_cells(const std::vector<XY>& points, const std::vector<People>& people) {
    const auto places = place_.on_the_map(points);
    const auto groups = in_.draft.groups();
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto counts = std::span(people).subspan(i * groups, groups);
      if (std::isfinite(places[i].lonlat.lon) && std::isfinite(places[i].xy.x)) {
        in_.draft.add_cell(places[i], counts);
        continue;
      }
      ++unplaced_;
      in_.draft.add_unlocated(
          {in_.source.ref.path, 0, "", UnmatchedRow::Why::no_place, {counts.begin(), counts.end()}},
          UnitId());
    }
  }

  void tell() const {
    for (const auto& b : bands_) {
      const auto warn = [&](const Wrong& wrong, const char* code, Text rule) {
        if (wrong.count == 0) return;
        auto p = problem(code, "columns", b.label, std::move(rule));
        p.count = wrong.count;
        const LonLat at = place_.on_the_map({&wrong.first, 1}).front().lonlat;
        if (std::isfinite(at.lon) && std::isfinite(at.lat)) p.where = at;
        in_.problems.warning(std::move(p));
      };
      warn(b.nan, "raster-nan", {"像元是 NaN，按 0 人计", "pixels are NaN and count as nobody"});
      warn(b.negative, "raster-negative",
           {"像元是负数（多半是没有声明的 nodata），按 0 人计",
            "pixels are negative (nodata that is not declared, most likely) and count as nobody"});
      warn(b.absurd, "raster-absurd",
           {"像元人数超过十亿（多半是没有声明的 nodata），按 0 人计",
            "pixels hold over 10^9 people (nodata that is not declared, most likely) and count as "
            "nobody"});
    }
    if (unplaced_ == 0) return;
    auto p = problem("people-no-place", "", "",
                     {"像元无法换算到项目坐标系，人数记为未定位",
                      "pixels cannot be brought into the project's CRS: unlocated"});
    p.count = unplaced_;
    in_.problems.warning(std::move(p));
  }

  const PeopleReading& in_;
  GdalScope scope_;
  Dataset data_;
  std::vector<Band> bands_;
  RasterPlace place_;
  std::uint64_t unplaced_ = 0;
  LayerUse use_;
};

}  // namespace

bool is_raster(const LayerRef& ref) {
  const GdalScope quiet;
  auto* driver = GDALIdentifyDriverEx(ref.resolved.c_str(), GDAL_OF_RASTER, nullptr, nullptr);
  if (driver == nullptr || std::string_view(GDALGetDriverShortName(driver)) == "XYZ") return false;
  // Some formats hold both; then layers of features come first.
  const auto vector = open(ref, GDAL_OF_VECTOR);
  if (vector && vector->GetLayerCount() > 0) return false;
  const auto raster = open(ref, GDAL_OF_RASTER);
  return raster && raster->GetRasterCount() > 0;
}

void read_raster_people(const PeopleReading& in) {
  const GdalScope quiet;
  RasterReader(in, open(in.source.ref, GDAL_OF_RASTER)).read();
}

}  // namespace fangyuan
