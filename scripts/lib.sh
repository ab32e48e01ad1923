#!/usr/bin/env bash
# Shared by the scripts of this folder: installs what package-lock.json says, once for each lockfile.
# Runs with the bash 3.2 and the tools that macOS brings.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

# The packages bring the Node that everything runs on, so any npm will do.
install_packages() {
  command -v npm >/dev/null || { say 'npm is missing. Install Node.js, which brings it: https://nodejs.org'; exit 1; }
  local want have
  want="$(cat package.json package-lock.json | cksum)"
  have="$(cat node_modules/.lede-installed 2>/dev/null || true)"
  if [ "$want" != "$have" ] || ! [ -x node_modules/.bin/node ]; then
    say 'Installing packages…'
    npm ci --no-audit --no-fund --loglevel=error >&2
    [ -x node_modules/.bin/node ] || { say 'npm did not install the node package. Try: npm ci --foreground-scripts'; exit 1; }
    printf '%s' "$want" >node_modules/.lede-installed
  fi
  export PATH="$PWD/node_modules/.bin:$PATH"
  install_hooks
}

# Commits are checked as they are written, unless the clone has hooks of its own.
install_hooks() {
  git rev-parse --git-dir >/dev/null 2>&1 || return 0
  git config --get core.hooksPath >/dev/null || git config core.hooksPath scripts/hooks
}

# Installs a Debian package where apt is at hand; fails where it is not.
install_debian() { # PACKAGE
  command -v apt-get >/dev/null || return 1
  local sudo=''
  [ "$(id -u)" -eq 0 ] || sudo='sudo'
  say "Installing $1…"
  { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1"; } >/dev/null 2>&1
}
