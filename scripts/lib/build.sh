# SPDX-License-Identifier: Apache-2.0
# Configures and builds a CMake preset. Sourced by the other scripts.

# build_preset PRESET [cmake options…]
build_preset() {
  local preset=$1; shift
  local log; log=$(mktemp)
  echo "正在编译 / building: $preset" >&2
  { cmake --preset "$preset" "$@" && cmake --build --preset "$preset"; } >"$log" 2>&1 || {
    tail -n 60 "$log" >&2; rm -f "$log"
    echo "编译失败 / the build failed" >&2; return 1
  }
  rm -f "$log"
}
