#!/usr/bin/env bash
# Makes docs/screenshot.png: the real window, on a display of its own. Needs Xvfb, xdotool and ImageMagick.
# Options are handed to the program: docs/make-screenshot.sh --filter threat:terrorism
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --locked --release
program=$(pwd)/target/release/protecteu-atlas
case ${CARGO_TARGET_DIR:-} in
  '') ;;
  /*) program=$CARGO_TARGET_DIR/release/protecteu-atlas ;;
  *) program=$(pwd)/$CARGO_TARGET_DIR/release/protecteu-atlas ;;
esac

. .ci/display.sh
start_display 1440 900
"$program" --size 1440x900 "$@" &
background+=($!)
photograph "$scratch/window.png" 51
# The pointer is not to rest on anything.
xdotool mousemove 720 895
# One more look, once everything that moves in has come to rest.
sleep 2
photograph "$scratch/window.png" 51
convert "$scratch/window.png" -strip docs/screenshot.png
identify -format 'docs/screenshot.png: %wx%h\n' docs/screenshot.png
