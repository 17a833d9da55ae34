// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "sim/project/nearest_word.h"
#include "sim/proposals/proposed_sites.h"

namespace fangyuan {
namespace {

constexpr std::size_t kMostOptions = 200;

Problem of_request(const ProposalRequest& r, const char* code, std::string layer, const char* field,
                   std::string value, Text rule) {
  Problem p;
  p.code = code;
  p.file = r.site.file;
  p.layer = std::move(layer);
  p.field = field;
  p.value = std::move(value);
  p.rule = std::move(rule);
  return p;
}

class OptionMaker {
 public:
  OptionMaker(const ProposalRequest& r, const std::vector<ProposedSite>& sites, Problems& problems)
      : r_(r), sites_(sites), problems_(problems) {}

  std::vector<ProposalOption> run() {
    add({"现状（不建）", {}, false});
    for (std::uint32_t size = 1; size <= r_.all_up_to && size <= sites_.size() && !too_many_;
         ++size)
      combine(size, 0, {});
    for (const NamedOption& named : r_.options) name(named);
    if (too_many_)
      problems_.error(of_request(
          r_, "proposal-too-many", "proposal", "all_up_to", fmt::format("{}", r_.all_up_to),
          {fmt::format("方案超过 {} 个；请减小 all_up_to 或用 [[options]] 写明", kMostOptions),
           fmt::format("more than {} options; lower all_up_to or name them as [[options]]",
                       kMostOptions)}));
    return std::move(options_);
  }

 private:
  void add(ProposalOption option) {
    if (options_.size() >= kMostOptions) {
      too_many_ = true;
      return;
    }
    options_.push_back(std::move(option));
  }

  std::string joined(const std::vector<std::uint32_t>& sites) const {
    std::string name;
    for (const std::uint32_t s : sites) name += (name.empty() ? "" : "＋") + sites_[s].shape.name;
    return name;
  }

  void combine(std::uint32_t size, std::uint32_t from, std::vector<std::uint32_t> chosen) {
    if (too_many_) return;
    if (chosen.size() == size) {
      add({joined(chosen), chosen, false});
      return;
    }
    for (std::uint32_t s = from; s < sites_.size(); ++s) {
      chosen.push_back(s);
      combine(size, s + 1, chosen);
      chosen.pop_back();
    }
  }

  std::optional<std::uint32_t> site_called(const NamedOption& option, const std::string& word) {
    std::vector<std::string> words;
    std::vector<std::uint32_t> by_id, by_name;
    for (std::uint32_t s = 0; s < sites_.size(); ++s) {
      if (sites_[s].shape.id == word) by_id.push_back(s);
      if (sites_[s].shape.name == word) by_name.push_back(s);
      words.push_back(sites_[s].shape.id);
      words.push_back(sites_[s].shape.name);
    }
    const auto& found = by_id.empty() ? by_name : by_id;
    if (found.size() == 1) return found.front();
    const auto near = nearest_word(word, words);
    problems_.error(
        of_request(r_, "proposal-unknown", option.where, "sites", word,
                   {"没有这个编号或名称的地块" + (near ? "；最接近的是 " + *near : ""),
                    "no site has this id or name" + (near ? "; the nearest is " + *near : "")}));
    return std::nullopt;
  }

  void name(const NamedOption& named) {
    ProposalOption option{named.name, {}, true};
    for (const std::string& word : named.sites) {
      const auto s = site_called(named, word);
      if (!s) return;
      option.sites.push_back(*s);
    }
    std::ranges::sort(option.sites);
    const auto repeated = std::ranges::unique(option.sites);
    option.sites.erase(repeated.begin(), repeated.end());
    if (option.name.empty()) option.name = joined(option.sites);
    if (std::ranges::any_of(options_, [&](const ProposalOption& o) {
          return o.name == option.name && o.sites != option.sites;
        }))
      problems_.error(of_request(r_, "proposal-twice", named.where, "name", option.name,
                                 {"另一个方案已叫这个名称", "another option has this name"}));
    const auto same = std::ranges::find(options_, option.sites, &ProposalOption::sites);
    if (same != options_.end())
      *same = std::move(option);
    else
      add(std::move(option));
  }

  const ProposalRequest& r_;
  const std::vector<ProposedSite>& sites_;
  Problems& problems_;
  std::vector<ProposalOption> options_;
  bool too_many_ = false;
};

}  // namespace

std::vector<ProposalOption> make_options(const ProposalRequest& request,
                                         const std::vector<ProposedSite>& sites,
                                         Problems& problems) {
  return OptionMaker(request, sites, problems).run();
}

}  // namespace fangyuan
