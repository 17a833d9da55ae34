// SPDX-License-Identifier: Apache-2.0
#include "geo/print/pdf.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

namespace fangyuan {
namespace {

constexpr double kMargin = 26, kGap = 3, kPadding = 2.5;  // points
constexpr double kLargest = 10, kLeastOnA4 = 6, kLeast = 3, kStep = 0.25;
constexpr double kA4Width = 841.89, kA4Height = 595.28;
constexpr double kRoot2 = 1.41421356;

/// The usual Chinese fonts of office machines, Debian's first; the last word is anything else.
constexpr const char* kFonts =
    "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,SimHei,SimSun,WenQuanYi Zen Hei,Sans";

struct Unref {
  void operator()(gpointer p) const { g_object_unref(p); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

struct Rgb {
  double r, g, b;
};
constexpr Rgb kBlack{0.13, 0.13, 0.13}, kGrey{0.45, 0.45, 0.45}, kRed{0.72, 0.11, 0.08};
constexpr Rgb kHeadFill{0.89, 0.933, 0.941}, kFirstFill{0.94, 0.97, 0.93}, kLine{0.6, 0.65, 0.67};

struct Look {
  double points = 9;
  bool bold = false;
  PangoAlignment align = PANGO_ALIGN_LEFT;
  Rgb colour = kBlack;
};

struct Paper {
  double width, height;
};

class Press {
 public:
  Press(cairo_t* cairo, const Page& page, Paper paper, double points)
      : cairo_(cairo), page_(page), paper_(paper), points_(points) {
    double sum = 0;
    for (const PageColumn& c : page.columns) sum += c.width;
    for (const PageColumn& c : page.columns)
      widths_.push_back(c.width / sum * (paper.width - 2 * kMargin));
  }

  /// The y below all that is drawn; with `draw` false nothing is.
  double run(bool draw) {
    draw_ = draw;
    double y = kMargin;
    const double full = paper_.width - 2 * kMargin;
    y += text(page_.title, kMargin, y, full, {points_ * 1.7, true});
    y +=
        kGap + text(page_.warning, kMargin, y, full, {points_ * 1.2, true, PANGO_ALIGN_LEFT, kRed});
    for (const std::string& line : page_.lines) y += text(line, kMargin, y, full, {points_});
    y += 2 * kGap;
    y = table(y) + 2 * kGap;
    for (const std::string& note : page_.notes)
      y += 1 + text(note, kMargin, y, full, {points_ * 0.95});
    const double footer = points_ * 0.85;
    if (draw_)
      text(page_.footer, kMargin, paper_.height - kMargin - footer, full,
           {footer, false, PANGO_ALIGN_LEFT, kGrey});
    return y + 2 * footer;
  }

  int missing() const { return missing_; }
  std::string font() const { return font_; }

 private:
  Layout layout(const std::string& words, double width, const Look& look) {
    Layout l(pango_cairo_create_layout(cairo_));
    if (!l) throw std::runtime_error("PDF: no text layout");
    pango_context_set_language(pango_layout_get_context(l.get()),
                               pango_language_from_string("zh-cn"));
    PangoFontDescription* font = pango_font_description_from_string(kFonts);
    pango_font_description_set_absolute_size(font, look.points * PANGO_SCALE);
    if (look.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(l.get(), font);
    pango_font_description_free(font);
    pango_layout_set_width(l.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(l.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(l.get(), look.align);
    pango_layout_set_text(l.get(), words.data(), static_cast<int>(words.size()));
    return l;
  }

  static double height_of(PangoLayout* l) {
    int height = 0;
    pango_layout_get_size(l, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }

  /// Draws, and gives the height.
  double text(const std::string& words, double x, double y, double width, const Look& look) {
    if (words.empty()) return 0;
    const Layout l = layout(words, width, look);
    if (draw_) {
      cairo_set_source_rgb(cairo_, look.colour.r, look.colour.g, look.colour.b);
      cairo_move_to(cairo_, x, y);
      pango_cairo_show_layout(cairo_, l.get());
      missing_ += pango_layout_get_unknown_glyphs_count(l.get());
      note_font(l.get());
    }
    return height_of(l.get());
  }

  void note_font(PangoLayout* l) {
    if (!font_.empty()) return;
    PangoLayoutIter* at = pango_layout_get_iter(l);
    if (const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(at)) {
      PangoFontDescription* d = pango_font_describe(run->item->analysis.font);
      if (const char* family = pango_font_description_get_family(d)) font_ = family;
      pango_font_description_free(d);
    }
    pango_layout_iter_free(at);
  }

  void fill(double x, double y, double width, double height, Rgb colour) {
    if (!draw_) return;
    cairo_set_source_rgb(cairo_, colour.r, colour.g, colour.b);
    cairo_rectangle(cairo_, x, y, width, height);
    cairo_fill(cairo_);
  }

  void line(double x0, double y0, double x1, double y1) {
    if (!draw_) return;
    cairo_set_source_rgb(cairo_, kLine.r, kLine.g, kLine.b);
    cairo_set_line_width(cairo_, 0.4);
    cairo_move_to(cairo_, x0, y0);
    cairo_line_to(cairo_, x1, y1);
    cairo_stroke(cairo_);
  }

  struct Cell {
    std::string words;
    Look look;
  };

  /// One row of cells, as high as its highest; gives the y below.
  double row(const std::vector<Cell>& cells, double y, std::optional<Rgb> back) {
    std::vector<double> heights;
    double highest = points_;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const Layout l = layout(cells[c].words, widths_[c] - 2 * kPadding, cells[c].look);
      heights.push_back(height_of(l.get()));
      highest = std::max(highest, heights.back());
    }
    const double height = highest + 2 * kPadding;
    if (back) fill(kMargin, y, paper_.width - 2 * kMargin, height, *back);
    double x = kMargin;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      text(cells[c].words, x + kPadding, y + (height - heights[c]) / 2, widths_[c] - 2 * kPadding,
           cells[c].look);
      x += widths_[c];
    }
    line(kMargin, y + height, paper_.width - kMargin, y + height);
    return y + height;
  }

  double table(double y) {
    line(kMargin, y, paper_.width - kMargin, y);
    const double top = y;
    std::vector<Cell> heads;
    for (const PageColumn& c : page_.columns)
      heads.push_back({c.title, {points_, true, PANGO_ALIGN_CENTER}});
    y = row(heads, y, kHeadFill);
    for (const PageRow& r : page_.rows) {
      std::vector<Cell> cells;
      for (std::size_t c = 0; c < page_.columns.size(); ++c) {
        const bool words = page_.columns[c].words;
        cells.push_back({c < r.cells.size() ? r.cells[c].text : "",
                         {points_, r.tone == PageRow::Tone::first && c < 2,
                          words ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT,
                          r.tone == PageRow::Tone::faint ? kGrey : kBlack}});
      }
      y = row(cells, y, r.tone == PageRow::Tone::first ? std::optional(kFirstFill) : std::nullopt);
    }
    double x = kMargin;
    line(x, top, x, y);
    for (const double width : widths_) {
      x += width;
      line(x, top, x, y);
    }
    return y;
  }

  cairo_t* cairo_;
  const Page& page_;
  Paper paper_;
  double points_;
  std::vector<double> widths_;
  bool draw_ = false;
  int missing_ = 0;
  std::string font_;
};

struct Canvas {
  Canvas(std::string& bytes, Paper paper)
      : surface(cairo_pdf_surface_create_for_stream(
            [](void* to, const unsigned char* data, unsigned int size) {
              static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), size);
              return CAIRO_STATUS_SUCCESS;
            },
            &bytes, paper.width, paper.height)),
        cairo(cairo_create(surface)) {}
  ~Canvas() {
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
  }
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  void check() const {
    for (const cairo_status_t status : {cairo_status(cairo), cairo_surface_status(surface)})
      if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("PDF: ") + cairo_status_to_string(status));
  }
  cairo_surface_t* surface;
  cairo_t* cairo;
};

/// The largest letters with which the page fits.
double fitting_points(const Page& page, Paper paper) {
  std::string unused;
  const Canvas canvas(unused, paper);
  double points = kLargest;
  while (points > kLeast &&
         Press(canvas.cairo, page, paper, points).run(false) > paper.height - kMargin)
    points -= kStep;
  return points;
}

}  // namespace

Pdf page_pdf(const Page& page) {
  const Paper a4{kA4Width, kA4Height}, a3{kA4Width * kRoot2, kA4Height * kRoot2};
  Pdf out;
  out.a3 = page.a3;
  out.points = fitting_points(page, out.a3 ? a3 : a4);
  if (!out.a3 && out.points < kLeastOnA4) {
    out.a3 = true;
    out.points = fitting_points(page, a3);
  }
  const Paper paper = out.a3 ? a3 : a4;
  {
    const Canvas canvas(out.bytes, paper);
    cairo_pdf_surface_set_metadata(canvas.surface, CAIRO_PDF_METADATA_TITLE, page.title.c_str());
    cairo_pdf_surface_set_metadata(canvas.surface, CAIRO_PDF_METADATA_CREATOR, "fangyuan");
    const std::string date = to_string(page.date) + "T12:00:00Z";
    cairo_pdf_surface_set_metadata(canvas.surface, CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
    Press press(canvas.cairo, page, paper, out.points);
    press.run(true);
    cairo_show_page(canvas.cairo);
    cairo_surface_finish(canvas.surface);
    canvas.check();
    out.missing_glyphs = press.missing();
    out.font = press.font();
  }
  return out;
}

}  // namespace fangyuan
