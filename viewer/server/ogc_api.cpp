// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/ogc_api.h"

#include <nlohmann/json.hpp>

#include "viewer/server/ogc_query.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

Json parameter(const char* name, Json schema, const char* about) {
  return {
      {"name", name},    {"in", "query"},    {"required", false},          {"description", about},
      {"style", "form"}, {"explode", false}, {"schema", std::move(schema)}};
}

Json numbers(int least, int most) {
  return {
      {"type", "array"}, {"minItems", least}, {"maxItems", most}, {"items", {{"type", "number"}}}};
}

Json parameters_of_items(const Collection& c) {
  static constexpr const char* kTypes[] = {"string", "integer", "number", "integer"};
  Json out = Json::array();
  out.push_back(parameter("limit",
                          {{"type", "integer"},
                           {"minimum", 1},
                           {"maximum", ItemsQuery::kMostLimit},
                           {"default", ItemsQuery::kDefaultLimit}},
                          "features on a page, at most"));
  out.push_back(parameter("offset", {{"type", "integer"}, {"minimum", 0}, {"default", 0}},
                          "features before the page"));
  out.push_back(parameter("bbox", numbers(4, 6), "west, south, east, north in degrees (CRS84)"));
  out.push_back(
      parameter("datetime", {{"type", "string"}}, "no feature has a time: all of them match"));
  for (const CollectionField& f : c.fields)
    out.push_back(parameter(f.name.c_str(), {{"type", kTypes[static_cast<std::size_t>(f.kind)]}},
                            f.title.c_str()));
  return out;
}

Json operation(const std::string& id, const char* summary, const char* type,
               Json parameters = Json::array()) {
  Json problem{{"description", "what is wrong, all at once"},
               {"content", {{"application/problem+json", {{"schema", {{"type", "object"}}}}}}}};
  Json get{{"operationId", id}, {"summary", summary}};
  if (!parameters.empty()) get["parameters"] = std::move(parameters);
  get["responses"] = {
      {"200",
       {{"description", summary}, {"content", {{type, {{"schema", {{"type", "object"}}}}}}}}},
      {"400", problem},
      {"404", problem}};
  return {{"get", std::move(get)}};
}

}  // namespace

Json openapi_json(const std::string& title, const std::vector<Collection>& collections) {
  Json paths;
  constexpr const char *kJson = "application/json", *kGeoJson = "application/geo+json";
  paths["/"] = operation("landing", "landing page", kJson);
  paths["/conformance"] = operation("conformance", "conformance classes", kJson);
  paths["/collections"] = operation("collections", "all collections", kJson);
  const Json id{
      {"name", "featureId"}, {"in", "path"}, {"required", true}, {"schema", {{"type", "integer"}}}};
  for (const Collection& c : collections) {
    const std::string path = "/collections/" + c.id;
    paths[path] = operation(c.id, c.title.c_str(), kJson);
    paths[path + "/schema"] =
        operation(c.id + ".schema", "fields and their types", "application/schema+json");
    paths[path + "/items"] =
        operation(c.id + ".items", "features", kGeoJson, parameters_of_items(c));
    paths[path + "/items/{featureId}"] =
        operation(c.id + ".item", "one feature", kGeoJson, Json::array({id}));
  }
  return {{"openapi", "3.0.3"},
          {"info", {{"title", title}, {"version", "1"}}},
          {"paths", std::move(paths)}};
}

}  // namespace fangyuan
