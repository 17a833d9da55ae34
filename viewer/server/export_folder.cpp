// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/export_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "geo/out/atomic_folder.h"
#include "viewer/server/assets.h"
#include "viewer/server/export_writer.h"
#include "viewer/server/run_data.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;
using Query = std::map<std::string, std::string>;

constexpr std::size_t kMostPlaces = 150'000, kPlacesEach = 1000;

HttpRequest request_of(Query query) {
  HttpRequest r;
  r.query = std::move(query);
  return r;
}

std::string body_of(const HttpResponse& r, const char* what) {
  if (r.status != 200) throw std::runtime_error(fmt::format("{}: {}", what, *r.body));
  return *r.body;
}

/// Everything that the page may ask for, in the order in which the server would choose where a
/// request is silent.
class Answers {
 public:
  Answers(const RunData& run, ExportWriter& out)
      : run_(run), out_(out), project_(Json::parse(*run.project().body)) {}

  void write() {
    basics();
    levels();
    for (const auto& [service, limits] : project_.at("limits").items()) {
      shapes("gaps", &RunData::gaps, {{"service", service}});
      for (const Json& limit : limits) {
        coverage(service, limit);
        shapes("circles", &RunData::circles, {{"service", service}, {"limit", limit}});
      }
    }
    cells();
    for (const Json& table : project_.at("tables")) rows(table);
  }

  const Json& project() const { return project_; }
  const Json& index() const { return index_; }
  bool has_places() const { return has_places_; }

 private:
  void entry(const char* path, const Query& query, const std::string& file, std::size_t slot) {
    Json names = Json::object();
    for (const auto& [key, value] : query) names[key] = value;
    index_.push_back({{"path", path}, {"query", std::move(names)}, {"file", file}, {"slot", slot}});
  }

  void basics() {
    Json own = project_;  // nothing can be computed without a server
    own["what_if"] = false;
    own["compared"] = nullptr;
    const std::vector<std::string> texts{own.dump(), body_of(run_.indicators(request_of({})), ""),
                                         body_of(run_.facilities(request_of({})), "facilities")};
    out_.bundle("run", texts);
    entry("project", {}, "run", 0);
    entry("indicators", {}, "run", 1);
    entry("facilities", {}, "run", 2);
  }

  std::vector<Query> level_queries() const {
    std::vector<Query> out;
    for (const Json& l : project_.at("levels"))
      out.push_back({{"tree", l.at("tree")}, {"level", l.at("level")}});
    if (out.empty()) out.emplace_back();
    return out;
  }

  void levels() {
    const auto all = level_queries();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string name = fmt::format("units-{}", i);
      out_.bundle(name, {body_of(run_.units(request_of(all[i])), "units"),
                         body_of(run_.facts(request_of(all[i])), "facts")});
      entry("units", all[i], name, 0);
      entry("facts", all[i], name, 1);
    }
  }

  void coverage(const std::string& service, const std::string& limit) {
    for (const Json& measure : project_.at("measures").at(service)) {
      const std::string name = fmt::format("coverage-{}", ++bundles_);
      std::vector<std::string> texts;
      std::vector<std::string> groups;
      for (const Json& g : project_.at("groups")) groups.push_back(g);
      if (groups.empty()) groups.emplace_back();
      for (const std::string& group : groups)
        for (const Query& level : level_queries()) {
          Query query = level;
          query.insert({{"service", service}, {"limit", limit}, {"measure", measure}});
          if (!group.empty()) query["group"] = group;
          entry("coverage", query, name, texts.size());
          texts.push_back(body_of(run_.coverage(request_of(query)), "coverage"));
        }
      out_.bundle(name, texts);
    }
  }

  using Answer = HttpResponse (RunData::*)(const HttpRequest&) const;
  void shapes(const char* what, Answer answer, const Query& query) {
    const std::string name = fmt::format("{}-{}", what, ++bundles_);
    out_.bundle(name, {body_of((run_.*answer)(request_of(query)), what)});
    entry(what, query, name, 0);
  }

  void part(const std::string& name, std::string_view bytes) { out_.data(name, bytes); }

  /// See RunData::cells: 8 bytes at the head, then people, two coordinates, costs. Only people
  /// depend on the group, and only costs on service and measure.
  void cells() {
    std::vector<std::string> groups;
    for (const Json& g : project_.at("groups")) groups.push_back(g);
    std::size_t n = 0;
    std::map<std::string, std::string> people;  // part by group
    std::size_t costs = 0;
    for (const auto& [service, measures] : project_.at("measures").items())
      for (const Json& measure : measures) {
        std::string cost;
        for (const std::string& group : groups) {
          const Query query{{"service", service}, {"measure", measure}, {"group", group}};
          if (cost.empty() || !people.contains(group)) {
            const HttpResponse answer = run_.cells(request_of(query));
            if (answer.status == 400) break;  // a joint service has no costs of its own
            const std::string body = body_of(answer, "cells");
            std::uint32_t count = 0;
            std::memcpy(&count, body.data() + 4, sizeof count);
            n = count;
            const std::string_view bytes = body;
            if (people.empty()) {
              part("cells-head", bytes.substr(0, 8));
              part("cells-at", bytes.substr(8 + 8 * n, 8 * n));
            }
            if (!people.contains(group)) {
              people[group] = fmt::format("people-{}", people.size());
              part(people[group], bytes.substr(8, 8 * n));
            }
            if (cost.empty()) {
              cost = fmt::format("cost-{}", ++costs);
              part(cost, bytes.substr(8 + 16 * n));
            }
          }
          Json names = Json::object();
          for (const auto& [key, value] : query) names[key] = value;
          index_.push_back(
              {{"path", "cells"},
               {"query", std::move(names)},
               {"parts", Json::array({"cells-head", people[group], "cells-at", cost})}});
        }
      }
    if (n > 0) cell_units(n);
  }

  void cell_units(std::size_t n) {
    const auto all = level_queries();
    for (std::size_t i = 0; i < all.size() && !all[i].empty(); ++i) {
      const std::string name = fmt::format("cell-units-{}", i);
      part(name, body_of(run_.cell_units(request_of(all[i])), "cell-units"));
      index_.push_back({{"path", "cell-units"},
                        {"query", {{"tree", all[i].at("tree")}, {"level", all[i].at("level")}}},
                        {"parts", Json::array({name})}});
    }
    if (n <= kMostPlaces) places(n);
  }

  void places(std::size_t n) {
    has_places_ = true;
    index_.push_back({{"path", "place"},
                      {"query", Json::object()},
                      {"file", "place"},
                      {"cells", n},
                      {"each", kPlacesEach}});
    const std::vector<std::string> all = run_.places();
    for (std::size_t from = 0; from < all.size(); from += kPlacesEach) {
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
      const auto count = static_cast<std::ptrdiff_t>(std::min(kPlacesEach, all.size() - from));
      out_.bundle(fmt::format("place-{}", from / kPlacesEach), {begin, begin + count});
    }
  }

  void rows(const std::string& table) {
    const std::string name = "rows-" + table;
    out_.bundle(name, {run_.whole_table(table)});
    entry("rows", {{"table", table}}, name, 0);
  }

  const RunData& run_;
  ExportWriter& out_;
  Json project_, index_ = Json::array();
  std::size_t bundles_ = 0;
  bool has_places_ = false;
};

