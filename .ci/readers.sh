#!/usr/bin/env bash
# Has programs that are not ours read what is exported: every format, several views and filters.
# PROGRAM names a program to check; without it, this one is built.
set -euo pipefail
cd "$(dirname "$0")/.."

program=${PROGRAM:-}
if [ -z "$program" ]; then
  cargo build --locked --bin protecteu-atlas
  program=$(pwd)/${CARGO_TARGET_DIR:-target}/debug/protecteu-atlas
  case ${CARGO_TARGET_DIR:-} in /*) program=$CARGO_TARGET_DIR/debug/protecteu-atlas ;; esac
fi
# Debian's, whatever other Python comes first on the path: it has the packages of .ci/run.
python=/usr/bin/python3
. .ci/display.sh

export_to() {
  timeout 60 "$program" export -o "$1" --force "${@:2}" 2>"$scratch/said" ||
    fail "export -o ${1##*/} ${*:2}: $(cat "$scratch/said")"
}

# read_pdf NAME FILE PAGES WORDS: has a PDF of at least so many pages, all of one size and with tags,
# that says of itself which standards it keeps, with these words as text.
read_pdf() {
  local pages sizes mark
  timeout 30 pdfinfo "$2" 2>/dev/null | grep -c '^Tagged: *yes' >/dev/null || fail "$1: the PDF has no tags"
  timeout 30 pdfinfo -meta "$2" 2>/dev/null >"$scratch/meta.xml" || fail "$1: the PDF has no metadata"
  for mark in pdfaid:part=2 pdfaid:conformance=A pdfuaid:part=1; do
    grep -cF "<${mark%=*}>${mark#*=}</${mark%=*}>" "$scratch/meta.xml" >/dev/null ||
      fail "$1: the PDF does not claim $mark"
  done
  timeout 30 pdfinfo -struct "$2" 2>/dev/null >"$scratch/structure" || fail "$1: the PDF's tags are not read"
  for mark in '^Document' '^ *H1 ' '^ *Figure'; do
    grep -c "$mark" "$scratch/structure" >/dev/null || fail "$1: the PDF's tags have no $mark"
  done
  sizes=$(timeout 30 pdfinfo -l 9999 "$2" 2>/dev/null | sed -n 's/^Page .* size: *//p' | sort -u | wc -l)
  [ "$sizes" -eq 1 ] || fail "$1: the PDF has pages of $sizes sizes"
  pages=$(timeout 30 pdfinfo "$2" 2>/dev/null | sed -n 's/^Pages: *//p')
  [ "${pages:-0}" -ge "$3" ] || fail "$1: the PDF has ${pages:-no} pages, not $3"
  # All of it is read, so that the reader does not end before the writer.
  timeout 30 pdftotext "$2" - 2>/dev/null | grep -c "$4" >/dev/null || fail "$1: the PDF does not say $4"
}

# read_case NAME [OPTION …]: exports with the options and has each file read.
read_case() {
  local name=$1 folder=$scratch/$1
  shift
  printf '\n== %s: %s\n' "$name" "${*:-everything}"
  mkdir -p "$folder"
  local ending
  for ending in svg json csv graphml gexf dot html md; do
    export_to "$folder/a.$ending" "$@"
  done
  for ending in svg graphml gexf; do
    timeout 30 xmllint --nonet --noout "$folder/a.$ending" || fail "$name: $ending is no XML"
  done
  timeout 30 dot -Tcanon "$folder/a.dot" >"$folder/canon.dot" || fail "$name: Graphviz refuses the DOT"
  timeout 30 gc -n -e "$folder/canon.dot" >"$folder/dot.counts"
  local filter
  filter=$(timeout 30 "$python" .ci/read_graphs.py filter "$folder/a.json")
  if [ "$filter" != '(focus)' ]; then
    timeout 30 "$program" list nodes --format json --filter "$filter" >"$folder/nodes.json"
    timeout 30 "$program" list links --format json --filter "$filter" >"$folder/links.json"
  fi
  timeout 60 "$python" .ci/read_graphs.py check "$folder" || fail "$name: readers disagree"
  export_to "$folder/a.pdf" "$@"
  read_pdf "$name" "$folder/a.pdf" 1 ProtectEU
}

read_case whole
read_case terrorism --filter threat:terrorism
read_case europol --filter 'actor:europol kind:actor,action'
read_case words --filter '"lawful access"'
read_case strategy --view 'What ProtectEU is'
read_case agencies --view 'The agencies'
read_case gaps --view 'Where the gaps are'

printf '\n== every view of the briefing on paper\n'
"$python" .ci/read_graphs.py views "$scratch/whole/a.json" >"$scratch/views"
while IFS= read -r view <&3; do
  export_to "$scratch/view.pdf" --view "$view"
  read_pdf "$view" "$scratch/view.pdf" 1 "$view"
  # What who hears it is told first. (Of a register poppler would draw each page anew for each tag.)
  timeout 30 pdfinfo -struct-text "$scratch/view.pdf" 2>/dev/null >"$scratch/structure" ||
    fail "$view: the words of the PDF's tags are not read"
  grep -A1 '^ *H1 ' "$scratch/structure" | grep -cF "$view" >/dev/null ||
    fail "$view: the first heading is not the view's title"
  printf '%s: both standards claimed, heading and figure among the tags\n' "$view"
done 3<"$scratch/views"
export_to "$scratch/briefing.pdf" --briefing
read_pdf briefing "$scratch/briefing.pdf" 10 'Register of claims'

# Read beside their scripts, which leave nothing of their own behind.
export PYTHONDONTWRITEBYTECODE=1

printf '\n== the page in a browser\n'
# A title of many lines, and so few boxes that all of them have room on a phone.
mkdir "$scratch/long"
export_to "$scratch/long/a.html" --filter 'threat:terrorism,cyber,hybrid kind:action,actor,instrument
  actor:europol,frontex status:announced,proposed,adopted'
for name in whole terrorism long; do
  timeout 120 "$python" .ci/read_page.py "$scratch/$name/a.html" "$scratch/browser" ||
    fail "$name: the page does not do what it should in Chromium"
done

printf '\n== the search of the page\n'
"$python" .ci/search_page.py atlas "$scratch/whole/a.json" "$scratch/alone.json"
timeout 60 "$program" export "$scratch/alone.json" -o "$scratch/alone.html" 2>"$scratch/said" ||
  fail "export of nodes alone: $(cat "$scratch/said")"
timeout 300 "$python" .ci/search_page.py check "$program" "$scratch/whole/a" "$scratch/alone" \
  "$scratch/browser" || fail "the page does not find what the program finds"

printf '\n== the page before axe-core\n'
# The checker alone, in one version: a newer one finds more, and is taken when someone looks.
timeout 120 npm install --prefix "$scratch/axe" --ignore-scripts --no-audit --no-fund --silent \
  axe-core@4.14.1 || fail "npm does not bring axe-core"
export_to "$scratch/nothing.html" --filter 'kind:pillar subtype:agency'
pages=("$scratch/nothing.html")
for name in whole terrorism words strategy gaps; do
  cp "$scratch/$name/a.html" "$scratch/$name.html"
  pages+=("$scratch/$name.html")
done
timeout 600 "$python" .ci/axe_page.py "$scratch/axe/node_modules/axe-core/axe.min.js" \
  "$scratch/browser" "${pages[@]}" || fail "the page is not for everyone"
