# A display of one's own, to be sourced: after `start_display WIDTH HEIGHT`, DISPLAY names an X
# server that nobody sees and that is gone when the script ends. Sets `scratch`, a folder for the
# script's files that goes with it.

scratch=$(mktemp --directory)
background=()

clean_up() {
  local at
  # The last first: a program must not lose its display before it ends.
  for ((at = ${#background[@]} - 1; at >= 0; at--)); do
    kill "${background[at]}" 2>/dev/null || true
    wait "${background[at]}" 2>/dev/null || true
  done
  rm -rf "$scratch"
}
trap clean_up EXIT

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

start_display() {
  # The server itself picks a number that is free and writes it down.
  Xvfb -displayfd 3 -screen 0 "$1x$2x24" -nolisten tcp \
    3>"$scratch/display" >"$scratch/xvfb.log" 2>&1 &
  background+=($!)
  local waited
  for waited in {1..100}; do
    if [ -s "$scratch/display" ]; then
      DISPLAY=:$(cat "$scratch/display")
      export DISPLAY
      break
    fi
    sleep 0.1
  done
  [ -n "${DISPLAY:-}" ] || fail "Xvfb did not start: $(cat "$scratch/xvfb.log")"
  unset WAYLAND_DISPLAY
  # No settings of a former run, and none left behind.
  export HOME=$scratch/home XDG_RUNTIME_DIR=$scratch/runtime LIBGL_ALWAYS_SOFTWARE=1
  export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share
  mkdir -p "$HOME"
  mkdir -m 700 -p "$XDG_RUNTIME_DIR"
}

# Photographs the display into a file until it shows at least that many colours.
photograph() {
  local file=$1 least=$2 colours=0 waited
  for waited in {1..60}; do
    sleep 0.5
    import -silent -window root "$file"
    colours=$(identify -format '%k' "$file")
    [ "$colours" -lt "$least" ] || return 0
  done
  fail "the display shows only $colours colours"
}
