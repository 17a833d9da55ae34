// SPDX-License-Identifier: Apache-2.0
#include "sim/init/propose_project.h"

#include <fmt/format.h>

#include <algorithm>

#include "geo/io/text_encoding.h"
#include "sim/init/guesses.h"
#include "sim/init/header_words.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;
using namespace init;

InputError refusal(const char* code, const fs::path& folder, Text rule) {
  Problem p;
  p.severity = Severity::error;
  p.code = code;
  p.file = folder.string();
  p.rule = std::move(rule);
  return InputError(std::move(p));
}

/// In this order, for the later ones look at what the earlier ones found.
void guess_all(const std::vector<Layer>& layers, Proposal& out) {
  std::vector<bool> taken(layers.size(), false);
  const auto pass = [&](auto&& guess) {
    for (std::size_t k = 0; k < layers.size(); ++k)
      if (!taken[k]) taken[k] = guess(layers[k], out);
  };
  pass(guess_units);
  std::vector<const Layer*> free;
  Proposal ignored;  // what is land or facilities is no unit
  for (std::size_t k = 0; k < layers.size(); ++k)
    if (!taken[k] && !guess_land(layers[k], ignored) && !guess_sites(layers[k], ignored))
      free.push_back(&layers[k]);
  const auto others = guess_other_units(std::move(free), out);
  for (std::size_t k = 0; k < layers.size(); ++k)
    taken[k] = taken[k] || others.contains(&layers[k]);
  // Outlines may carry the people themselves; the finest level is counted, the others would add up.
  std::vector<const Layer*> with_people;
  for (std::size_t k = 0; k < layers.size(); ++k)
    if (taken[k] && !people_columns(layers[k]).empty()) with_people.push_back(&layers[k]);
  std::stable_sort(with_people.begin(), with_people.end(),
                   [](const Layer* a, const Layer* b) { return a->rows > b->rows; });
  pass(guess_roads);
  pass(guess_land);
  pass(guess_sites);
  for (const Layer* layer : with_people) guess_people(*layer, out);
  pass([](const Layer& layer, Proposal& into) {  // one table may hold both
    const bool statistics = guess_statistics(layer, into);
    return guess_people(layer, into) || statistics;
  });
  pass(guess_places);
  for (std::size_t k = 0; k < layers.size(); ++k)
    if (!taken[k])
      out.unused.push_back({layers[k].shown(),
                            {"没有认出它是区划、人口、设施、道路还是用地",
                             "neither units, people, facilities, roads nor land"}});
}

}  // namespace

std::string propose_project(const fs::path& folder, Problems& problems) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored))
    throw refusal("folder-missing", folder, {"没有这个文件夹", "there is no such folder"});
  const fs::path root = fs::absolute(folder).lexically_normal();
  const Inputs inputs = list_inputs(root);
  if (inputs.files.empty())
    throw refusal("folder-empty", folder,
                  {"文件夹里没有能读的资料（区划、表格、道路、栅格）",
                   "the folder holds no file that can be read (outlines, tables, roads, rasters)"});
  std::vector<Layer> layers;
  Proposal proposal;
  for (const fs::path& file : inputs.files)
    for (Layer& layer : survey(file, root, proposal.unused)) layers.push_back(std::move(layer));
  for (const Unused& u : proposal.unused)
    problems.warning(Problem{.code = "init-unreadable", .file = u.path, .rule = u.why});
  guess_all(layers, proposal);
  for (const std::string& other : inputs.others)
    proposal.unused.push_back(
        {is_utf8(other) ? other : "?", {"不是能读的格式", "of no known kind"}});
  propose_services(proposal);
  Head head;
  const fs::path last = root.has_filename() ? root.filename() : root.parent_path().filename();
  head.name = is_utf8(last.string()) ? last.string() : "项目";
  guess_date(layers, inputs.files, head);
  return write_proposal(head, proposal);
}

}  // namespace fangyuan
