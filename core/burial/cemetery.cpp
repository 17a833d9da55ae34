// SPDX-License-Identifier: Apache-2.0
#include "core/burial/cemetery.h"

#include <algorithm>
#include <array>

#include "core/burial/plots.h"
#include "core/rules/sums.h"

namespace fangyuan {
namespace {

struct Other {
  std::string_view type, zh, en;
};
constexpr std::array kOthers{
    Other{"cemetery_commercial", "经营性公墓，不计入", "commercial: not counted"},
    Other{"cemetery", "没有写明是否公益性，不计入", "not told to be public: not counted"},
    Other{"cemetery_minority", "少数民族公墓，不计入", "of an ethnic minority: not counted"},
    Other{"illegal_cemetery", "未经批准的墓地，不计入", "not approved: not counted"},
};

std::optional<Amount> least_of(CemeteryTier tier, const BurialSettings& settings) {
  switch (tier) {
    case CemeteryTier::city:
      return settings.value("city_cemetery_mu");
    case CemeteryTier::county:
      return settings.value("county_cemetery_mu");
    case CemeteryTier::township:
      return settings.value("township_cemetery_mu");
    case CemeteryTier::village:
    case CemeteryTier::any:
      break;
  }
  return std::nullopt;
}

/// Whole places of an amount, floored.
std::optional<std::int64_t> whole(const Facility& f, const std::string& name) {
  const auto it = f.amounts.find(name);
  if (it == f.amounts.end()) return std::nullopt;
  return it->second.millionths() / Amount::kPerUnit;
}

void from(CemeteryRow& row, const char* word) {
  row.from += (row.from.empty() ? "" : "+") + std::string(word);
}

void count_places(CemeteryRow& row, const Facility& f, const BurialSettings& settings,
                  const PlotArea& area) {
  const bool only_niches = f.type == "columbarium";
  row.graves = whole(f, "graves");
  if (row.graves) {
    from(row, "graves");
  } else if (row.land_mu && !only_niches) {
    row.graves = area.plots_on(*row.land_mu, *amount_of(f, "land_m2"));
    from(row, "land");
  }
  row.niches = whole(f, "niches");
  if (row.niches) {
    from(row, "niches");
  } else if (const auto floor = amount_of(f, "area_m2"); floor && only_niches) {
    row.niches = niches_by_floor(*floor, settings.value("niche_m2"));
    from(row, "floor");
  }
  if (row.graves || row.niches) row.places = row.graves.value_or(0) + row.niches.value_or(0);
}

void count_left(CemeteryRow& row, const Facility& f) {
  row.used = whole(f, "places_used");
  row.left = whole(f, "places_left");
  if (row.left) {
    from(row, "left");
    return;
  }
  if (!row.places) {
    if (f.type == "columbarium")
      add_note(row.note, "没有格位数、建筑面积，也没有剩余数，穴位不知",
               "neither niches nor floor area nor places left are told: places not known");
    else
      add_note(row.note, "没有穴位数、用地，也没有剩余数，穴位不知",
               "neither graves nor land nor places left are told: places not known");
    return;
  }
  row.left = *row.places;
  if (!row.used) {
    row.used_unknown = true;
    if (row.counts)
      add_note(row.note, "已用穴位不知，按全部可用计", "used places not told: all taken as free");
    return;
  }
  if (*row.used > *row.places)
    add_note(row.note, "已用多于穴位，剩余按 0 计", "more used than there are: none left");
  row.left = std::max<std::int64_t>(0, *row.places - *row.used);
}

}  // namespace

void add_note(Text& note, const std::string& zh, const std::string& en) {
  if (!note.zh.empty()) note.zh += "；", note.en += "; ";
  note.zh += zh;
  note.en += en;
}

PlotArea::PlotArea(const BurialSettings& settings) {
  switch (settings.plots) {
    case PlotMethod::per_mu:
      per_mu_ = true;
      per_mu_plots_ = settings.value("plots_per_mu");
      break;
    case PlotMethod::gross:
      gross_m2_ = settings.value("gross_urn_m2");
      break;
    case PlotMethod::gross_low:
      gross_m2_ = settings.value("gross_urn_m2_low");
      break;
    case PlotMethod::gross_high:
      gross_m2_ = settings.value("gross_urn_m2_high");
      break;
    case PlotMethod::shares: {
      Amount plot = settings.value("single_plot_m2");
      if (const auto joint = settings.given.find("joint_share"); joint != settings.given.end())
        plot = plot_m2_per_urn(plot, settings.value("double_plot_m2"), joint->second.value);
      gross_m2_ = gross_of_plot(plot, {settings.value("green_share"), settings.value("road_share"),
                                       settings.value("service_share")});
      break;
    }
  }
}

std::int64_t PlotArea::plots_on(Amount land_mu, Amount land_m2) const {
  if (per_mu_)
    return scaled_floor(land_mu, per_mu_plots_, Amount::from_whole(1)).millionths() /
           Amount::kPerUnit;
  // Lists keep both units; the one that is a rounded copy of the other is not reckoned with.
  const Amount copy = scaled_nearest(land_mu, Amount::from_whole(2000), Amount::from_whole(3));
  return copy == land_m2 ? plots_by_gross_mu(land_mu, gross_m2_)
                         : plots_by_gross(land_m2, gross_m2_);
}

Amount PlotArea::mu_for(Amount plots) const {
  if (per_mu_) return scaled_nearest(plots, Amount::from_whole(1), per_mu_plots_);
  const Amount m2 = scaled_nearest(plots, gross_m2_, Amount::from_whole(1));
  return scaled_nearest(m2, Amount::from_whole(3), Amount::from_whole(2000));
}

std::optional<CemeteryRow> cemetery_row(SiteId id, const Facility& f,
                                        const BurialSettings& settings, const PlotArea& area) {
  CemeteryRow row;
  row.site = id;
  row.tier = settings.tier_of(f);
  if (!row.tier) {
    const auto other = std::ranges::find_if(
        kOthers, [&](const Other& o) { return f.serves_as(std::string(o.type)); });
    if (other == kOthers.end()) return std::nullopt;
    add_note(row.note, std::string(other->zh), std::string(other->en));
  } else if (std::ranges::find(settings.statuses, f.status) == settings.statuses.end()) {
    if (f.status == Status::built)
      add_note(row.note, "已建成未验收，不计入", "built, not accepted: not counted");
    else
      add_note(row.note, "所处状态不计入", "not counted in its state");
  } else if (!of_the_study(f)) {
    add_note(row.note, "在研究范围之外，不计入", "outside every unit: not counted");
  } else {
    row.counts = true;
  }
  row.land_mu = amount_of(f, "land_mu");
  if (row.tier) row.least_mu = least_of(*row.tier, settings);
  if (row.least_mu && row.land_mu)
    row.missing_mu = *row.land_mu < *row.least_mu ? *row.least_mu - *row.land_mu : Amount();
  count_places(row, f, settings, area);
  count_left(row, f);
  return row;
}

}  // namespace fangyuan
