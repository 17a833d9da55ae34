// SPDX-License-Identifier: Apache-2.0
// The tables of a run that are compared figure by figure. Internal to sim/compare.
#pragma once

#include "sim/compare/compare.h"

namespace fangyuan {

/// Without rows: burial.csv, filling.csv, access.csv, equality.csv.
std::vector<FigureTable> known_figure_tables();

/// Fills `out.rows` with what differs, in B's order, then what only A has. A figure that either
/// run's table lacks, being of another version, is left out. Throws InputError (run-unreadable)
/// where a key is missing.
void join_figures(const PrintedTable& a, const PrintedTable& b, FigureTable& out);

/// What a column of these tables is called in Chinese: "years_left" → "可用年限".
std::string figure_zh(const std::string& table, const std::string& column);
/// Of the whole table: "burial" → "墓位年限".
std::string figure_table_zh(const std::string& table);

}  // namespace fangyuan
