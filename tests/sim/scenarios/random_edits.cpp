// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/scenarios/random_edits.h"

#include <fmt/format.h>

namespace fangyuan::test {

RandomScenario::RandomScenario(std::uint64_t seed, const TownModel& baseline, bool as_input)
    : dice_(seed), town_(baseline) {
  const std::int64_t edits = 1 + below(6);
  for (std::int64_t i = 0; i < edits; ++i) {
    if (as_input || below(2) == 0)
      add_input_edit();
    else
      add_other_edit();
  }
  toml_ = head_ + toml_;
}

std::string RandomScenario::place() {
  lon_ = degrees(114.301, 38'000);
  lat_ = degrees(34.801, 18'000);
  return fmt::format("at = [{:.6f}, {:.6f}]\n", lon_, lat_);
}

/// A site that no edit has named; null: there is none.
TownModel::Site* RandomScenario::fresh_site() {
  for (int tries = 0; tries < 20; ++tries) {
    TownModel::Site& s = town_.sites[static_cast<std::size_t>(below(town_.sites.size()))];
    if (used_.insert(s.id).second) return &s;
  }
  return nullptr;
}

void RandomScenario::edit(const std::string& kind, const std::string& keys) {
  toml_ += "[[edits]]\nkind = \"" + kind + "\"\n" + keys;
  kinds_.insert(kind);
}

void RandomScenario::add_input_edit() {
  const char* types[] = {"community_care", "clinic", "day_care"};
  switch (below(16)) {
    case 0: {
      TownModel::Site s{
          .id = fmt::format("n{}", ++opened_), .type = types[below(3)], .functions = {}};
      const std::string at = place();
      s.lon = lon_, s.lat = lat_;
      s.beds = below(40);
      s.opened = below(4) == 0 ? "2026-03-01" : "2024-03-01";
      used_.insert(s.id);
      edit("open",
           fmt::format("id = \"{}\"\ntype = \"{}\"\n{}amounts = {{ beds = {} }}\nopened = {}\n",
                       s.id, s.type, at, s.beds, s.opened));
      town_.sites.push_back(s);
      return;
    }
    case 1:
      if (auto* s = fresh_site()) {
        edit("close", fmt::format("site = \"{}\"\n", s->id));
        s->status = "closed";
      }
      return;
    case 2:
      if (auto* s = fresh_site()) {
        edit("move", fmt::format("site = \"{}\"\n{}", s->id, place()));
        s->lon = lon_, s->lat = lat_;
      }
      return;
    case 3:
      if (auto* s = fresh_site()) {
        const std::int64_t more = 1 + below(20);
        edit("extend", fmt::format("site = \"{}\"\namounts = {{ beds = {} }}\n", s->id, more));
        s->beds += more;
      }
      return;
    case 4:
      if (auto* s = fresh_site()) {
        const std::int64_t less = below(static_cast<std::uint64_t>(s->beds) + 1);
        edit("reduce", fmt::format("site = \"{}\"\namounts = {{ beds = {} }}\n", s->id, less));
        s->beds -= less;
      }
      return;
    case 5:
      if (auto* s = fresh_site()) {
        s->type = types[below(3)];
        if (s->functions == s->type) s->functions.clear();
        s->beds = below(30);
        edit("convert", fmt::format("sites = [\"{}\"]\ntype = \"{}\"\namounts = {{ beds = {} }}\n",
                                    s->id, s->type, s->beds));
      }
      return;
    case 6:
      if (auto* s = fresh_site(); s != nullptr && s->functions.empty() && s->type != "day_care") {
        edit("co_locate", fmt::format("site = \"{}\"\nfunctions = [\"day_care\"]\n", s->id));
        s->functions = "day_care";
      }
      return;
    case 7:
      if (auto* s = fresh_site()) {
        s->status = below(2) == 0 ? "suspended" : "accepted";
        edit("change", fmt::format("site = \"{}\"\nstatus = \"{}\"\n", s->id, s->status));
      }
      return;
    case 8: {
      const std::string at = place();
      const std::int64_t total = below(5000), older = below(static_cast<std::uint64_t>(total) + 1);
      edit("add_people",
           fmt::format("{}counts = {{ total = {}, older60 = {} }}\n", at, total, older));
      town_.people.push_back({lon_, lat_, total * 1'000'000, older * 1'000'000});
      return;
    }
    case 9: {
      if (++scaled_ > 2) return;
      const std::int64_t hundredths = below(250);
      const bool older_only = below(2) == 0;
      edit("scale_people", fmt::format("factor = {}.{:02}\n{}", hundredths / 100, hundredths % 100,
                                       older_only ? "group = \"older60\"\n" : ""));
      for (auto& p : town_.people) {
        p.older60 = p.older60 * hundredths / 100;
        if (!older_only) p.total = p.total * hundredths / 100;
      }
      return;
    }
    case 10:
      if (!used_.insert("walk").second) return;
      town_.walk_mps = fmt::format("{:.2f}", 0.6 + static_cast<double>(below(90)) / 100);
      edit("set_mode", "mode = \"walk\"\nspeed_mps = " + town_.walk_mps + "\n");
      return;
    case 11:
      if (!used_.insert("care").second) return;
      town_.care_limits = fmt::format("[{}, {}]", 3 + below(6), 10 + below(10));
      town_.care_need = fmt::format("0.{:02}", 1 + below(20));
      edit("set_service", "id = \"care\"\nlimits_min = " + town_.care_limits +
                              "\nneed = " + town_.care_need + "\n");
      return;
    case 12:
      if (!used_.insert("near or drive").second) return;
      if (below(2) == 0) {
        town_.near_limits = fmt::format("[{}]", 300 + below(2000));
        edit("set_service", "id = \"near\"\nlimits_m = " + town_.near_limits + "\n");
      } else {
        town_.drive_limits = fmt::format("[{}.5]", 1 + below(5));
        edit("set_service", "id = \"drive\"\nlimits_min = " + town_.drive_limits + "\n");
      }
      return;
    case 13:
    case 14: {
      auto& town = town_.townships[static_cast<std::size_t>(below(4))];
      if (!used_.insert(town.code).second) return;
      if (below(2) == 0) {
        town.name = fmt::format("Newtown {}", below(100));
        edit("rename_unit", fmt::format("unit = \"{}\"\nname = \"{}\"\n", town.code, town.name));
      } else {
        town.words = "镇";
        edit("reclass_unit", fmt::format("unit = \"{}\"\nclass = \"镇\"\n", town.code));
      }
      return;
    }
    default:
      if (!used_.insert("rule").second) return;
      if (below(2) == 0) {
        town_.reach_target = fmt::format("0.{:02}", 1 + below(98));
        town_.reach_limit = fmt::format("{}", 300 + below(1200));
        edit("set_rule", "rule = \"mine/reach\"\ntarget = " + town_.reach_target +
                             "\nlimit_m = " + town_.reach_limit + "\n");
      } else {
        town_.homes_needed = fmt::format("{}", 1 + below(3));
        edit("set_rule", "rule = \"homes\"\nsites_needed = " + town_.homes_needed + "\n");
      }
  }
}

void RandomScenario::add_other_edit() {
  const auto way = [&] { return 1 + below(town_.roads.size()); };
  const auto town = [&] { return fmt::format("41020200{}", 1 + below(4)); };
  switch (below(19)) {
    case 14:
      return edit("transfer_units",
                  fmt::format("units = [\"{}00{}\"]\nto = \"{}\"\n", town(), 1 + below(2), town()));
    case 15:
      return edit("merge_units", fmt::format("units = [\"{}\"]\nto = \"{}\"\n", town(), town()));
    case 16:
      return edit("split_unit",
                  fmt::format("unit = \"{0}\"\nname = \"Part\"\ncode = \"410202009\"\n"
                              "units = [\"{0}00{1}\"]\n",
                              town(), 1 + below(2)));
    case 17:
      return edit("move_seat", fmt::format("unit = \"{}\"\n", town()) + place());
    case 18: {
      const double west = degrees(114.301, 15'000), north = degrees(34.8125, 3'000);
      return edit("move_line",
                  fmt::format("unit = \"410202003001\"\nto = \"410202001001\"\nground = [[{0:.6f}, "
                              "34.8119], [{1:.6f}, 34.8119], [{1:.6f}, {2:.6f}], [{0:.6f}, "
                              "{2:.6f}]]\n",
                              west, west + 0.002, north));
    }
    case 0:
      return edit("close_road", fmt::format("ways = [{}]\n", way()));
    case 1:
      return edit("close_road", place() + "modes = [\"walk\"]\n");
    case 2:
      return edit("slow_road", fmt::format("ways = [{}]\nfactor = 0.{}\n", way(), 2 + below(7)));
    case 3:
    case 4:
    case 5: {
      std::string line =
          fmt::format("[{:.6f}, {:.6f}]", degrees(114.299, 42'000), degrees(34.799, 24'000));
      for (std::int64_t n = 1 + below(3); n > 0; --n)
        line +=
            fmt::format(", [{:.6f}, {:.6f}]", degrees(114.299, 42'000), degrees(34.799, 24'000));
      const char* classes[] = {"residential", "primary", "footway", "secondary"};
      return edit("add_road", fmt::format("line = [{}]\nclass = \"{}\"\n{}{}", line,
                                          classes[below(4)], below(3) == 0 ? "oneway = true\n" : "",
                                          below(3) == 0 ? "join_m = 150\n" : ""));
    }
    case 6:
      return edit("add_bridge",
                  fmt::format("line = [[{:.6f}, 34.8201], [{:.6f}, 34.8214]]\njoin_m = 40\n",
                              degrees(114.301, 38'000), degrees(114.311, 7'000)));
    case 7:
      return edit("add_people",
                  "area = [[114.302, 34.802], [114.309, 34.802], [114.306, 34.808]]\n"
                  "counts = { total = 1000, older60 = 333.5 }\n");
    case 8:
      return edit("scale_people",
                  fmt::format("unit = \"41020200{}\"\ngroup = \"older60\"\nfactor = "
                              "1.234567\n",
                              1 + below(4)));
    case 9:
      if (!used_.insert("date").second) return;
      head_ = fmt::format("[scenario]\ndate = 202{}-06-30\n", 5 + below(3));
      return;
    case 10:
      if (!used_.insert("access").second) return;
      return edit("set_mode",
                  fmt::format("mode = \"walk\"\naccess_limit_m = {}\n", 60 + below(300)));
    case 11:
      return edit("open",
                  fmt::format("id = \"u{}\"\ntype = \"community_care\"\nunit = \"Southeast\"\n"
                              "amounts = {{ beds = 9 }}\n",
                              ++opened_));
    case 12:
      if (!used_.insert("cars").second) return;
      return edit("set_mode", "mode = \"car\"\nclass_kmh = { secondary = 12 }\n");
    default:
      return edit("extend",
                  "of_type = \"community_care\"\nunit = \"Northwest\"\n"
                  "amounts = { beds = 2 }\n");
  }
}

}  // namespace fangyuan::test
