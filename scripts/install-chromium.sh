#!/usr/bin/env bash
# Sourced after lib.sh: finds Chromium for the browser tests, or installs Debian's, and exports CHROMIUM.
find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
    '/Applications/Chromium.app/Contents/MacOS/Chromium'; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then
      command -v "$name"
      return
    fi
  done
}

CHROMIUM="$(find_chromium)"
if [ -z "$CHROMIUM" ]; then
  install_debian chromium || say 'Chromium could not be installed: the browser tests will fail. Set CHROMIUM to a browser.'
  CHROMIUM="$(find_chromium)"
fi
export CHROMIUM
