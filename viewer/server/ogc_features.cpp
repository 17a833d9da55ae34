// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/ogc_features.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>

#include "viewer/server/ogc_api.h"
#include "viewer/server/ogc_query.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostBytes = std::size_t{16} << 20;  // of one page
constexpr const char *kJson = "application/json", *kGeoJson = "application/geo+json",
                     *kSchema = "application/schema+json";

HttpResponse not_found() { return HttpResponse::problem(404, "there is nothing here"); }

HttpResponse json_answer(const Json& json, const char* type = "application/json; charset=utf-8") {
  return HttpResponse::of(json.dump(-1, ' ', false, Json::error_handler_t::replace), type);
}

std::string now_utc() {
  return fmt::format("{:%FT%TZ}",
                     std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

/// Everything but letters, digits and a few marks as %XX.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-_.~,:").find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

/// Links of one answer: absolute where the client says what it called us, with the token where it
/// gave one so.
class Links {
 public:
  explicit Links(const HttpRequest& request) : request_(request) {
    const bool plain =
        !request.host.empty() && std::all_of(request.host.begin(), request.host.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 std::string_view(".:-[]").find(c) != std::string_view::npos;
        });
    if (plain) root_ = "http://" + request.host;
  }

  void add(const char* rel, const char* type, std::string path, std::string title = {}) {
    if (const auto it = request_.query.find("token"); it != request_.query.end())
      path += (path.find('?') == std::string::npos ? "?token=" : "&token=") + escaped(it->second);
    Json link{{"href", root_ + path}, {"rel", rel}, {"type", type}};
    if (!title.empty()) link["title"] = std::move(title);
    out.push_back(std::move(link));
  }

  Json out = Json::array();

 private:
  const HttpRequest& request_;
  std::string root_;
};

Json collection_json(const HttpRequest& request, const Collection& c) {
  const std::string path = "/collections/" + escaped(c.id);
  Links links(request);
  links.add("self", kJson, path);
  links.add("items", kGeoJson, path + "/items", c.title);
  links.add("describedby", kSchema, path + "/schema");
  Json j{{"id", c.id}, {"title", c.title}, {"itemType", "feature"}};
  if (!c.geometry.empty() && c.bounds.west <= c.bounds.east)
    j["extent"]["spatial"] = {
        {"bbox", {{c.bounds.west, c.bounds.south, c.bounds.east, c.bounds.north}}},
        {"crs", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}};
  j["crs"] = {"http://www.opengis.net/def/crs/OGC/1.3/CRS84"};
  j["links"] = std::move(links.out);
  return j;
}

Json schema_json(const Collection& c) {
  static constexpr const char* kTypes[] = {"string", "integer", "number", "boolean"};
  Json properties = Json::object();
  for (const CollectionField& f : c.fields) {
    Json one{{"type", kTypes[static_cast<std::size_t>(f.kind)]}};
    if (!f.title.empty()) one["title"] = f.title;
    properties[f.name] = std::move(one);
  }
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"title", c.title},
          {"type", "object"},
          {"properties", std::move(properties)}};
}

/// The same request but for its offset.
std::string items_path(const HttpRequest& request, const Collection& c, std::size_t offset) {
  std::string path = "/collections/" + escaped(c.id) + "/items";
  char mark = '?';
  const auto add = [&](const std::string& key, const std::string& value) {
    path += mark + escaped(key) + '=' + escaped(value);
    mark = '&';
  };
  for (const auto& [key, value] : request.query)
    if (key != "offset" && key != "token") add(key, value);
  if (offset > 0) add("offset", std::to_string(offset));
  return path;
}

}  // namespace

OgcFeatures::OgcFeatures(const std::filesystem::path& gpkg, std::string title,
                         std::string description)
    : store_(gpkg), title_(std::move(title)), description_(std::move(description)) {}

bool OgcFeatures::knows(std::string_view path) {
  return path == "/conformance" || path == "/api" || path == "/collections" ||
         path.starts_with("/collections/");
}

HttpResponse OgcFeatures::landing(const HttpRequest& request) const {
  if (const auto wrong = unknown_parameters(request); !wrong.empty())
    return HttpResponse::problem(400, "the request names what is not there", wrong);
  Links links(request);
  links.add("self", kJson, "/?f=json");
  links.add("alternate", "text/html", "/");
  links.add("service-desc", "application/vnd.oai.openapi+json;version=3.0", "/api");
  links.add("conformance", kJson, "/conformance");
  links.add("data", kJson, "/collections");
  links.add("describedby", kJson, "/api/v1/project");
  return json_answer(
      {{"title", title_}, {"description", description_}, {"links", std::move(links.out)}});
}

