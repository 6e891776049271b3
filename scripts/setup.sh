#!/bin/sh
# Installs the dependencies of a fresh clone, and only then: a second run costs a few milliseconds.
# No package may run a script of its own (.npmrc), but for the one that brings Node 24.
set -eu
cd "$(dirname "$0")/.."
# A link leads to another work tree's dependencies: npm would empty them for everybody who uses them.
if [ -L node_modules ]; then exit 0; fi
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ] || [ ! -e node_modules/.bin/node ]; then
  echo "hostler: installing dependencies (once) ..." >&2
  npm ci --loglevel=error >&2
  npm rebuild node --ignore-scripts=false --loglevel=error >&2
  touch node_modules/.package-lock.json
fi
