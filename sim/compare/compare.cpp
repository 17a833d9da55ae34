// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/compare.h"

#include <algorithm>

#include "sim/compare/figure_tables.h"
#include "sim/compare/outer_join.h"
#include "sim/compare/read_runs.h"

namespace fangyuan {
namespace {

using Row = PrintedTable::Row;

/// The figure of a column in both rows.
class Figures {
 public:
  Figures(const PrintedTable& a, const PrintedTable& b) : a_(&a), b_(&b) {}
  Pair operator()(const Row* a, const Row* b, const std::string& column) const {
    Pair pair;
    if (a != nullptr) pair.a = Amount::parse((*a)[a_->at(column)]);
    if (b != nullptr) pair.b = Amount::parse((*b)[b_->at(column)]);
    return pair;
  }
  const std::string& text(const Row* a, const Row* b, const std::string& column) const {
    return b != nullptr ? (*b)[b_->at(column)] : (*a)[a_->at(column)];
  }

 private:
  const PrintedTable *a_, *b_;
};

void join_coverage(const PrintedTable& a, const PrintedTable& b, Comparison& out) {
  const Figures of(a, b);
  outer_join(a, b, {"service", "limit", "measure", "tree", "level", "code", "group"},
             [&](const Row* in_a, const Row* in_b) {
               const auto text = [&](const char* c) { return of.text(in_a, in_b, c); };
               CoverageChange c{text("service"),
                                text("limit"),
                                text("measure"),
                                text("tree"),
                                text("level"),
                                text("code"),
                                text("name"),
                                text("group"),
                                of(in_a, in_b, "total"),
                                of(in_a, in_b, "served"),
                                of(in_a, in_b, "no_capacity"),
                                of(in_a, in_b, "out_of_reach"),
                                of(in_a, in_b, "unconnected")};
               out.coverage.push_back(std::move(c));
             });
}

void join_rules(const PrintedTable& a, const PrintedTable& b, Comparison& out) {
  const Figures of(a, b);
  outer_join(a, b, {"rule", "level", "code", "measure", "source", "source_line"},
             [&](const Row* in_a, const Row* in_b) {
               RuleChange c;
               const auto text = [&](const char* column) { return of.text(in_a, in_b, column); };
               c.rule = text("rule");
               c.name = text("name");
               c.level = text("level");
               c.code = text("code");
               c.unit = text("unit");
               c.measure = text("measure");
               c.source =
                   text("source") + (text("source_line").empty() ? "" : " ") + text("source_line");
               c.value = of(in_a, in_b, "value");
               c.gap = of(in_a, in_b, "gap");
               c.target = of(in_a, in_b, "target");
               c.gap_unit = text("gap_unit");
               c.comparator = text("comparator");
               c.is_share = text("is_share") == "true";
               if (in_a != nullptr) c.status_a = (*in_a)[a.at("status")];
               if (in_b != nullptr) c.status_b = (*in_b)[b.at("status")];
               out.rules.push_back(std::move(c));
             });
}

void join_sites(const PrintedTable& a, const PrintedTable& b, Comparison& out) {
  const Figures of(a, b);
  outer_join(a, b, {"service", "limit", "facility"}, [&](const Row* in_a, const Row* in_b) {
    SiteChange c;
    c.service = of.text(in_a, in_b, "service");
    c.limit = of.text(in_a, in_b, "limit");
    c.facility = of.text(in_a, in_b, "facility");
    c.name = of.text(in_a, in_b, "name");
    c.type = of.text(in_a, in_b, "type");
    if (in_a != nullptr) c.state_a = (*in_a)[a.at("status")];
    if (in_b != nullptr) c.state_b = (*in_b)[b.at("status")];
    c.in_reach = of(in_a, in_b, "in_reach");
    c.served = of(in_a, in_b, "served");
    c.capacity = of(in_a, in_b, "capacity");
    c.load = of(in_a, in_b, "load");
    if (a.has("only_here") && b.has("only_here")) c.only_here = of(in_a, in_b, "only_here");
    out.sites.push_back(std::move(c));
  });
}

void join_overlap(const PrintedTable& a, const PrintedTable& b, Comparison& out) {
  const Figures of(a, b);
  outer_join(a, b, {"service", "limit", "measure", "tree", "level", "code"},
             [&](const Row* in_a, const Row* in_b) {
               const auto text = [&](const char* c) { return of.text(in_a, in_b, c); };
               const auto figure = [&](const char* c) { return of(in_a, in_b, c); };
               OverlapChange c;
               c.service = text("service");
               c.limit = text("limit");
               c.measure = text("measure");
               c.tree = text("tree");
               c.level = text("level");
               c.code = text("code");
               c.name = text("name");
               c.none = figure("none");
               c.one = figure("one");
               for (const char* column : {"two", "three", "more"}) {
                 const Pair p = figure(column);
                 if (p.a) c.several.a = c.several.a.value_or(Amount()) + *p.a;
                 if (p.b) c.several.b = c.several.b.value_or(Amount()) + *p.b;
               }
               c.mean_sites = figure("mean_sites");
               c.sites = figure("sites");
               c.capacity = figure("capacity");
               c.idle = figure("idle");
               out.overlap.push_back(std::move(c));
             });
}

void tell_differences(const Comparison& c, Problems& problems) {
  const auto tell = [&](const char* code, const std::string& a, const std::string& b,
                        const Text& rule) {
    if (a == b) return;
    problems.warning({.code = code, .file = c.b.folder, .value = a + " / " + b, .rule = rule});
  };
  tell("compare-project", c.a.project, c.b.project,
       {"两次运行不是同一个项目", "the two runs are of different projects"});
  tell("compare-date", to_string(c.a.date), to_string(c.b.date),
       {"两次运行的日期不同", "the two runs are as of different days"});
}

bool differs(const Pair& p) { return p.differs(); }

/// The limits of each service, in the order of the rows of the whole study.
std::map<std::string, std::vector<std::string>> limits_of(const PrintedTable& coverage) {
  std::map<std::string, std::vector<std::string>> out;
  const std::size_t service = coverage.at("service"), limit = coverage.at("limit"),
                    level = coverage.at("level");
  for (const Row& row : coverage.rows) {
    if (row[level] != "all") continue;
    std::vector<std::string>& of = out[row[service]];
    if (std::find(of.begin(), of.end(), row[limit]) == of.end()) of.push_back(row[limit]);
  }
  return out;
}

std::string joined(const std::vector<std::string>& limits) {
  std::string out;
  for (const std::string& l : limits) out += (out.empty() ? "" : ", ") + l;
  return out;
}

/// Pairs an only limit with an only limit; tells every service whose limits are not the same.
void pair_limits(const PrintedTable& a, const PrintedTable& b, Comparison& out,
                 Problems& problems) {
  const auto in_a = limits_of(a), in_b = limits_of(b);
  for (const auto& [service, after] : in_b) {
    const auto it = in_a.find(service);
    if (it == in_a.end() || it->second == after) continue;
    const std::vector<std::string>& before = it->second;
    const bool paired = before.size() == 1 && after.size() == 1;
    if (paired) out.limits.push_back({service, before.front(), after.front()});
    problems.warning(
        {.code = "compare-limits",
         .file = out.b.folder,
         .layer = service,
         .value = joined(before) + " / " + joined(after),
         .rule = paired ? Text{"两次的限值不同，把这一个限值与那一个相比",
                               "the limits differ; the one is held against the other"}
                        : Text{"两次的限值不同，且不止一个：只比两次都有的限值",
                               "the limits differ and are several; only those of both are "
                               "compared"}});
  }
}

/// A's rows under B's limits, where those are held against each other.
void follow_limits(PrintedTable& a, const Comparison& out) {
  if (!a.has("service") || !a.has("limit")) return;
  const std::size_t service = a.at("service"), limit = a.at("limit");
  for (Row& row : a.rows)
    for (const LimitChange& l : out.limits)
      if (row[service] == l.service && row[limit] == l.a) row[limit] = l.b;
}

}  // namespace

const std::string& Comparison::limit_in_a(const std::string& service,
                                          const std::string& limit) const {
  for (const LimitChange& l : limits)
    if (l.service == service && l.b == limit) return l.a;
  return limit;
}

bool Comparison::leads(const std::string& service, const std::string& group) const {
  const auto it = b.leading.find(service);
  return it == b.leading.end() || it->second == group;
}

bool CoverageChange::any() const {
  return differs(total) || differs(served) || differs(no_capacity) || differs(out_of_reach) ||
         differs(unconnected);
}

bool OverlapChange::any() const {
  return differs(none) || differs(one) || differs(several) || differs(mean_sites) ||
         differs(sites) || differs(capacity) || differs(idle);
}

bool SiteChange::any() const {
  return state_a != state_b || differs(in_reach) || differs(served) || differs(capacity) ||
         differs(load) || differs(only_here);
}

Comparison compare_runs(const std::filesystem::path& a, const std::filesystem::path& b,
                        Problems& problems) {
  Comparison out;
  out.a = read_facts(a, problems);
  out.b = read_facts(b, problems);
  problems.throw_if_errors();
  PrintedTable tables[3][2];
  const char* const names[] = {"coverage.csv", "indicators.csv", "facilities.csv"};
  for (std::size_t t = 0; t < 3; ++t) {
    tables[t][0] = read_table(a, names[t], problems);
    tables[t][1] = read_table(b, names[t], problems);
  }
  problems.throw_if_errors();
  tell_differences(out, problems);
  pair_limits(tables[0][0], tables[0][1], out, problems);
  follow_limits(tables[0][0], out);
  follow_limits(tables[2][0], out);
  join_coverage(tables[0][0], tables[0][1], out);
  join_rules(tables[1][0], tables[1][1], out);
  join_sites(tables[2][0], tables[2][1], out);
  // Runs of before it was written have none.
  if (std::filesystem::exists(a / "overlap.csv") && std::filesystem::exists(b / "overlap.csv")) {
    PrintedTable in_a = read_table(a, "overlap.csv", problems);
    const PrintedTable in_b = read_table(b, "overlap.csv", problems);
    problems.throw_if_errors();
    follow_limits(in_a, out);
    join_overlap(in_a, in_b, out);
  }
  for (FigureTable& table : known_figure_tables()) {
    const std::string file = table.name + ".csv";
    if (std::filesystem::exists(a / file) && std::filesystem::exists(b / file)) {
      PrintedTable in_a = read_table(a, file, problems);
      const PrintedTable in_b = read_table(b, file, problems);
      problems.throw_if_errors();
      follow_limits(in_a, out);
      join_figures(in_a, in_b, table);
    }
    out.tables.push_back(std::move(table));
  }
  compare_cells(a, b, out, problems);
  return out;
}

}  // namespace fangyuan
