// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "geo/facilities/facility_types.h"
#include "sim/init/guesses.h"
#include "sim/init/header_words.h"

namespace fangyuan::init {
namespace {

/// One line; TOML's comments hold no control characters.
std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return text;
}

std::string comment(const Text& t) {
  return "# " + one_line(t.zh) + (t.en.empty() ? "" : " / " + one_line(t.en)) + "\n";
}

std::string bare_or_quoted(const std::string& key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  return bare ? key : toml_text(key);
}

void write_guess(const Guess& g, std::string& out) {
  const char* off = g.commented_out ? "# " : "";
  out += '\n';
  for (const Text& reason : g.reasons) out += comment(reason);
  out += fmt::format("{}[[{}]]\n", off, g.table);
  for (const auto& [key, value] : g.keys) out += fmt::format("{}{} = {}\n", off, key, value);
  for (const Text& hint : g.hints) out += comment(hint);
  for (const auto& [key, value] : g.optional) {
    out += fmt::format("# {} = {}\n", key, value);
  }
}

constexpr const char* kTables[] = {"boundaries", "network", "population", "statistics",
                                   "facilities", "land",    "services"};

}  // namespace

std::string toml_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    else
      out += c;
  }
  return out + '"';
}

std::string inline_table(const std::vector<KeyValue>& texts) {
  std::string out = "{ ";
  for (const auto& [key, value] : texts)
    out += (out.size() > 2 ? ", " : "") + bare_or_quoted(key) + " = " + toml_text(value);
  return out + " }";
}

std::string inline_list(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& t : texts) out += (out.size() > 1 ? ", " : "") + toml_text(t);
  return out + "]";
}

Guess guess_of(const char* table, const Layer& layer) {
  Guess g;
  g.table = table;
  g.order = 1000;
  g.keys.emplace_back("path", toml_text(layer.path));
  if (!layer.layer.empty()) g.keys.emplace_back("layer", toml_text(layer.layer));
  // The reader's own proposals name `crs = "…"`, `axes = "yx"` or `datum = "…"`, for the user to
  // accept.
  for (const Problem& p : layer.of_position) {
    if (p.code == "layer-guessed" || p.code == "title-rows") continue;
    g.hints.push_back(
        {fmt::format("{}：{}{}", p.code, p.value.empty() ? "" : p.value + " ", p.rule.zh),
         p.rule.en});
    for (const std::string key : {"crs", "axes", "datum"}) {
      const auto at = p.rule.en.find(key + " = \"");
      if (at == std::string::npos) continue;
      const auto from = at + key.size() + 4;
      g.optional.emplace_back(key,
                              toml_text(p.rule.en.substr(from, p.rule.en.find('"', from) - from)));
    }
  }
  return g;
}

void list_numbers_left(Guess& g, const Layer& layer, const std::set<std::string>& used) {
  const auto left = numbers_left(layer, used);
  if (left.empty()) return;
  const auto names = fmt::format("{}", fmt::join(left, "、"));
  g.hints.push_back({"没有用到的数字列：" + names + "；要用就写进上面的键",
                     "columns of numbers left aside: " + names + "; to use one, name it above"});
}

void offer_datum(Guess& g, const Layer& layer) {
  if (!layer.maybe_shifted) return;
  const bool told = std::any_of(g.optional.begin(), g.optional.end(),
                                [](const KeyValue& k) { return k.first == "datum"; });
  if (!told)
    g.optional.emplace_back(
        "datum", toml_text("gcj02") +
                     "   # 若坐标取自高德、腾讯等地图 / if the coordinates come from such a map");
}

std::string write_proposal(const Head& head, const Proposal& proposal) {
  std::string out =
      "# 由 fangyuan init 按文件夹里的资料猜出；每一处猜测都写了理由，请逐条核对、改正。\n"
      "# Guessed by fangyuan init from the files of this folder; every guess has its reason: "
      "please "
      "check each.\n\n[project]\n";
  out += fmt::format("name = {}   # 文件夹名 / the folder's name\n", toml_text(head.name));
  out += comment(head.date_reason);
  out += fmt::format("date = {}\n", head.date);
  out +=
      "crs = \"auto\"   # 按资料中心选：中国境内三度带，境外 UTM / by the middle of the data: a 3° "
      "zone in China, UTM elsewhere\n";
  const auto rules = propose_rules(proposal);
  if (!rules.empty())
    out += fmt::format(
        "rules = {}   # 有养老或殡葬设施：判断基本有无与床位供需 / care or funeral facilities: who "
        "has "
        "one, and beds against need\n",
        inline_list(rules));
  std::vector<Guess> guesses = proposal.guesses;
  std::stable_sort(guesses.begin(), guesses.end(),
                   [](const Guess& a, const Guess& b) { return a.order < b.order; });
  for (const char* table : kTables)
    for (const Guess& g : guesses)
      if (g.table == table) write_guess(g, out);
  if (!proposal.has_roads)
    out += "\n" +
           comment({"没有找到道路：直线距离、数量与有无照算；有了道路，加一段 [[network]]",
                    "no roads were found: straight lines, counts and presence stand; with roads, "
                    "add [[network]]"});
  if (!proposal.unused.empty()) {
    out += "\n" + comment({"没有认出用途的文件：", "files whose use was not recognised:"});
    for (const Unused& u : proposal.unused) out += comment({u.path + "：" + u.why.zh, u.why.en});
  }
  return out;
}

}  // namespace fangyuan::init
