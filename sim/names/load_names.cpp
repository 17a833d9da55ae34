// SPDX-License-Identifier: Apache-2.0
#include <ogr_geometry.h>

#include <algorithm>

#include "geo/io/vector_layer.h"
#include "geo/names/name_fold.h"
#include "geo/units/polygon.h"
#include "sim/names/run_names.h"
#include "sim/study/study.h"

namespace fangyuan {
namespace {

/// A CRS of the layers that have places; names need none, so that anything metric will do then.
std::unique_ptr<const Frame> frame_for(const Project& p) {
  if (p.crs != "auto") return std::make_unique<const Frame>(p.crs);
  Problems ignored;  // each layer tells its own when it is read
  try {
    return std::make_unique<const Frame>(choose_crs(p, ignored));
  } catch (const InputError&) {
  }
  for (const NamesSource& s : p.names.gazetteers)
    if (const auto e = layer_extent(s.ref, ignored))
      return std::make_unique<const Frame>(
          metric_crs_for({(e->min.lon + e->max.lon) / 2, (e->min.lat + e->max.lat) / 2}));
  return std::make_unique<const Frame>("EPSG:4547");
}

std::optional<std::size_t> column(const VectorLayer& layer, const char* key,
                                  std::initializer_list<const char*> usual, Problems& problems) {
  if (const auto given = layer.field(key, problems)) return given;
  if (layer.ref.fields.contains(key)) return std::nullopt;
  for (const char* word : usual)
    if (const auto found = layer.find_column(word)) return found;
  return std::nullopt;
}

void missing(const VectorLayer& layer, const char* key, Problems& problems) {
  problems.error({.code = "names-column-missing",
                  .file = layer.ref.path,
                  .layer = layer.layer,
                  .field = key,
                  .rule = {"找不到这一列；请写 fields", "no such column: name it in fields"}});
}

std::string at(const Row& row, std::optional<std::size_t> c) {
  return c && row.values[*c] ? *row.values[*c] : std::string();
}

class Loader {
 public:
  Loader(NamesStudy& study, Problems& problems) : study_(study), problems_(problems) {}

  void load() {
    const Project& p = study_.project;
    const NamesSettings& names = p.names;
    study_.gazetteer = read_gazetteer(names.gazetteers, *study_.frame, problems_);
    for (const auto& i : study_.gazetteer.inputs)
      study_.inputs.push_back({i.path, i.sha256, i.layer, i.features, i.used, i.rejected});
    if (names.built_up) read_built_up(*names.built_up);
    if (names.readings) read_readings(*names.readings);
    if (names.words) read_words(*names.words);
    read_units();
    for (const LayerRef& ref : names.maps) read_map(ref);
  }

 private:
  VectorLayer open(const LayerRef& ref) {
    VectorLayer layer = read_vector_layer(ref, *study_.frame, problems_);
    study_.inputs.push_back(
        {ref.path, layer.sha256, layer.layer, layer.rows.size(), layer.rows.size(), 0});
    return layer;
  }
  static bool unread(const VectorLayer& layer) { return layer.columns.empty(); }

  void read_units() {
    if (study_.project.boundaries.empty()) return;
    Problems of_units;
    study_.boundaries =
        read_boundaries(study_.project.boundaries, study_.project.date, *study_.frame, of_units);
    for (const Problem& p : of_units.all())
      if (p.severity == Severity::error) problems_.add(p);
    for (const auto& i : study_.boundaries.inputs)
      study_.inputs.push_back({i.path, i.sha256, i.layer, i.features, i.used, i.rejected});
    for (const Unit& u : study_.boundaries.units.all)
      if (u.tree == Tree::legal) study_.map.push_back({u.source, 0, u.name, u.code, u.label, true});
  }

