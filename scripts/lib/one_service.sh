# SPDX-License-Identifier: Apache-2.0
# one_service SAMPLE_FOLDER: writes one.toml beside its project.toml and prints its path: only the
# first service, a 15-minute walk, but from the facilities of all types that the project serves.
one_service() {
  local all
  all=$(sed -n 's/^facilities = \[\(.*\)\]$/\1/p' "$1/project.toml" | tr ',' '\n' | sed 's/^ *//' | sort -u | paste -sd,)
  awk '/^\[\[services\]\]/ { n++ } n < 2' "$1/project.toml" |
    sed "s/^facilities = \[.*\]$/facilities = [$all]/" >"$1/one.toml"
  echo "$1/one.toml"
}
