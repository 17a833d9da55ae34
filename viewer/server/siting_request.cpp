// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/siting_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "viewer/server/json_body.h"
#include "viewer/server/json_toml.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

/// What messages call the request.
constexpr const char* kShown = "request";

/// Whether GDAL will open a file of this folder, and nothing else, by this name.
bool is_inside(const std::string& resolved, const fs::path& folder) {
  if (resolved.find(':') != std::string::npos || resolved.starts_with("/vsi")) return false;
  std::error_code error;
  const fs::path file = fs::canonical(resolved, error);
  if (error || !fs::is_regular_file(file, error)) return false;
  const fs::path root = fs::canonical(folder, error);
  if (error) return false;
  const auto [end, unused] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return end == root.end();
}

class Guard {
 public:
  Guard(const fs::path& folder, const SitingBounds& bounds, Problems& problems)
      : folder_(folder), bounds_(bounds), problems_(problems) {}

  void check(SiteRequest& r) {
    for (const CandidateSource& c : r.candidates) file(c.layer, c.where);
    for (const ExclusionSource& e : r.exclusions) file(e.layer, e.where);
    r.most_in_grid = bounds_.most_in_grid;
    if (r.sites.value_or(0) > bounds_.most_sites)
      too_much("sites", fmt::format("{}", *r.sites), fmt::format("{}", bounds_.most_sites));
    if (r.time_limit_s.value_or(0) > bounds_.most_seconds)
      too_much("time_limit_s", fmt::format("{}", *r.time_limit_s),
               fmt::format("{}", bounds_.most_seconds));
    if (r.work && !r.time_limit_s) r.time_limit_s = bounds_.most_seconds;
  }

 private:
  void file(const std::optional<LayerRef>& ref, const std::string& where) {
    if (!ref || ref->path.empty() || is_inside(ref->resolved, folder_)) return;
    tell(where, "path", ref->path,
         {"没有这个文件；网页上只能用项目文件夹里的文件",
          "no such file; over HTTP only files of the project's folder are read"});
  }
  void too_much(const char* field, std::string value, const std::string& most) {
    tell("site", field, std::move(value),
         {"网页上至多 " + most + "；更大的用 fangyuan site",
          "at most " + most + " over HTTP; more by fangyuan site"});
  }
  void tell(const std::string& layer, const char* field, std::string value, Text rule) {
    Problem p;
    p.code = "value-bad";
    p.file = kShown;
    p.layer = layer;
    p.field = field;
    p.value = std::move(value);
    p.rule = std::move(rule);
    problems_.error(std::move(p));
  }

  fs::path folder_;
  SitingBounds bounds_;
  Problems& problems_;
};

}  // namespace

SiteRequest siting_request_of(const std::string& body, const Project& project,
                              const SitingBounds& bounds,
                              std::vector<HttpResponse::FieldProblem>& problems) {
  const auto json = parse_json_body(body, problems);
  if (!problems.empty()) return {};
  constexpr TomlBounds kRequest{.most_values = 20'000, .deepest = 6};
  TomlText toml(kRequest, problems);
  toml.document(json);
  if (!problems.empty()) return {};
  const fs::path folder = fs::absolute(project.file).parent_path();
  Problems told;
  SiteRequest request = read_site_request_text(toml.out, kShown, folder, told);
  Guard(folder, bounds, told).check(request);
  // What is outside is not even looked for.
  if (!told.has_errors()) check_site_request(request, project, told);
  problems = errors_of(told.all());
  return request;
}

}  // namespace fangyuan
