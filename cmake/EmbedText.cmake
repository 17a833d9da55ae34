# SPDX-License-Identifier: Apache-2.0
# embed_text(TARGET NAME FILE…): builds text files into a target, so that the program finds them
# wherever it is copied. Writes <build>/embedded/NAME.cpp with
#   namespace fangyuan::embedded { std::span<const Text> NAME(); }
# (core/base/embedded.h), one Text per file under its name without folder and extension. Editing a
# file re-runs this at the next build.
function(embed_text target name)
  set(entries "")
  foreach(file ${ARGN})
    get_filename_component(path ${file} ABSOLUTE)
    get_filename_component(stem ${file} NAME_WE)
    file(READ ${path} content HEX)
    # A compiler need not take string literals above 64 KiB, and one array of bytes has no escapes.
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${content}")
    string(MAKE_C_IDENTIFIER "${stem}" identifier)
    string(APPEND arrays "const char k_${identifier}[] = {${bytes}'\\0'};\n")
    string(APPEND entries "    Text{\"${stem}\", {k_${identifier}, sizeof(k_${identifier}) - 1}},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  endforeach()
  set(out ${CMAKE_BINARY_DIR}/embedded/${name}.cpp)
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
"// Generated from data files at configure time; do not edit.
#include \"core/base/embedded.h\"
namespace fangyuan::embedded {
namespace {
${arrays}const Text kTexts[] = {
${entries}};
}  // namespace
std::span<const Text> ${name}() { return kTexts; }
}  // namespace fangyuan::embedded
")
  target_sources(${target} PRIVATE ${out})
endfunction()
