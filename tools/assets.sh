#!/bin/sh
# Fetches what only the browser tests use into build/assets, exactly as the lock names it.
set -eu
cd "$(dirname "$0")/.."
[ -f build/assets/node_modules/axe-core/axe.min.js ] && exit 0
command -v npm >/dev/null 2>&1 || { echo "npm is needed for the accessibility tests" >&2; exit 1; }
mkdir -p build/assets
cp tools/assets/package.json tools/assets/package-lock.json build/assets/
cd build/assets
npm ci --ignore-scripts --legacy-peer-deps --no-audit --no-fund --silent
