# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that are missing; says which. Sourced by the other scripts.

packages_build="g++ cmake ninja-build pkg-config git ca-certificates
  libgdal-dev gdal-bin libgeos-dev libproj-dev proj-data libboost-dev libtbb-dev libmetis-dev libfmt-dev
  libosmium2-dev libprotozero-dev libexpat1-dev libbz2-dev zlib1g-dev libxlsxwriter-dev libpango1.0-dev fonts-noto-cjk libssl-dev
  libtomlplusplus-dev nlohmann-json3-dev libcli11-dev"
packages_web="nodejs npm"
packages_test="libgtest-dev libgmock-dev clang-format chromium fonts-noto-cjk python3-qgis python3"
packages_tidy="clang-tidy python3"
packages_bench="libbenchmark-dev"

# ensure_packages NAME… : installs what dpkg does not know as installed
ensure_packages() {
  local missing=() p
  for p in "$@"; do
    case "$p" in
      # A Node or npm that did not come from Debian serves as well.
      nodejs) command -v node >/dev/null && continue ;;
      npm) command -v npm >/dev/null && continue ;;
    esac
    dpkg-query -W -f '${Status}\n' "$p" 2>/dev/null | grep -q 'install ok installed' || missing+=("$p")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local sudo=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "缺少软件包，且既不是 root 也没有 sudo / these packages are missing, and there is neither root nor sudo:" >&2
      echo "  ${missing[*]}" >&2
      return 1
    }
    sudo="sudo"
  fi
  command -v apt-get >/dev/null || { echo "apt-get is missing: this needs Debian 12 (${missing[*]})" >&2; return 1; }
  echo "正在安装 / installing: ${missing[*]}" >&2
  local log; log=$(mktemp)
  { $sudo apt-get update -q && $sudo env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 || {
    tail -n 20 "$log" >&2; rm -f "$log"
    echo "安装失败 / the installation failed" >&2; return 1
  }
  rm -f "$log"
}
