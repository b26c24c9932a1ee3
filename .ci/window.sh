#!/usr/bin/env bash
# Opens the real window on a display of its own: it must draw, say so, and not be blank.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --locked --bin protecteu-atlas
program=$(pwd)/${CARGO_TARGET_DIR:-target}/debug/protecteu-atlas
case ${CARGO_TARGET_DIR:-} in /*) program=$CARGO_TARGET_DIR/debug/protecteu-atlas ;; esac

. .ci/display.sh
start_display 1440 900

printf '\n== thirty frames\n'
line=$(timeout 120 "$program" --exit-after-frames 30 --size 1440x900 --renderer glow)
printf '%s\n' "$line"
for key in first_frame_ms frame_ms p50 p95 max frames rss_mib renderer; do
  case $line in
    *"\"$key\""*) ;;
    *) fail "the line of figures lacks \"$key\"" ;;
  esac
done

printf '\n== thirty frames of the presenter\n'
line=$(timeout 120 "$program" present --exit-after-frames 30 --size 1280x720 --renderer glow)
printf '%s\n' "$line"
case $line in
  *'"frames":30'*) ;;
  *) fail "the presenter did not draw its frames" ;;
esac

printf '\n== a picture of the window\n'
"$program" --size 1440x900 --renderer glow &
window=$!
background+=("$window")
photograph "$scratch/window.png" 51
kill -0 "$window" 2>/dev/null || fail "the window closed by itself"
identify -format '%wx%h, %k colours\n' "$scratch/window.png"