std::string name_of(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

/// The page's own index.html with its modules and sheets from beside it, and no other connection.
std::string index_html(std::string_view own, const std::string& main, const std::string& scripts,
                       const Json& entries) {
  std::string head, line;
  for (std::size_t at = 0; at < own.size();) {
    const std::size_t end = std::min(own.find('\n', at), own.size() - 1);
    line = own.substr(at, end - at + 1);
    at = end + 1;
    if (line.find("<script type=\"module\"") != std::string::npos) continue;
    if (line.find("rel=\"stylesheet\"") != std::string::npos) {
      const std::size_t from = line.find("href=\"") + 6;
      const std::string sheet = line.substr(from, line.find('"', from) - from);
      line = "    <link rel=\"stylesheet\" href=\"page-" + name_of(sheet) + "\">\n";
    }
    if (line.find("</body>") != std::string::npos) {
      std::string list = entries.dump(-1, ' ', false, Json::error_handler_t::replace);
      for (std::size_t i = list.find("</"); i != std::string::npos; i = list.find("</", i))
        list.insert(i + 1, "\\");
      head += scripts + "    <script>fangyuan.start(\"" + main + "\"," + list + ");</script>\n";
    }
    head += line;
    if (line.find("<meta charset") != std::string::npos)
      head +=
          "    <meta http-equiv=\"Content-Security-Policy\" content=\"connect-src blob: data:; "
          "object-src 'none'; form-action 'none'\" />\n";
  }
  return head;
}

void write_page(ExportWriter& out, const Json& entries) {
  std::string main, scripts;
  std::string_view own;
  const auto script = [&](const std::string& name) {
    scripts += "    <script src=\"page-" + name + "\"></script>\n";
  };
  for (const Asset& a : assets())  // before what calls it
    if (a.path == "/offline.js") {
      out.page("offline.js", a.bytes);
      script("offline.js");
    }
  if (scripts.empty())
    throw std::runtime_error("the page was not built into the program: run scripts/demo");
  for (const Asset& a : assets()) {
    const std::string name = name_of(a.path);
    if (a.path == "/index.html") {
      own = a.bytes;
    } else if (name.ends_with(".js") && name != "offline.js") {
      out.module(name, a.bytes);
      script(name);
      if (name.starts_with("index-")) main = name;
    } else if (name != "offline.js") {
      out.page(name, a.bytes);
    }
  }
  out.file("index.html", index_html(own, main, scripts, entries));
}

}  // namespace

ExportSummary export_folder(const ExportOptions& options) {
  const std::filesystem::path inputs[] = {options.run_folder};
  AtomicFolder folder(options.out, options.force, inputs);
  const RunData run(options.run_folder);
  ExportWriter out(folder.staging());
  Answers answers(run, out);
  answers.write();
  write_page(out, answers.index());
  const Json& project = answers.project();
  out.file("export.json", Json{{"fangyuan", project.at("fangyuan")},
                               {"project", project.at("project")},
                               {"date", project.at("date")},
                               {"hash", project.at("hash")},
                               {"places", answers.has_places()}}
                                  .dump(1) +
                              '\n');
  folder.commit();
  return {out.files(), out.bytes(), answers.has_places()};
}

}  // namespace fangyuan
