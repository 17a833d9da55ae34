// SPDX-License-Identifier: Apache-2.0
// change.json: the whole file of a change for programs.
#include <cmath>
#include <nlohmann/json.hpp>

#include "geo/out/change_words.h"
#include "geo/out/output_file.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double per_unit) { return std::round(value * per_unit) / per_unit; }
Json lonlat(const Place& p) {
  return Json::array({rounded(p.lonlat.lon, 1e9), rounded(p.lonlat.lat, 1e9)});
}
Json place(const std::optional<Place>& p) { return p ? lonlat(*p) : Json(nullptr); }
std::string level(Level l) { return std::string(to_string(l)); }
std::string tree(Tree t) { return std::string(to_string(t)); }
Json text_or_null(const std::string& s) { return s.empty() ? Json(nullptr) : Json(s); }

class Writer {
 public:
  explicit Writer(const ChangeReport& r) : r_(r) {}

  Json all() const {
    Json edits = Json::array(), warnings = Json::array(), inputs = Json::array();
    for (std::size_t i = 0; i < r_.edits.size(); ++i)
      edits.push_back(
          {{"zh", r_.edits[i].zh}, {"en", r_.edits[i].en}, {"pending", bool(r_.pending[i])}});
    for (const InputInfo& i : r_.info.inputs)
      inputs.push_back({{"path", i.path}, {"sha256", i.sha256}, {"layer", i.layer}});
    for (const Problem& p : r_.info.warnings)
      warnings.push_back({{"code", p.code},
                          {"message", to_line(p, Language::zh)},
                          {"message_en", to_line(p, Language::en)},
                          {"count", p.count}});
    return {{"fangyuan", r_.info.version},
            {"project", r_.info.project},
            {"scenario", r_.scenario},
            {"hash", r_.hash},
            {"date", to_string(r_.info.date)},
            {"effective", to_string(r_.effective)},
            {"in_force", r_.in_force},
            {"survey_due", r_.survey_due ? Json(to_string(*r_.survey_due)) : Json(nullptr)},
            {"edits", std::move(edits)},
            {"units", units()},
            {"classes", classes()},
            {"moved", moved()},
            {"entitlement_services", r_.entitlement_services},
            {"entitlement", entitlement()},
            {"rules", rules()},
            {"reach_rules", r_.reach_rules_measured ? "measured" : "not_checked"},
            {"names", names()},
            {"codes", codes()},
            {"junctions", junctions()},
            {"markers", markers()},
            {"markers_unplaced", r_.markers ? Json(r_.markers_unplaced) : Json(nullptr)},
            {"boundary_lines", boundary_lines()},
            {"conserved", conserved()},
            {"inputs", std::move(inputs)},
            {"warnings", std::move(warnings)}};
  }

 private:
  Json people(const std::vector<People>& counts) const {
    Json out = Json::object();
    for (std::size_t g = 0; g < counts.size(); ++g) out[r_.groups[g]] = counts[g].to_double();
    return out;
  }

  Json state(const std::optional<UnitState>& s) const {
    if (!s) return nullptr;
    Json sites = Json::object();
    for (const auto& [type, count] : s->facilities) sites[type] = count;
    return {{"code", s->code},
            {"name", s->name},
            {"class", s->unit_class},
            {"parent", text_or_null(s->parent)},
            {"parent_name", text_or_null(s->parent_name)},
            {"area_m2", rounded(s->area_m2, 1000)},
            {"people", people(s->people)},
            {"children", s->children},
            {"facilities", std::move(sites)},
            {"seat", place(s->seat)}};
  }

  Json units() const {
    Json out = Json::array();
    for (const UnitPair& p : r_.units) {
      Json what = Json::array();
      for (const Text& t : p.what) what.push_back(t.en);
      out.push_back({{"tree", tree(p.tree)},
                     {"level", level(p.level)},
                     {"what", std::move(what)},
                     {"before", state(p.before)},
                     {"after", state(p.after)}});
    }
    return out;
  }

  Json classes() const {
    Json out = Json::array();
    for (const ClassCount& c : r_.classes)
      out.push_back({{"level", level(c.level)},
                     {"class", c.unit_class},
                     {"before", c.before},
                     {"after", c.after}});
    return out;
  }

  static Json things(const std::vector<MovedThing>& all) {
    Json out = Json::array();
    for (const MovedThing& t : all)
      out.push_back({{"id", t.id}, {"name", t.name}, {"type", t.type}, {"where", place(t.place)}});
    return out;
  }

