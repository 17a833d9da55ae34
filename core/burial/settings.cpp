// SPDX-License-Identifier: Apache-2.0
#include "core/burial/settings.h"

#include <algorithm>
#include <stdexcept>

namespace fangyuan {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

}  // namespace

std::string_view to_string(CemeteryTier tier) {
  static constexpr std::array<std::string_view, kCemeteryTiers> kWords{"city", "county", "township",
                                                                       "village", "other"};
  return kWords[static_cast<std::size_t>(tier)];
}

Level level_of(CemeteryTier tier) {
  switch (tier) {
    case CemeteryTier::city:
      return Level::prefecture;
    case CemeteryTier::county:
      return Level::county;
    case CemeteryTier::township:
      return Level::township;
    case CemeteryTier::village:
    case CemeteryTier::any:
      break;
  }
  return Level::village;
}

const std::vector<std::string>& plot_method_words() {
  static const std::vector<std::string> kWords{"gross", "gross_low", "gross_high", "shares",
                                               "per_mu"};
  return kWords;
}

std::optional<CemeteryTier> BurialSettings::tier_of(const Facility& f) const {
  for (std::size_t t = 0; t < kCemeteryTiers; ++t)
    if (contains(types[t], f.type)) return static_cast<CemeteryTier>(t);
  for (std::size_t t = 0; t < kCemeteryTiers; ++t)
    for (const std::string& function : f.functions)
      if (contains(types[t], function)) return static_cast<CemeteryTier>(t);
  return std::nullopt;
}

Amount BurialSettings::value(std::string_view id) const {
  if (const auto it = given.find(id); it != given.end()) return it->second.value;
  const Parameter& p = burial_parameter(id);
  if (!p.has_value()) throw std::invalid_argument("a burial parameter without a value");
  return p.value;
}

bool BurialSettings::uses(std::string_view id) const {
  const auto tier = [&](CemeteryTier t) { return !types[static_cast<std::size_t>(t)].empty(); };
  if (id == "death_rate") return deaths.empty();
  if (id == "public_share" || id == "service_years") return true;
  if (id == "city_cemetery_mu") return tier(CemeteryTier::city);
  if (id == "county_cemetery_mu") return tier(CemeteryTier::county);
  if (id == "township_cemetery_mu") return tier(CemeteryTier::township);
  if (id == "niche_m2")
    return std::ranges::any_of(types, [](const auto& of) { return contains(of, "columbarium"); });
  switch (plots) {
    case PlotMethod::gross:
      return id == "gross_urn_m2";
    case PlotMethod::gross_low:
      return id == "gross_urn_m2_low";
    case PlotMethod::gross_high:
      return id == "gross_urn_m2_high";
    case PlotMethod::per_mu:
      return id == "plots_per_mu";
    case PlotMethod::shares:
      // Joint graves only where the project says how many there are.
      return id == "single_plot_m2" || id == "green_share" || id == "road_share" ||
             id == "service_share" || id == "joint_share" ||
             (id == "double_plot_m2" && given.contains("joint_share"));
  }
  return false;
}

std::vector<UsedParameter> BurialSettings::used() const {
  std::vector<UsedParameter> out;
  for (const Parameter& p : burial_parameters()) {
    if (!uses(p.id)) continue;
    const auto own = given.find(p.id);
    if (own == given.end() && !p.has_value()) continue;
    UsedParameter used{std::string(p.id),
                       std::string(p.name_zh),
                       std::string(p.unit),
                       std::string(p.source),
                       p.value,
                       p.grade};
    if (own != given.end()) {
      used.source = own->second.source;
      used.value = own->second.value;
      used.grade = own->second.grade;
      used.given = true;
    }
    out.push_back(std::move(used));
  }
  return out;
}

}  // namespace fangyuan
