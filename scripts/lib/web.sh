# SPDX-License-Identifier: Apache-2.0
# Builds and tests the web page. Sourced by the other scripts. Debian 12 brings Node 18; Vite wants
# at least 20.19, so a newer one is put into .tools/ from npm's `node` package when it is needed.

node_is_new_enough() {
  command -v node >/dev/null || return 1
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

ensure_node() {
  if [ -x .tools/node_modules/.bin/node ]; then PATH="$PWD/.tools/node_modules/.bin:$PATH"; fi
  node_is_new_enough && return 0
  echo "正在取得较新的 Node / getting a newer Node into .tools/" >&2
  mkdir -p .tools
  npm install --prefix .tools --no-audit --no-fund --loglevel=error node@22 >&2 || return 1
  PATH="$PWD/.tools/node_modules/.bin:$PATH"
  node_is_new_enough || { echo "没有可用的 Node 20.19 或更新版本 / no Node 20.19 or newer" >&2; return 1; }
}

# npm_packages FOLDER WHAT [OPTION…]: npm ci, only when the lock file has changed since the last time
npm_packages() {
  local folder=$1 what=$2; shift 2
  ensure_node || return 1
  local stamp=$folder/node_modules/.fangyuan-lock
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  echo "正在安装$what" >&2
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error "$@" >&2) || return 1
  cp "$folder/package-lock.json" "$stamp"
}

web_packages() { npm_packages viewer/web "网页依赖 / installing the page's packages"; }

# For tests only: the second reader of tilings. Nothing of it is built in.
second_reader_packages() {
  npm_packages tests/mapshaper "测试用的 mapshaper / installing mapshaper for the tests" \
    --omit=optional --ignore-scripts
}

web_build() {
  [ -f viewer/web/package.json ] || return 0
  web_packages || return 1
  echo "正在构建网页 / building the page" >&2
  local log; log=$(mktemp)
  (cd viewer/web && npm run build) >"$log" 2>&1 || { tail -n 40 "$log" >&2; rm -f "$log"; return 1; }
  rm -f "$log"
}

web_test() {
  [ -f viewer/web/package.json ] || return 0
  web_packages || return 1
  echo "== vitest"
  (cd viewer/web && npm test)
}
