// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "geo/facilities/facility_checks.h"
#include "geo/facilities/row_report.h"

namespace fangyuan {
namespace {

/// One distinct label per layer: its name, else file and name, else where the project names it.
std::vector<std::string> layer_labels(const std::vector<FacilityLayer>& layers) {
  std::vector<std::string> out;
  const auto all_distinct = [](const std::vector<std::string>& labels) {
    return std::set<std::string>(labels.begin(), labels.end()).size() == labels.size();
  };
  for (const FacilityLayer& l : layers) out.push_back(l.layer.layer);
  if (all_distinct(out)) return out;
  for (std::size_t i = 0; i < layers.size(); ++i)
    out[i] = std::filesystem::path(layers[i].layer.ref.path).stem().string() + '.' +
             layers[i].layer.layer;
  if (all_distinct(out)) return out;
  for (std::size_t i = 0; i < layers.size(); ++i) out[i] = layers[i].layer.ref.key;
  return out;
}

/// Within one layer: makes missing ids, tells doubled ones.
void settle_layer(FacilityLayer& l, const std::string& label, Problems& problems) {
  RowReport report(l.layer, problems);
  std::uint64_t made = 0;
  const bool has_field = l.layer.ref.fields.count("id") > 0;
  std::map<std::string, std::uint64_t> first_row;
  for (Facility& f : l.sites) {
    if (f.id.empty()) {
      ++made;
      f.id = fmt::format("{}-{}", label, f.row);
    }
    const auto [it, is_new] = first_row.emplace(f.id, f.row);
    if (!is_new)
      report.row({Severity::error,
                  "id-duplicate",
                  "id",
                  f.id,
                  f.row,
                  {fmt::format("与第 {} 行的编号相同", it->second),
                   fmt::format("the same id as row {}", it->second)},
                  f.place ? std::optional(f.place->lonlat) : std::nullopt});
    if (f.name.empty()) f.name = f.id;
  }
  if (made > 0 && has_field)
    report.layer({Severity::warning,
                  "id-empty",
                  "id",
                  "",
                  0,
                  {"编号为空，改用“图层-行号”", "empty ids; \"layer-row\" is used"}},
                 made);
}

}  // namespace

void settle_ids(std::vector<FacilityLayer>& layers, Problems& problems) {
  const std::vector<std::string> labels = layer_labels(layers);
  for (std::size_t i = 0; i < layers.size(); ++i) settle_layer(layers[i], labels[i], problems);

  std::map<std::string, std::set<std::size_t>> layers_of;
  for (std::size_t i = 0; i < layers.size(); ++i)
    for (const Facility& f : layers[i].sites) layers_of[f.id].insert(i);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    std::uint64_t prefixed = 0;
    std::string first;
    for (Facility& f : layers[i].sites) {
      if (layers_of[f.id].size() < 2) continue;
      if (prefixed++ == 0) first = f.id;
      const std::string id = labels[i] + ':' + f.id;
      if (f.name == f.id) f.name = id;
      f.id = id;
    }
    if (prefixed == 0) continue;
    RowReport(layers[i].layer, problems)
        .layer({Severity::warning,
                "id-prefixed",
                "id",
                first,
                0,
                {"别的图层也有这些编号，改为“" + labels[i] + ":编号”",
                 "other layers have these ids too; they become \"" + labels[i] + ":id\""}},
               prefixed);
  }
}

void attach_entrances(std::vector<FacilityLayer>& layers, Problems& problems) {
  std::map<std::string, std::vector<Facility*>> by_id;
  for (FacilityLayer& l : layers)
    for (Facility& f : l.sites) {
      by_id[f.id].push_back(&f);
      // An entrance may name a prefixed site by the id of its own layer, where that is one site.
      if (const auto colon = f.id.find(':'); colon != std::string::npos)
        by_id[f.id.substr(colon + 1)].push_back(&f);
    }
  for (FacilityLayer& l : layers) {
    RowReport report(l.layer, problems);
    for (const FacilityLayer::Entrance& e : l.entrances) {
      const auto it = by_id.find(e.of);
      if (it != by_id.end() && it->second.size() == 1) {
        Facility& f = *it->second.front();
        f.entrances.push_back(e.place);
        if (!f.place) f.place = e.place;  // listed without coordinates, yet its door is known
        continue;
      }
      const bool several = it != by_id.end();
      report.row({Severity::error, "entrance-bad", "entrance_of", e.of, e.row,
                  several ? Text{"有几处设施都是这个编号", "several facilities have this id"}
                          : Text{"没有这个编号的设施", "no facility has this id"},
                  e.place.lonlat});
    }
  }
}

}  // namespace fangyuan
