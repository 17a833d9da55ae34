// SPDX-License-Identifier: Apache-2.0
// A page as a PDF.
#pragma once

#include <string>

#include "geo/print/page.h"

namespace fangyuan {

struct Pdf {
  std::string bytes;
  bool a3 = false;         ///< the paper that was used
  double points = 0;       ///< of its letters
  int missing_glyphs = 0;  ///< letters that no font of this machine has
  std::string font;        ///< that most letters are set in
};

/// One page across. Letters are as large as the page lets them be, from 10 points down; what would
/// be smaller than 6 on A4 goes on A3, so that the result is A3 where the page asks for it or needs
/// it. Text stays text, with the glyphs that are used embedded; equal pages give equal bytes on one
/// machine. Chinese letters need a font that has them (missing_glyphs says when there is none).
/// Throws std::runtime_error when the library fails.
Pdf page_pdf(const Page& page);

}  // namespace fangyuan
