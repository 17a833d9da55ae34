# SPDX-License-Identifier: Apache-2.0
# Writes a C++ file that holds every file of DIST. Called as cmake -DDIST=… -DOUT=… -P embed.cmake.
# The bytes come in by the assembler's .incbin, so that no compiler has to parse them.
file(GLOB_RECURSE files RELATIVE "${DIST}" "${DIST}/*")
list(SORT files)
set(text "// Made by viewer/server/embed.cmake.\n#include \"viewer/server/assets.h\"\n\n")
set(table "")
set(i 0)
foreach(f IN LISTS files)
  string(APPEND text "asm(\".section .rodata\\n.balign 16\\nfy_asset_${i}:\\n.incbin \\\"${DIST}/${f}\\\"\\nfy_asset_${i}_end:\\n.byte 0\\n.previous\\n\");\n"
                     "extern \"C\" const char fy_asset_${i}[];\nextern \"C\" const char fy_asset_${i}_end[];\n")
  string(APPEND table "      Asset{\"/${f}\", {fy_asset_${i}, static_cast<std::size_t>(fy_asset_${i}_end - fy_asset_${i})}},\n")
  math(EXPR i "${i}+1")
endforeach()
string(APPEND text "\nnamespace fangyuan {\nstd::span<const Asset> assets() {\n")
if(i GREATER 0)
  string(APPEND text "  static const Asset table[] = {\n${table}  };\n  return table;\n")
else()
  string(APPEND text "  return {};\n")
endif()
string(APPEND text "}\n}  // namespace fangyuan\n")
file(WRITE "${OUT}.part" "${text}")
file(COPY_FILE "${OUT}.part" "${OUT}" ONLY_IF_DIFFERENT)
file(REMOVE "${OUT}.part")
