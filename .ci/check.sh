#!/usr/bin/env bash
# Form, lints and tests; needs no display. Run it before sending a change.
set -euo pipefail
cd "$(dirname "$0")/.."

step() {
  printf '\n== %s\n' "$*"
  "$@"
}

step cargo fmt --check
step cargo clippy --locked --all-targets -- -D warnings
# The core and the command line must build where there are no windows at all.
step cargo check --locked --lib --bins --no-default-features
# The very command the README gives.
export PROTECTEU_ATLAS_ALL_FILTERS=1
step cargo test
