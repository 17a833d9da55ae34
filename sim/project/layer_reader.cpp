// SPDX-License-Identifier: Apache-2.0
#include "sim/project/layer_reader.h"

namespace fangyuan {
namespace {

/// Relative paths are relative to the project; what names a database or a virtual file is left
/// alone.
std::string resolve(const std::string& path, const std::filesystem::path& folder) {
  const auto colon = path.find(':');
  const bool scheme = colon != std::string::npos && colon >= 2 && path.find('/') > colon;
  if (path.empty() || scheme || path.starts_with("/vsi")) return path;
  const std::filesystem::path p(path);
  return p.is_absolute() ? path : (folder / p).lexically_normal().string();
}

}  // namespace

LayerRef read_layer(TomlReader& t, const std::filesystem::path& folder) {
  LayerRef ref;
  ref.key = t.where();
  ref.path = t.required_text("path");
  ref.resolved = resolve(ref.path, folder);
  ref.layer = t.text("layer").value_or("");
  ref.where = t.text("where").value_or("");
  ref.datum_given = t.has("datum");
  ref.datum = t.one_of("datum", {"as-declared", "gcj02", "bd09"}).value_or("as-declared");
  ref.crs = t.text("crs").value_or("");
  ref.axes = t.one_of("axes", {"xy", "yx"}).value_or("");
  ref.fields = t.text_map("fields");
  return ref;
}

}  // namespace fangyuan
