// SPDX-License-Identifier: Apache-2.0
#include "data/sample/write_layers.h"

#include "data/sample/estates.h"
#include "data/sample/exclusions.h"
#include "data/sample/prng.h"

namespace fangyuan::sample {
namespace {

Value whole(std::int64_t v) { return v; }
Value whole_or_null(std::int64_t v) { return v < 0 ? Value() : Value(v); }
Value text_or_null(const std::string& s) { return s.empty() ? Value() : Value(s); }

const std::vector<Field> kUnitFields = {{"code"}, {"name"}, {"class"}, {"parent"}, {"level"}};

std::vector<Value> values_of(const UnitOutline& u, const char* level) {
  return {u.code, u.name, u.unit_class, u.parent, std::string(level)};
}

std::vector<Tiling::Polygon> single(std::vector<Pt> ring) { return {{std::move(ring), {}}}; }

}  // namespace

std::vector<UnitOutline> county_outlines(const World& w) {
  std::vector<UnitOutline> out;
  for (const auto& c : w.counties) {
    UnitOutline u{c.code, c.name, c.unit_class, w.code, {}};
    for (const auto k : c.townships)
      u.villages.insert(u.villages.end(), w.townships[k].villages.begin(),
                        w.townships[k].villages.end());
    out.push_back(std::move(u));
  }
  return out;
}

std::vector<UnitOutline> township_outlines(const World& w) {
  std::vector<UnitOutline> out;
  for (const auto& t : w.townships)
    out.push_back({t.code, t.name, t.unit_class, w.counties[t.county].code, t.villages});
  std::sort(out.begin(), out.end(), [](auto& a, auto& b) { return a.code < b.code; });
  return out;
}

std::vector<UnitOutline> village_outlines(const World& w) {
  std::vector<UnitOutline> out;
  for (std::uint32_t v = 0; v < w.villages.size(); ++v) {
    const Village& village = w.villages[v];
    out.push_back({village.code,
                   village.full_name(),
                   village.community ? "社区" : "村",
                   w.townships[village.township].code,
                   {v}});
  }
  std::sort(out.begin(), out.end(), [](auto& a, auto& b) { return a.code < b.code; });
  return out;
}

void write_outline_layers(const World& w, LayerWriter& writer) {
  const auto layer = [&](const char* level, const std::vector<UnitOutline>& units) {
    writer.begin_polygons(level, kUnitFields);
    for (const auto& u : units) writer.add(w.tiling.outline_of(u.villages), values_of(u, level));
  };
  layer("county", county_outlines(w));
  layer("township", township_outlines(w));
  layer("village", village_outlines(w));
}

void write_units(const World& w, const std::filesystem::path& file) {
  LayerWriter writer({file});
  std::vector<std::uint32_t> all(w.villages.size());
  for (std::uint32_t v = 0; v < all.size(); ++v) all[v] = v;
  writer.begin_polygons("prefecture", kUnitFields);
  writer.add(w.tiling.outline_of(all), values_of({w.code, w.name, "地级市", "", {}}, "prefecture"));
  writer.begin_polygons("county", kUnitFields);
  for (const auto& u : county_outlines(w))
    writer.add(w.tiling.outline_of(u.villages), values_of(u, "county"));
  writer.begin_polygons("management", kUnitFields);
  std::vector<std::uint32_t> managed;
  for (const auto k : w.management.townships)
    managed.insert(managed.end(), w.townships[k].villages.begin(), w.townships[k].villages.end());
  writer.add(w.tiling.outline_of(managed),
             values_of({w.management.code, w.management.name, "功能区", w.code, {}}, "county"));
  writer.begin_polygons("township", kUnitFields);
  for (const auto& u : township_outlines(w))
    writer.add(w.tiling.outline_of(u.villages), values_of(u, "township"));
  std::vector<Field> fields = kUnitFields;
  for (const char* group : {"total", "age0_2", "age3_5", "age6_14", "working", "older60", "older65",
                            "older80", "disabled", "needy", "households"})
    fields.push_back({group, FieldKind::integer});
  writer.begin_polygons("village", fields);
  for (const auto& u : village_outlines(w)) {
    const Headcount& h = w.villages[u.villages[0]].people;
    auto values = values_of(u, "village");
    for (const auto n : {h.total, h.age0_2, h.age3_5, h.age6_14, h.working, h.older60, h.older65,
                         h.older80, h.disabled, h.needy, h.households})
      values.push_back(whole(n));
    writer.add(w.tiling.outline_of(u.villages), values);
  }
  writer.close();
}

void write_roads(const std::vector<Road>& roads, const std::filesystem::path& file) {
  LayerWriter writer({file});
  writer.begin_lines("roads", {{"class"}, {"oneway"}, {"name"}, {"bridge"}});
  for (const auto& r : roads)
    writer.add(r.line, {std::string(to_string(r.road_class)), std::string(r.oneway ? "yes" : "no"),
                        text_or_null(r.name), r.raised ? Value(std::string("yes")) : Value()});
  writer.close();
}

void write_land(const World& w, const Terrain& t, const Settlements& s,
                const std::filesystem::path& file) {
  LayerWriter writer({file});
  const std::vector<Block> blocks = all_blocks(w, t, s);
  writer.begin_polygons("residential", {{"id"}, {"code"}});
  std::int64_t id = 0;
  for (const auto& p : s.patches)
    writer.add(single(p.outline(200)), {std::to_string(++id), w.villages[p.village].code});
  for (const auto& b : blocks)
    writer.add(single(b.outline), {std::to_string(++id), w.villages[b.village].code});
  writer.begin_polygons("estate", {{"id"},
                                   {"name"},
                                   {"code"},
                                   {"households", FieldKind::integer},
                                   {"year_built", FieldKind::integer},
                                   {"quarter"}});
  id = 0;
  for (const EstateRecord& e : estates_of(w, blocks))
    writer.add(single(e.block->outline),
               {"XQ" + std::to_string(++id), e.block->name, w.villages[e.block->village].code,
                whole(e.households), whole(e.year), std::string(e.is_new() ? "新建" : "老旧")});
  writer.begin_polygons("water", {{"id"}, {"name"}});
  auto bank = t.river.beside(t.river.half_width());
  auto other = t.river.beside(-t.river.half_width());
  std::reverse(bank.begin(), bank.end());
  other.insert(other.end(), bank.begin(), bank.end());
  other.push_back(other.front());
  writer.add(single(std::move(other)), {std::string("S1"), std::string("汴水")});
  id = 1;
  for (const auto& lake : t.lakes)
    writer.add(single(lake), {"S" + std::to_string(++id), std::string()});
  writer.begin_lines("railway", {{"id"}, {"name"}});
  writer.add(t.railway.axis(), {std::string("T1"), std::string("汴原铁路")});
  write_exclusions(w, t, writer);
  writer.close();
}

void write_facilities(const World& w, const Facilities& f, const std::filesystem::path& file) {
  LayerWriter writer({file});
  const auto layer = [&](const char* name, const std::vector<Site>& sites,
                         const std::vector<Field>& more, const auto& values_more) {
    std::vector<Field> fields = {{"id"}, {"name"}, {"type"}, {"status"}, {"opened"}, {"code"}};
    fields.insert(fields.end(), more.begin(), more.end());
    writer.begin_points(name, fields);
    for (const auto& s : sites) {
      std::vector<Value> values = {
          s.id,
          s.name,
          s.type,
          s.status,
          text_or_null(s.opened),
          s.village == kOutside ? Value() : Value(w.villages[s.village].code)};
      for (auto& v : values_more(s)) values.push_back(std::move(v));
      writer.add(s.at, values);
    }
  };
  using Values = std::vector<Value>;
  layer("care", f.care,
        {{"beds", FieldKind::integer},
         {"nursing", FieldKind::integer},
         {"area", FieldKind::integer},
         {"functions"}},
        [](const Site& s) {
          return Values{whole_or_null(s.beds), whole_or_null(s.nursing), whole_or_null(s.area_m2),
                        text_or_null(s.functions)};
        });
  layer(
      "funeral", f.funeral,
      {{"land_mu", FieldKind::integer}, {"graves", FieldKind::integer}, {"approval"}},
      [](const Site& s) {
        return Values{whole_or_null(s.land_mu), whole_or_null(s.graves), text_or_null(s.approval)};
      });
  layer("children", f.children, {{"places", FieldKind::integer}},
        [](const Site& s) { return Values{whole_or_null(s.places)}; });
  layer("health", f.health, {{"beds", FieldKind::integer}, {"functions"}}, [](const Site& s) {
    return Values{whole_or_null(s.beds), text_or_null(s.functions)};
  });
  layer("community", f.community, {{"area", FieldKind::integer}, {"functions"}}, [](const Site& s) {
    return Values{whole_or_null(s.area_m2), text_or_null(s.functions)};
  });
  // By what they tell: a column that does not apply would read as not told.
  std::vector<Site> services, venues, hospitals;
  for (const Site& s : f.services)
    (s.beds >= 0 ? hospitals : s.area_m2 >= 0 ? venues : services).push_back(s);
  layer("services", services, {{"functions"}},
        [](const Site& s) { return Values{text_or_null(s.functions)}; });
  layer("venues", venues, {{"area", FieldKind::integer}, {"functions"}}, [](const Site& s) {
    return Values{whole_or_null(s.area_m2), text_or_null(s.functions)};
  });
  layer("hospitals", hospitals, {{"beds", FieldKind::integer}, {"functions"}}, [](const Site& s) {
    return Values{whole_or_null(s.beds), text_or_null(s.functions)};
  });
  layer("veterans", f.veterans, {}, [](const Site&) { return Values{}; });
  writer.close();
}

}  // namespace fangyuan::sample
