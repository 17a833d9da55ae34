// SPDX-License-Identifier: Apache-2.0
// A first project.toml for a folder of files as offices have them.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/problem.h"

namespace fangyuan {

/// Looks at every file in `folder` (folders in it too; run folders and hidden ones not) and returns
/// the text of a project.toml: each guess with its reason as a comment, Chinese first; what is only
/// possible, and what the reader of a layer proposes (crs, axes), as commented-out lines; files
/// that were not recognised at the end. The text depends on names, contents and, where no name
/// holds a year, on the files' dates. What the files' readers say goes to `problems`: a file that
/// cannot be read is a warning here, and is listed.
///
/// read_project accepts the text. Throws InputError (folder-missing, folder-empty) when there is
/// nothing to look at. Every layer is read once; their values stay until the text is written.
std::string propose_project(const std::filesystem::path& folder, Problems& problems);

}  // namespace fangyuan
