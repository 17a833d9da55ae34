// SPDX-License-Identifier: Apache-2.0
#include "geo/out/qml.h"

#include <fmt/format.h>

namespace fangyuan::qml {
namespace {

std::string number(double value) { return fmt::format("{:g}", value); }

std::string doubled(std::string_view text, char mark) {
  std::string out(1, mark);
  for (const char c : text) {
    if (c == mark) out += mark;
    out += c;
  }
  return out + mark;
}

std::string scale_range(double least_scale, double greatest_scale = 0) {
  std::string out;
  if (least_scale > 0) out += fmt::format(" scalemaxdenom=\"{:g}\"", least_scale);
  if (greatest_scale > 0) out += fmt::format(" scalemindenom=\"{:g}\"", greatest_scale);
  return out;
}

struct RuleText {
  std::string rules, symbols;
  int count = 0;
  int symbol_count = 0;
};

void add_rule(RuleText& out, const char* kind, const DrawRule& rule) {
  out.rules += fmt::format("<rule key=\"r{}\"{}", out.count++, scale_range(rule.least_scale));
  if (!rule.label.empty()) out.rules += " label=\"" + escaped(rule.label) + '"';
  if (!rule.filter.empty()) out.rules += " filter=\"" + escaped(rule.filter) + '"';
  if (!rule.on) out.rules += " checkstate=\"0\"";
  if (!rule.layers.empty()) {
    const std::string name = std::to_string(out.symbol_count++);
    out.rules += " symbol=\"" + name + '"';
    out.symbols += symbol(name, kind, rule.layers);
  }
  out.rules += ">\n";
  for (const DrawRule& inner : rule.inside) add_rule(out, kind, inner);
  out.rules += "</rule>\n";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string column(std::string_view name) { return doubled(name, '"'); }

std::string quoted(std::string_view text) { return doubled(text, '\''); }

std::string to_string(Colour c) { return fmt::format("{},{},{},{}", c.r, c.g, c.b, c.a); }

std::string symbol_layer(const char* type, Properties properties, int pass,
                         const std::string& inner) {
  std::string out =
      fmt::format("<layer class=\"{}\" pass=\"{}\" enabled=\"1\" locked=\"0\">\n", type, pass);
  for (const auto& [key, value] : properties)
    out += fmt::format("<prop k=\"{}\" v=\"{}\"/>\n", key, escaped(value));
  return out + inner + "</layer>\n";
}

std::string symbol(const std::string& name, const char* kind, const std::string& layers) {
  return fmt::format(
      "<symbol name=\"{}\" type=\"{}\" alpha=\"1\" clip_to_extent=\"1\">\n{}</symbol>\n",
      escaped(name), kind, layers);
}

std::string plain_fill(Colour fill, Colour line, double width, int pass) {
  return symbol_layer("SimpleFill",
                      {{"color", to_string(fill)},
                       {"style", fill.a == 0 ? "no" : "solid"},
                       {"outline_color", to_string(line)},
                       {"outline_style", width > 0 ? "solid" : "no"},
                       {"outline_width", number(width)},
                       {"outline_width_unit", "MM"},
                       {"joinstyle", "round"}},
                      pass);
}

std::string outline(Colour line, double width, const char* pen, int pass) {
  return symbol_layer("SimpleLine",
                      {{"line_color", to_string(line)},
                       {"line_style", pen},
                       {"line_width", number(width)},
                       {"line_width_unit", "MM"},
                       {"joinstyle", "round"},
                       {"capstyle", "round"}},
                      pass);
}

std::string hatch(Colour line, double distance, double width, double angle, int pass) {
  const std::string inner = symbol("@hatch", "line", outline(line, width));
  return symbol_layer("LinePatternFill",
                      {{"angle", number(angle)},
                       {"color", to_string(line)},
                       {"distance", number(distance)},
                       {"distance_unit", "MM"},
                       {"line_width", number(width)},
                       {"line_width_unit", "MM"}},
                      pass, inner);
}

std::string marker(const char* shape, Colour fill, Colour line, double size, const char* unit) {
  const bool on_paper = std::string_view(unit) == "MM";
  return symbol_layer("SimpleMarker", {{"name", shape},
                                       {"color", to_string(fill)},
                                       {"outline_color", to_string(line)},
                                       {"outline_style", on_paper ? "solid" : "no"},
                                       {"outline_width", "0.25"},
                                       {"outline_width_unit", "MM"},
                                       {"joinstyle", "round"},
                                       {"size", number(size)},
                                       {"size_unit", unit}});
}

std::string rule_renderer(const char* kind, const std::vector<DrawRule>& rules, bool levels) {
  RuleText text;
  for (const DrawRule& rule : rules) add_rule(text, kind, rule);
  return fmt::format(
      "<renderer-v2 type=\"RuleRenderer\" forceraster=\"0\" symbollevels=\"{}\" "
      "enableorderby=\"0\">\n<rules key=\"root\">\n{}</rules>\n<symbols>\n{}</symbols>\n"
      "</renderer-v2>\n",
      levels ? 1 : 0, text.rules, text.symbols);
}

std::string labeling(const std::vector<Label>& labels) {
  std::string rules;
  int count = 0;
  for (const Label& l : labels)
    rules += fmt::format(
        "<rule key=\"l{}\" filter=\"{}\"{}>\n<settings calloutType=\"simple\">\n"
        "<text-style fieldName=\"{}\" isExpression=\"1\" fontFamily=\"Noto Sans CJK SC\" "
        "fontSize=\"{:g}\" fontSizeUnit=\"Point\" fontWeight=\"{}\" namedStyle=\"{}\" "
        "textColor=\"{}\" textOpacity=\"1\" multilineHeight=\"1\">\n"
        "<families><family name=\"Microsoft YaHei\"/><family name=\"SimHei\"/></families>\n"
        "<text-buffer bufferDraw=\"1\" bufferSize=\"0.7\" bufferSizeUnits=\"MM\" "
        "bufferColor=\"255,255,255,220\" bufferOpacity=\"1\" bufferJoinStyle=\"128\"/>\n"
        "</text-style>\n"
        "<text-format multilineAlign=\"1\"/>\n"
        "<placement placement=\"{}\" dist=\"0.6\" distUnits=\"MM\" "
        "predefinedPositionOrder=\"TR,BR,TL,BL,R,L\" centroidInside=\"1\" centroidWhole=\"0\" "
        "fitInPolygonOnly=\"0\" polygonPlacementFlags=\"2\"/>\n"
        "<rendering drawLabels=\"1\" obstacle=\"0\" scaleVisibility=\"0\" displayAll=\"0\" "
        "labelPerPart=\"0\" mergeLines=\"0\"/>\n"
        "</settings>\n</rule>\n",
        count++, escaped(l.filter), scale_range(l.least_scale, l.greatest_scale),
        escaped(l.expression), l.points, l.bold ? 75 : 50, l.bold ? "Bold" : "Regular",
        to_string(l.colour), l.beside ? 6 : 1);
  return "<labeling type=\"rule-based\">\n<rules key=\"labels\">\n" + rules +
         "</rules>\n</labeling>\n";
}

std::string document(const std::string& renderer, const std::string& labels, double least_scale) {
  return fmt::format(
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling|Rendering\" "
      "labelsEnabled=\"{}\" hasScaleBasedVisibilityFlag=\"{}\" minScale=\"{:g}\" maxScale=\"0\">\n"
      "{}{}<blendMode>0</blendMode>\n<layerOpacity>1</layerOpacity>\n</qgis>\n",
      labels.empty() ? 0 : 1, least_scale > 0 ? 1 : 0, least_scale > 0 ? least_scale : 1e8,
      renderer, labels);
}

}  // namespace fangyuan::qml
