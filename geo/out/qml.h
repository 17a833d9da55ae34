// SPDX-License-Identifier: Apache-2.0
// The few words of QGIS's style language (QML) that our styles are written in. Written in the form
// that every QGIS 3 reads. Internal to geo/out.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fangyuan::qml {

/// For text and attributes alike.
std::string escaped(std::string_view text);
/// An identifier or a string of a QGIS expression.
std::string column(std::string_view name);
std::string quoted(std::string_view text);

struct Colour {
  int r, g, b, a = 255;
};
std::string to_string(Colour colour);

using Properties = std::initializer_list<std::pair<const char*, std::string>>;
/// `inner` is a sub-symbol, for fills made of lines. Higher passes are drawn above lower ones where
/// the renderer has symbol levels.
std::string symbol_layer(const char* type, Properties properties, int pass = 0,
                         const std::string& inner = "");
/// kind: "fill", "line", "marker".
std::string symbol(const std::string& name, const char* kind, const std::string& layers);

/// Lengths in millimetres on paper.
std::string plain_fill(Colour fill, Colour line, double width, int pass = 0);
std::string outline(Colour line, double width, const char* pen = "solid", int pass = 0);
std::string hatch(Colour line, double distance, double width, double angle, int pass = 0);
/// shape: "circle", "square", "diamond", "triangle", …; `unit` "MM" or "MapUnit".
std::string marker(const char* shape, Colour fill, Colour line, double size,
                   const char* unit = "MM");

/// A renderer of rules, each with its own symbol; nested rules narrow their parent's filter.
struct DrawRule {
  std::string label;
  std::string filter;  ///< an expression; empty: everything
  std::string layers;  ///< symbol layers; empty: draws nothing itself
  bool on = true;
  double least_scale = 0;  ///< drawn only when zoomed in beyond 1:this; 0: always
  std::vector<DrawRule> inside = {};
};
std::string rule_renderer(const char* kind, const std::vector<DrawRule>& rules,
                          bool levels = false);

/// One set of labels.
struct Label {
  std::string filter;
  std::string expression;
  double points = 8;
  Colour colour{40, 40, 40};
  bool bold = false;
  double least_scale = 0;     ///< as of a DrawRule
  double greatest_scale = 0;  ///< not drawn when zoomed in beyond 1:this; 0: always
  bool beside = false;        ///< beside a point, not over it
};
std::string labeling(const std::vector<Label>& labels);

/// The whole document. `least_scale` hides the layer until one zooms in beyond 1:this; 0: never.
std::string document(const std::string& renderer, const std::string& labels = "",
                     double least_scale = 0);

}  // namespace fangyuan::qml
