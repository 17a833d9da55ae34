// SPDX-License-Identifier: Apache-2.0
// names.json: the findings for programs.
#include <map>
#include <nlohmann/json.hpp>

#include "geo/out/names_folder.h"
#include "geo/out/output_file.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBuffered = 1 << 20;

Json place(const std::optional<Place>& p) {
  if (!p) return nullptr;
  return Json::array({p->lonlat.lon, p->lonlat.lat});
}

Json name(const NamesContents& contents, std::uint32_t i) {
  const PlaceName& n = contents.gazetteer.names[i];
  return {{"name", n.name},
          {"code", n.code},
          {"class", std::string(to_string(n.name_class))},
          {"source", contents.gazetteer.paths[n.source]},
          {"row", n.row},
          {"where", place(n.place)}};
}

Json finding(const NamesContents& contents, const NameFinding& f) {
  const NameRuleInfo& info = info_of(f.rule);
  Json names = Json::array();
  for (const auto i : f.names) names.push_back(name(contents, i));
  Json j{{"rule", std::string(info.id)}, {"title", info.title.zh},
         {"title_en", info.title.en},    {"grade", std::string(to_string(f.grade))},
         {"article", f.article.zh},      {"article_en", f.article.en},
         {"scope", f.scope.zh},          {"scope_en", f.scope.en},
         {"detail", f.detail.zh},        {"detail_en", f.detail.en},
         {"todo", info.todo.zh},         {"todo_en", info.todo.en},
         {"names", std::move(names)}};
  if (!f.written.empty())
    j["map"] = {
        {"name", f.written},
        {"source", f.source},
        {"row", f.row},
        {"where", place(f.places.empty() ? std::nullopt : std::optional(f.places.front()))}};
  return j;
}

/// The counts of some signs; `told` and `with_sign` are what coverage is of.
Json sign_counts(const SignCount& c) {
  Json j{{"names", c.names()}, {"told", c.told()}, {"with_sign", c.with_sign()}};
  for (std::size_t s = 0; s < kSignStates; ++s)
    j[std::string(to_string(static_cast<SignState>(s)))] = c.by_state[s];
  return j;
}

Json signs(const NamesContents& contents) {
  SignCount all;
  Json rows = Json::array();
  for (const SignCount& c : contents.report.signs.counts) {
    for (std::size_t s = 0; s < kSignStates; ++s) all.by_state[s] += c.by_state[s];
    Json row{{"county", c.county}, {"class", std::string(to_string(c.name_class))}};
    row.update(sign_counts(c));
    rows.push_back(std::move(row));
  }
  Json out = sign_counts(all);
  out["coverage"] = std::move(rows);
  return out;
}

}  // namespace

void write_names_json(const NamesContents& contents, const std::filesystem::path& path) {
  const NameReport& r = contents.report;
  Json counts = Json::object(), classes = Json::object(), inputs = Json::array(),
       warnings = Json::array();
  std::map<NameRule, std::uint64_t> by_rule;
  for (const NameFinding& f : r.findings) ++by_rule[f.rule];
  for (const auto& [rule, n] : by_rule) counts[std::string(info_of(rule).id)] = n;
  for (std::size_t c = 0; c < kNameClasses; ++c)
    classes[std::string(to_string(static_cast<NameClass>(c)))] = {
        {"compared", r.compared[c]}, {"scope_unknown", r.uncompared[c]}};
  for (const InputInfo& i : contents.inputs)
    inputs.push_back({{"path", i.path},
                      {"sha256", i.sha256},
                      {"layer", i.layer},
                      {"features", i.features},
                      {"used", i.used},
                      {"rejected", i.rejected}});
  for (const Problem& p : contents.warnings)
    warnings.push_back({{"code", p.code},
                        {"message", to_line(p, Language::zh)},
                        {"message_en", to_line(p, Language::en)},
                        {"count", p.count}});
  const Json all{{"fangyuan", contents.version},
                 {"command", "names"},
                 {"project", contents.project},
                 {"date", to_string(contents.date)},
                 {"crs", contents.frame.crs()},
                 {"names", contents.gazetteer.names.size()},
                 {"not_in_force", r.not_in_force},
                 {"classes", classes},
                 {"signs", signs(contents)},
                 {"counts", counts},
                 {"inputs", inputs},
                 {"warnings", warnings}};
  // A line per finding, written one by one: of a province there are hundreds of thousands. Names of
  // damaged files may hold bytes that are no text.
  const auto text = [](const Json& j, int indent) {
    return j.dump(indent, ' ', false, Json::error_handler_t::replace);
  };
  OutputFile out(path);
  std::string part = text(all, 1);
  part.resize(part.rfind('}'));
  part.resize(part.find_last_not_of(" \n") + 1);
  part += ",\n \"findings\": [";
  const char* separator = "\n  ";
  for (const NameFinding& f : r.findings) {
    part += separator + text(finding(contents, f), -1);
    separator = ",\n  ";
    if (part.size() < kBuffered) continue;
    out.write(part);
    part.clear();
  }
  out.write(part + "\n ]\n}\n");
  out.close();
}

}  // namespace fangyuan
