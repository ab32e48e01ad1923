#!/usr/bin/env bash
# Sourced after lib.sh: finds Chromium for the browser tests, or installs Debian's, and exports CHROMIUM. The one without windows comes first:
# the same engine answers the same tests in half the time.
find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
    '/Applications/Chromium.app/Contents/MacOS/Chromium'; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then
      command -v "$name"
      return
    fi
  done
}

# Where nobody is asked for a password, the one without windows is installed beside another.
may_install() { [ "$(id -u)" -eq 0 ] || [ -n "${CI:-}" ]; }

if [ -z "${CHROMIUM:-}" ] && ! command -v chromium-headless-shell >/dev/null && may_install; then
  install_debian chromium-headless-shell || true
fi
CHROMIUM="$(find_chromium)"
if [ -z "$CHROMIUM" ]; then
  install_debian chromium-headless-shell || install_debian chromium || say 'Chromium could not be installed: the browser tests will fail. Set CHROMIUM to a browser.'
  CHROMIUM="$(find_chromium)"
fi
export CHROMIUM
