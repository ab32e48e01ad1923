# Sourced: finds Chromium for the browser tests, or installs Debian's, and exports CHROMIUM.
find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then
      command -v "$name"
      return
    fi
  done
}

CHROMIUM="$(find_chromium)"
if [ -z "$CHROMIUM" ] && command -v apt-get >/dev/null; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  say 'Installing Chromium…'
  { "${as_root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq chromium; } >/dev/null 2>&1 ||
    say 'Chromium could not be installed: the browser tests will fail. Set CHROMIUM to a browser.'
  CHROMIUM="$(find_chromium)"
fi
export CHROMIUM
