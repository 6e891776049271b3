#!/bin/sh
# Installs the dependencies of a fresh clone, and only then: a second run costs a few milliseconds.
set -eu
cd "$(dirname "$0")/.."
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "hostler: installing dependencies (once) ..." >&2
  # Not `npm ci`: it insists on an entry for every platform's optional binaries, which a lock made where a registry lacks some has not.
  # This too installs what the lock names, checked by its hashes, and leaves the lock as it is.
  npm install --no-save --loglevel=error >&2
  touch node_modules/.package-lock.json
fi
