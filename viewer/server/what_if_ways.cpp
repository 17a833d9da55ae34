// SPDX-License-Identifier: Apache-2.0
// POST /api/v1/ways: from a place to its nearest sites, as the edits leave them.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/coverage/live_pieces.h"
#include "viewer/server/asked_edits.h"
#include "viewer/server/body_reader.h"
#include "viewer/server/what_if.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostWays = 5;
/// Where none is within the largest limit, so many limits more are looked through.
constexpr int kFurther = 5;

Json point(LonLat p) { return Json::array({p.lon, p.lat}); }

/// Where the place enters the network, or why it does not.
Json entrance_json(const Study& study, Mode mode, CellId cell) {
  const Entrance& entrance = study.access[static_cast<std::size_t>(mode)]->cells[cell.index()];
  Json j{{"reason", entrance.connected() ? "street" : "no_street"},
         {"access_limit_m", study.project.settings(mode).access_limit_m}};
  if (!entrance.connected()) return j;
  j["snap"] = point(entrance.point.lonlat);
  j["access_m"] = entrance.access_mm / 1000.0;
  return j;
}

Json way_json(const PlaceWay& way, const Facility& site, const Service& service, bool drawn) {
  Json j{{"id", site.id},
         {"name", site.name},
         {"type", site.type},
         {"cost", way.cost().value()},
         {"leave", way.leave.value()},
         {"along", way.along.value()},
         {"enter", way.enter.value()},
         {"at", point(site.place->lonlat)}};
  if (service.capacity) j["capacity"] = capacity_of(site, service).to_double();
  if (way.entrance.connected()) {
    j["snap"] = point(way.entrance.point.lonlat);
    j["access_m"] = way.entrance.access_mm / 1000.0;
  }
  if (!drawn) return j;
  j["line"] = Json::array();
  for (const LonLat& p : way.line) j["line"].push_back(point(p));
  return j;
}

}  // namespace

HttpResponse WhatIf::ways(const HttpRequest& request) const {
  const Study& study = live_->study();
  const auto& services = study.project.services;
  BodyReader body(request.body);
  std::vector<std::string> ids;
  std::vector<ServiceId> by_network;
  for (std::size_t s = 0; s < services.size(); ++s)
    if (!services[s].is_joint() && live_->has(ServiceId(s), Measure::network)) {
      ids.push_back(services[s].id);
      by_network.emplace_back(s);
    }
  const std::size_t cells = study.population.cells.size();
  if (by_network.empty() || cells == 0)
    return HttpResponse::problem(409, "the project has no people, no roads or no services");
  const bool one = body.has("service");
  const std::size_t chosen = body.one_of("service", ids);
  const CellId cell(body.number("cell", cells - 1));
  const std::size_t count = body.number("count", kMostWays);
  const Json edits = body.edits();
  body.finish();
  const AskedEdits asked = asked_edits("", edits, study, body.problems);
  if (asked.refused) return *asked.refused;

  Json out = Json::array();
  for (std::size_t i = 0; i < by_network.size(); ++i) {
    if (one && i != chosen) continue;
    const Service& service = services[by_network[i].index()];
    Json j{{"service", service.id},
           {"unit", metric_of(service) == Metric::time ? "ms" : "mm"},
           {"limit", service.limits.back().value},
           {"place", entrance_json(study, service.mode, cell)},
           {"sites", Json::array()}};
    const Cost limit(service.limits.back().value);
    WayQuestion question{by_network[i], cell, one ? std::max<std::size_t>(count, 1) : 1, limit};
    std::vector<PlaceWay> ways = live_->ways(asked.edited, question);
    if (one && ways.empty()) {  // how far it would be
      question.count = 1;
      for (int k = 0; k < kFurther; ++k) question.limit = question.limit + limit;
      ways = live_->ways(asked.edited, question);
      j["beyond"] = !ways.empty();
    }
    for (const PlaceWay& way : ways)
      j["sites"].push_back(
          way_json(way, asked.edited.facilities.all[way.site.index()], service, one));
    out.push_back(std::move(j));
  }
  return HttpResponse::of(out.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace fangyuan
