// SPDX-License-Identifier: Apache-2.0
#include "geo/io/dbf_text.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>

#include "geo/io/gdal_open.h"
#include "geo/io/text_encoding.h"

namespace fangyuan {
namespace {

constexpr std::size_t kEnough = 1U << 20U;  // bytes that decide

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string item(const OGRLayer& layer, const char* key) {
  const char* value = const_cast<OGRLayer&>(layer).GetMetadataItem(key, "SHAPEFILE");
  return value == nullptr ? "" : value;
}

/// All texts that are not ASCII, one after the other, as bytes.
std::string raw_texts(const LayerRef& ref) {
  Problems ignored;
  const GDALDatasetUniquePtr dataset = open_vector(ref, {"ENCODING="}, ignored);
  OGRLayer* layer = dataset ? choose_layer(*dataset, ref, ignored) : nullptr;
  if (layer == nullptr) return {};
  std::string bytes;
  const auto add = [&](std::string_view text) {
    if (is_ascii(text)) return;
    // A character cut off by the field's width says nothing about the encoding.
    const Decoded utf8 = decode(text, "UTF-8");
    if (utf8.damaged == 0)
      bytes += utf8.utf8;
    else
      bytes.append(text.substr(0, text.size() - (decode(text, "GB18030").cut ? 1 : 0)));
    bytes += '\n';
  };
  const OGRFeatureDefn& defn = *layer->GetLayerDefn();
  for (int i = 0; i < defn.GetFieldCount(); ++i) add(defn.GetFieldDefn(i)->GetNameRef());
  const char* const no_geometry[] = {"OGR_GEOMETRY", nullptr};
  layer->SetIgnoredFields(const_cast<const char**>(no_geometry));
  for (auto& feature : *layer) {
    for (int i = 0; i < defn.GetFieldCount(); ++i)
      if (defn.GetFieldDefn(i)->GetType() == OFTString && feature->IsFieldSetAndNotNull(i))
        add(feature->GetFieldAsString(i));
    if (bytes.size() > kEnough) break;
  }
  return bytes;
}

}  // namespace

std::string TextReading::text(const char* from_gdal, TextCount& count) const {
  const std::string_view bytes(from_gdal);
  if (is_ascii(bytes)) return std::string(bytes);
  if (!gdal_encoding.empty() && is_utf8(bytes)) return std::string(bytes);
  const Decoded decoded = decode(bytes, gdal_encoding.empty() ? encoding : "UTF-8");
  count.damaged += decoded.damaged > 0 ? 1 : 0;
  count.cut += decoded.cut ? 1 : 0;
  return decoded.utf8;
}

TextReading dbf_reading(const LayerRef& ref, const OGRLayer& labelled, Problems& problems) {
  const std::string cpg = item(labelled, "ENCODING_FROM_CPG");
  const std::string declared = cpg.empty() ? item(labelled, "ENCODING_FROM_LDID") : cpg;
  const std::string bytes = raw_texts(ref);
  TextReading reading;
  if (bytes.empty()) return reading;
  const EncodingGuess guess = guess_encoding(bytes, cpg);
  reading.encoding = guess.encoding;
  // Bytes that are neither UTF-8 nor Chinese: as declared, if that is a code page of its own.
  const bool other = guess.encoding == "CP1252" && !declared.empty() && declared != "UTF-8";
  if (other) reading.encoding = reading.gdal_encoding = declared;
  if (reading.gdal_encoding.empty() && !is_ascii(ref.where)) reading.gdal_encoding = guess.encoding;
  const bool gb = cpg.find("936") != std::string::npos || cpg.find("GB") != std::string::npos;
  if (!cpg.empty() && !other &&
      ((guess.encoding == "GB18030" && !gb) || (guess.encoding == "UTF-8" && cpg != "UTF-8"))) {
    Problem p = layer_problem(
        ref, "encoding-mislabelled",
        {"文字不是 .cpg 所说的 " + cpg + "，按实际编码读",
         "the texts are not in " + cpg + " as the .cpg says; read in the encoding they are in"});
    p.value = guess.encoding;
    problems.warning(std::move(p));
  } else if (!guess.sure && !other) {
    Problem p = layer_problem(ref, "encoding-guessed",
                              {"文字编码不能确定，按此编码读；名称若是乱码，请改 .cpg",
                               "the text encoding is uncertain and was read as this; if names look "
                               "wrong, correct the .cpg"});
    p.value = guess.encoding;
    problems.warning(std::move(p));
  }
  return reading;
}

void tell_texts(const LayerRef& ref, const RawLayer& layer, const TextCount& count,
                Problems& problems) {
  if (count.damaged > 0) {
    Problem p = layer_problem(
        ref, "text-damaged", {"有的字节不成文字，记作 �", "bytes that are no text were read as �"});
    p.layer = layer.name;
    p.value = layer.encoding;
    p.count = count.damaged;
    problems.warning(std::move(p));
  }
  if (count.cut > 0) {
    Problem p = layer_problem(
        ref, "text-cut",
        {"文字超过字段宽度，最后一个字被截断", "texts were cut in the middle of a character"});
    p.layer = layer.name;
    p.value = layer.encoding;
    p.count = count.cut;
    problems.warning(std::move(p));
  }
}

}  // namespace fangyuan
