// SPDX-License-Identifier: Apache-2.0
// How QGIS shows the layers of coverage.gpkg: a map that reads when the file is dragged in.
// Internal to geo/out.
#pragma once

#include <string>
#include <vector>

#include "geo/out/run_contents.h"

namespace fangyuan {

/// Units of one level (townships, else counties, else the finest) shaded in five bands by
/// `share_column`, grey where nobody lives; all levels outlined, names set. An empty column: no
/// shading.
std::string units_style(const RunContents& contents, const std::string& share_column,
                        const std::string& share_title);
/// One sign per type; those of the first service at every scale, the others when zoomed in.
std::string facilities_style(const RunContents& contents, const std::vector<std::string>& types);
/// Translucent, by limit; the first service's union is on, everything else waits to be ticked.
std::string circles_style(const RunContents& contents);
/// Squares of the cells' size by the bands of the first service, seen when zoomed in.
std::string cells_style(const RunContents& contents);
/// A sign per unit by status, rule by rule; all wait to be ticked. Rules without units are left
/// out.
std::string indicators_style(const RunContents& contents);
/// Hatched; the first service's are on.
std::string gaps_style(const RunContents& contents);

}  // namespace fangyuan
