// SPDX-License-Identifier: Apache-2.0
// What every command shares: language, threads, and how problems and progress reach the terminal.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/problem.h"

namespace CLI {
class App;
}

namespace fangyuan::app {

/// The documented exit codes.
enum class Exit : int { done = 0, failed = 1, wrong_input = 2 };

struct Context {
  Language language = Language::zh;
  int threads = 0;               ///< 0: as many as the machine has
  bool progress = false;         ///< on stderr, also when that is no terminal
  std::function<void()> chosen;  ///< the command that was asked for; main runs it

  /// In the chosen language.
  std::string_view text(const Text& t) const { return language == Language::zh ? t.zh : t.en; }
  /// Every problem on stderr, one line each, with its place (longitude, latitude) at the end.
  void print(const std::vector<Problem>& problems) const;
  /// A callback that shows stages on stderr, or nothing when stderr is no terminal and --progress
  /// was not given.
  std::function<void(std::string_view)> stage_printer() const;
};

// One per command; each adds a subcommand and says what to run when it is chosen.
void add_sample(CLI::App& cli, Context& context);
void add_init(CLI::App& cli, Context& context);
void add_rules(CLI::App& cli, Context& context);
void add_check(CLI::App& cli, Context& context);
void add_boundaries(CLI::App& cli, Context& context);
void add_change(CLI::App& cli, Context& context);
void add_run(CLI::App& cli, Context& context);
void add_compare(CLI::App& cli, Context& context);
void add_names(CLI::App& cli, Context& context);
void add_site(CLI::App& cli, Context& context);
void add_propose(CLI::App& cli, Context& context);
void add_serve(CLI::App& cli, Context& context);
void add_export(CLI::App& cli, Context& context);
void add_tiles(CLI::App& cli, Context& context);

}  // namespace fangyuan::app
