#!/bin/sh
# Installs the dependencies of a fresh clone, and only then: a second run costs a few milliseconds.
set -eu
cd "$(dirname "$0")/.."
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "hostler: installing dependencies (once) ..." >&2
  npm ci --loglevel=error >&2
  touch node_modules/.package-lock.json
fi
