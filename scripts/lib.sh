# Shared by the scripts of this folder: installs what package-lock.json says, once for each lockfile.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

require_node() {
  command -v npm >/dev/null || { say "npm is missing: install Node.js 20 or later, https://nodejs.org"; exit 1; }
  local major
  major="$(node -p 'process.versions.node.split(".")[0]')"
  [ "$major" -ge 20 ] || { say "Node.js $major is too old: install version 20 or later."; exit 1; }
}

install_packages() {
  require_node
  local want have
  want="$(sha256sum package.json package-lock.json | sha256sum | cut -d' ' -f1)"
  have="$(cat node_modules/.lede-installed 2>/dev/null || true)"
  if [ "$want" != "$have" ] || ! [ -x node_modules/.bin/node ]; then
    say "Installing packages…"
    # Not `npm ci`: it refuses a lockfile without the binaries of platforms that the registry at hand lacks.
    npm install --no-save --no-audit --no-fund --loglevel=error >&2
    [ -x node_modules/.bin/node ] || { say "npm did not install node@24; try: npm install --foreground-scripts"; exit 1; }
    printf '%s' "$want" >node_modules/.lede-installed
  fi
  export PATH="$PWD/node_modules/.bin:$PATH"
}
