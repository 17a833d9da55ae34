// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/known_names.h"

namespace fangyuan {
namespace {

Text called(const std::map<std::string_view, std::string_view>& names, const std::string& id) {
  const auto it = names.find(id);
  if (it == names.end() || it->second.empty() || it->second == id) return {id, id};
  const std::string name(it->second);
  return {name + "（" + id + "）", name + " (" + id + ")"};
}

}  // namespace

KnownNames::KnownNames(const Study& study, const FacilityTable& sites) {
  for (const Facility& f : sites.all) sites_.emplace(f.id, f.name);
  for (const Unit& u : study.boundaries.units.all) units_.emplace(u.code, u.name);
  for (const Service& s : study.project.services) services_.emplace(s.id, s.name);
}

Text KnownNames::site(const std::string& id) const { return called(sites_, id); }

Text KnownNames::unit(const std::string& code_or_name) const {
  return called(units_, code_or_name);
}

Text KnownNames::service(const std::string& id) const { return called(services_, id); }

}  // namespace fangyuan