HttpResponse OgcFeatures::answer(const HttpRequest& request) const {
  const std::string& path = request.path;
  constexpr std::string_view kInside = "/collections/";
  if (path.starts_with(kInside)) return of_collection(request, path.substr(kInside.size()));
  if (const auto wrong = unknown_parameters(request); !wrong.empty())
    return HttpResponse::problem(400, "the request names what is not there", wrong);
  if (path == "/api")
    return json_answer(openapi_json(title_, store_.collections()),
                       "application/vnd.oai.openapi+json;version=3.0");
  if (path == "/conformance") {
    Json classes = Json::array();
    for (const char* one : {"core", "oas30", "geojson"})
      classes.push_back(std::string("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/") +
                        one);
    return json_answer({{"conformsTo", std::move(classes)}});
  }
  Links links(request);
  links.add("self", kJson, "/collections");
  Json all = Json::array();
  for (const Collection& c : store_.collections()) all.push_back(collection_json(request, c));
  return json_answer({{"links", std::move(links.out)}, {"collections", std::move(all)}});
}

HttpResponse OgcFeatures::of_collection(const HttpRequest& request, const std::string& rest) const {
  const auto& all = store_.collections();
  const std::string name = rest.substr(0, rest.find('/'));
  const auto it =
      std::find_if(all.begin(), all.end(), [&](const Collection& c) { return c.id == name; });
  if (it == all.end()) return not_found();
  const auto collection = static_cast<std::size_t>(it - all.begin());
  const std::string what = rest.substr(name.size());
  if (what == "/items") return items(request, collection);
  constexpr std::string_view kItem = "/items/";
  const bool is_item = what.starts_with(kItem);
  if (!is_item && !what.empty() && what != "/schema") return not_found();
  if (const auto wrong = unknown_parameters(request); !wrong.empty())
    return HttpResponse::problem(400, "the request names what is not there", wrong);
  if (is_item) return item(request, collection, what.substr(kItem.size()));
  return what.empty() ? json_answer(collection_json(request, *it))
                      : json_answer(schema_json(*it), kSchema);
}

HttpResponse OgcFeatures::items(const HttpRequest& request, std::size_t collection) const {
  const Collection& c = store_.collections()[collection];
  std::vector<HttpResponse::FieldProblem> problems;
  const ItemsQuery query = read_items_query(request, c, problems);
  if (!problems.empty())
    return HttpResponse::problem(400, "the request names what is not there", problems);
  const FeatureStore::Ids ids = store_.find(collection, query.which);
  const auto page =
      std::span(*ids)
          .subspan(std::min(query.offset, ids->size()))
          .first(std::min(query.limit, ids->size() - std::min(query.offset, ids->size())));
  std::string features;
  const std::size_t written =
      page.empty() ? 0 : store_.write(collection, page, kMostBytes, features);
  Links links(request);
  links.add("self", kGeoJson, items_path(request, c, query.offset));
  if (query.offset + written < ids->size())
    links.add("next", kGeoJson, items_path(request, c, query.offset + written));
  if (query.offset > 0)
    links.add("prev", kGeoJson,
              items_path(request, c, query.offset - std::min(query.offset, query.limit)));
  links.add("collection", kJson, "/collections/" + escaped(c.id));
  return HttpResponse::of(
      fmt::format(R"({{"type":"FeatureCollection","timeStamp":"{}","numberMatched":{},)"
                  R"("numberReturned":{},"links":{},"features":[)",
                  now_utc(), ids->size(), written, links.out.dump()) +
          features + "]}",
      kGeoJson);
}

HttpResponse OgcFeatures::item(const HttpRequest& request, std::size_t collection,
                               const std::string& id) const {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size()) return not_found();
  std::string feature = store_.feature(collection, number);
  if (feature.empty()) return not_found();
  const Collection& c = store_.collections()[collection];
  const std::string path = "/collections/" + escaped(c.id);
  Links links(request);
  links.add("self", kGeoJson, path + "/items/" + id);
  links.add("collection", kJson, path);
  feature.pop_back();
  return HttpResponse::of(feature + ",\"links\":" + links.out.dump() + '}', kGeoJson);
}

}  // namespace fangyuan
