// SPDX-License-Identifier: Apache-2.0
// From a survey to tables of project.toml. Internal to sim/init.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/study/unit.h"
#include "sim/init/survey.h"

namespace fangyuan::init {

/// Key and TOML value, as they will be printed: {"level", "\"county\""}.
using KeyValue = std::pair<std::string, std::string>;

/// One [[table]] of the proposal.
struct Guess {
  std::string table;  ///< "boundaries"
  int order = 0;      ///< among those of its table
  std::vector<Text> reasons;
  std::vector<KeyValue> keys;
  std::vector<Text> hints;         ///< comments under the keys
  std::vector<KeyValue> optional;  ///< commented-out keys, for the user to accept
  bool commented_out = false;      ///< the whole table is only possible
};

/// What the guesses so far say about the project.
struct Proposal {
  std::vector<Guess> guesses;
  std::vector<Unused> unused;
  std::map<std::string, std::set<std::string>> units;  ///< level → folded codes and names
  std::map<std::string, bool> types;                   ///< type → its list has beds
  std::set<std::string> groups;                        ///< of people
  bool has_roads = false;
};

/// How a table without geometry finds its units.
struct Join {
  bool by_code = true;
  Level level = Level::village;
  const Column* column = nullptr;
  std::size_t found = 0;  ///< rows whose unit is among the outlines
};
/// By codes, else by names; by the finest level that finds rows. Absent: no column does.
std::optional<Join> join_of(const Layer& layer, const Proposal& p);

/// The column that places a site in the smallest unit, codes before names: among the outlines, or
/// without any by the look of its codes. Absent: the header decides.
const Column* finest_unit(const Layer& layer, const std::set<std::string>& taken,
                          const Proposal& p);

// Each takes a layer it recognises and returns true. Units first: tables are compared with them.
bool guess_units(const Layer& layer, Proposal& out);
/// Areas with a code and a name that are not as China's are: the layer of fewest rows as counties,
/// the next as townships, then villages; only as comments where other units are known. Returns
/// those it takes.
std::set<const Layer*> guess_other_units(std::vector<const Layer*> layers, Proposal& out);
bool guess_roads(const Layer& layer, Proposal& out);
bool guess_land(const Layer& layer, Proposal& out);
bool guess_sites(const Layer& layer, Proposal& out);
bool guess_people(const Layer& layer, Proposal& out);
bool guess_statistics(const Layer& layer, Proposal& out);
/// Places with an id or a name and nothing else that is known; the last to be asked.
bool guess_places(const Layer& layer, Proposal& out);
/// Columns of a layer of people that count facilities: "schools", "诊所数".
void guess_counts(const Layer& layer, Proposal& out);

/// Services and rule packs for the types found: guesses of table "services".
void propose_services(Proposal& out);
/// Rule packs for the types found.
std::vector<std::string> propose_rules(const Proposal& proposal);

// TOML values.
std::string toml_text(const std::string& text);
/// { code = "代码", … }; keys are quoted where TOML asks for it.
std::string inline_table(const std::vector<KeyValue>& texts);
std::string inline_list(const std::vector<std::string>& texts);

/// Offers datum = "gcj02" as a comment, unless the layer itself gave its datum away or lies outside
/// China.
void offer_datum(Guess& g, const Layer& layer);

/// A comment that lists the layer's columns of numbers that `used` does not name.
void list_numbers_left(Guess& g, const Layer& layer, const std::set<std::string>& used);

/// path and layer, and what the reader proposes for the position of such a layer.
Guess guess_of(const char* table, const Layer& layer);

/// The text of project.toml.
struct Head {
  std::string name;
  std::string date;
  Text date_reason;
};
/// Fills date and date_reason: the latest day that a file's name, a title above a header or a
/// column's name gives ("截至2025年6月30日", "2025年末" and a bare 2025 are its last day), but none
/// after the year in which the newest file was changed, for plans name the years they plan for.
/// Without any, that file's day.
void guess_date(const std::vector<Layer>& layers, const std::vector<std::filesystem::path>& files,
                Head& head);
std::string write_proposal(const Head& head, const Proposal& proposal);

}  // namespace fangyuan::init