  void read_built_up(const LayerRef& ref) {
    const VectorLayer layer = open(ref);
    const auto name = column(layer, "name", {"名称", "建成区", "建成区名称"}, problems_);
    if (!name && !unread(layer)) missing(layer, "name", problems_);
    for (const Row& row : layer.rows)
      if (name && row.xy) {
        BuiltUpArea area{at(row, name), polygons_xy(*row.xy)};
        if (!area.name.empty() && !area.outline.empty()) study_.built_up.push_back(std::move(area));
      }
    if (study_.built_up.empty() && name)
      problems_.error({.code = "built-up-empty",
                       .file = ref.path,
                       .layer = layer.layer,
                       .rule = {"没有一个有名称的建成区面", "no area with a name"}});
  }

  void read_readings(const LayerRef& ref) {
    const VectorLayer layer = open(ref);
    const auto name = column(layer, "name", {"地名", "名称"}, problems_);
    const auto reading = column(layer, "reading", {"读音", "拼音"}, problems_);
    if (!unread(layer)) {
      if (!name) missing(layer, "name", problems_);
      if (!reading) missing(layer, "reading", problems_);
    }
    for (const Row& row : layer.rows)
      if (name && reading && !study_.readings.add(at(row, name), at(row, reading)))
        problems_.error({.code = "reading-bad",
                         .file = ref.path,
                         .layer = layer.layer,
                         .field = layer.columns[*reading],
                         .value = at(row, reading),
                         .rule = {"第 " + std::to_string(row.number) + " 行“" + at(row, name) +
                                      "”：应每字一个音节，如 zhǎng zhì",
                                  "row " + std::to_string(row.number) + " (" + at(row, name) +
                                      "): one syllable per character, such as zhǎng zhì"}});
  }

  void read_words(const LayerRef& ref) {
    const VectorLayer layer = open(ref);
    const auto word = column(layer, "word", {"词", "用词", "词语"}, problems_);
    const auto kind = column(layer, "kind", {"类别", "类型"}, problems_);
    if (!unread(layer)) {
      if (!word) missing(layer, "word", problems_);
      if (!kind) missing(layer, "kind", problems_);
    }
    for (const Row& row : layer.rows) {
      if (!word || !kind) break;
      const auto rule = word_rule_of(at(row, kind));
      auto folded = fold_name(at(row, word));
      if (rule && !folded.empty()) {
        study_.words.push_back({std::move(folded), *rule});
        continue;
      }
      problems_.error({.code = "name-word-bad",
                       .file = ref.path,
                       .layer = layer.layer,
                       .field = layer.columns[*kind],
                       .value = at(row, kind),
                       .rule = {"第 " + std::to_string(row.number) +
                                    " 行：类别应为 大 洋 怪 低俗 领导人 人名 企业 商标 之一",
                                "row " + std::to_string(row.number) +
                                    ": the kind is grand, foreign, feudal, vulgar, leader, person "
                                    "or company"}});
    }
  }

  void read_map(const LayerRef& ref) {
    const VectorLayer layer = open(ref);
    const auto name = column(layer, "name", {"名称", "地名", "标注", "NAME"}, problems_);
    if (!name && !unread(layer)) missing(layer, "name", problems_);
    for (const Row& row : layer.rows) {
      if (!name || at(row, name).empty()) continue;
      MapName m{ref.path, row.number, at(row, name), {}, {}, false};
      OGRPoint point;
      if (row.xy && !row.xy->IsEmpty() && row.xy->Centroid(&point) == OGRERR_NONE &&
          !point.IsEmpty())
        m.place = study_.frame->place(XY{point.getX(), point.getY()});
      study_.map.push_back(std::move(m));
    }
  }

  NamesStudy& study_;
  Problems& problems_;
};

}  // namespace

NamesStudy load_names(Project project, Problems& problems) {
  if (project.names.gazetteers.empty())
    throw InputError({.severity = Severity::error,
                      .code = "names-missing",
                      .file = project.file.filename().string(),
                      .field = "names",
                      .rule = {"项目没有地名录；请写 [[names]] path = \"地名.csv\"",
                               "the project has no gazetteer: give [[names]] path = \"…\""}});
  NamesStudy study;
  study.frame = frame_for(project);
  study.project = std::move(project);
  Loader(study, problems).load();
  problems.throw_if_errors();
  return study;
}

}  // namespace fangyuan
