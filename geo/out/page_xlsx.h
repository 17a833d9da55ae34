// SPDX-License-Identifier: Apache-2.0
// A page as a workbook of one sheet that prints on one sheet of paper.
#pragma once

#include <filesystem>
#include <string>

#include "geo/print/page.h"

namespace fangyuan {

/// Throws std::runtime_error when the disk says no.
void write_page_xlsx(const Page& page, const std::string& sheet_name,
                     const std::filesystem::path& path);

}  // namespace fangyuan