  Json moved() const {
    Json out = Json::array();
    for (const MovedArea& m : r_.moved) {
      Json statistics = Json::object();
      for (const auto& [name, amount] : m.statistics) statistics[name] = amount.to_double();
      out.push_back({{"tree", tree(m.tree)},
                     {"level", level(m.level)},
                     {"from", m.from},
                     {"from_name", m.from_name},
                     {"to", m.to},
                     {"to_name", m.to_name},
                     {"area_m2", rounded(m.area_m2, 1000)},
                     {"people", people(m.people)},
                     {"villages", things(m.villages)},
                     {"facilities", things(m.facilities)},
                     {"estates", m.estates ? things(*m.estates) : Json(nullptr)},
                     {"statistics", std::move(statistics)}});
    }
    return out;
  }

  Json entitlement() const {
    Json out = Json::array();
    for (const EntitlementRow& e : r_.entitlement)
      out.push_back({{"service", e.service},
                     {"group", e.group},
                     {"unit", text_or_null(e.unit)},
                     {"unit_name", text_or_null(e.unit_name)},
                     {"site_before", text_or_null(e.site_before)},
                     {"site_before_name", text_or_null(e.site_before_name)},
                     {"site_after", text_or_null(e.site_after)},
                     {"site_after_name", text_or_null(e.site_after_name)},
                     {"people", e.people.to_double()}});
    return out;
  }

  Json rules() const {
    const auto status = [](const std::optional<RuleStatus>& s) {
      return s ? Json(std::string(to_string(*s))) : Json(nullptr);
    };
    const auto amount = [](const std::optional<Amount>& a) {
      return a ? Json(a->to_double()) : Json(nullptr);
    };
    Json out = Json::array();
    for (const UnitRuleChange& c : r_.rules)
      out.push_back({{"rule", c.rule},
                     {"name", c.name},
                     {"change", kind_word(c.kind)},
                     {"level", c.code == "all" ? "all" : level(c.level)},
                     {"code", c.code},
                     {"unit", c.unit},
                     {"status_before", status(c.before)},
                     {"status_after", status(c.after)},
                     {"value_before", amount(c.value_before)},
                     {"value_after", amount(c.value_after)},
                     {"target_before", amount(c.target_before)},
                     {"target_after", amount(c.target_after)},
                     {"share", c.is_share},
                     {"source", c.source},
                     {"source_line", c.source_line},
                     {"confidence", c.confidence}});
    return out;
  }

  Json names() const {
    Json out = Json::array();
    for (const NameClash& c : r_.names)
      out.push_back({{"code", c.code},
                     {"name", c.name},
                     {"parent", c.parent},
                     {"other", c.other},
                     {"other_name", c.other_name},
                     {"other_parent", c.other_parent},
                     {"kind", c.kind.zh},
                     {"kind_en", c.kind.en},
                     {"detail", c.detail.zh},
                     {"detail_en", c.detail.en},
                     {"grade", c.grade.en},
                     {"scope", c.scope.zh},
                     {"scope_en", c.scope.en},
                     {"article", c.article.zh},
                     {"same_parent", c.same_parent},
                     {"new", c.is_new}});
    return out;
  }

  Json codes() const {
    Json out = Json::array();
    for (const CodeToChange& c : r_.codes)
      out.push_back({{"level", level(c.level)},
                     {"code", c.code},
                     {"name", c.name},
                     {"why", c.why.zh},
                     {"why_en", c.why.en}});
    return out;
  }

  Json junctions() const {
    Json out = Json::array();
    for (const TouchedJunction& j : r_.junctions)
      out.push_back({{"level", level(j.level)},
                     {"units", j.units},
                     {"unit_names", j.names},
                     {"before", j.before},
                     {"after", j.after},
                     {"where", lonlat(j.at)}});
    return out;
  }

  Json markers() const {
    if (!r_.markers) return nullptr;
    Json out = Json::array();
    for (const TouchedMarker& m : *r_.markers)
      out.push_back({{"number", m.number},
                     {"line", m.line},
                     {"copy", m.copy},
                     {"condition", m.condition},
                     {"off_m", m.off_m ? Json(*m.off_m) : Json(nullptr)},
                     {"adjacent", m.adjacent},
                     {"where", lonlat(m.at)}});
    return out;
  }

  Json boundary_lines() const {
    if (!r_.lines) return nullptr;
    Json out = Json::array();
    for (const TouchedLine& line : *r_.lines)
      out.push_back({{"id", line.id},
                     {"name", line.name},
                     {"unit", line.unit},
                     {"unit_name", text_or_null(line.unit_name)},
                     {"other", line.other},
                     {"other_name", text_or_null(line.other_name)},
                     {"adjacent", line.adjacent}});
    return out;
  }

  Json conserved() const {
    Json out = Json::array();
    for (const Conserved& c : r_.conserved)
      out.push_back(
          {{"what", c.what.zh}, {"what_en", c.what.en}, {"before", c.before}, {"after", c.after}});
    return out;
  }

  const ChangeReport& r_;
};

}  // namespace

void write_change_json(const ChangeReport& report, const std::filesystem::path& path) {
  write_file(path, Writer(report).all().dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
}

}  // namespace fangyuan
