#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# quality-doc.sh - measure, and write the figures into doc/QUALITY.md
#
#	quality-doc.sh DIR BUILD BASELINE...	DIR has score.py, or is empty
#
# What stands between "<!-- figures: NAME -->" and "<!-- end -->" is written
# anew, with the commit that was measured; without DIR, the figures that need
# it stay as they are. The last BASELINE keeps stems in its index.
score=${1:+$1/score.py}
shift
doc=doc/QUALITY.md
work=$(mktemp -d "${TMPDIR:-/tmp}/npo-doc-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

for stems; do :; done
.ci/quality.sh "$@" >"$work/spellings" 2>"$work/missing" || {
	cat "$work/missing" >&2
	exit 2
}
.ci/inflected.sh "$1" "$stems" >"$work/inflected" || exit 2
if grep -q '^inflected: not measured' "$work/inflected"; then
	cat "$work/inflected" >&2
	rm "$work/inflected"
fi
if test -n "$score"; then
	.ci/scores.sh "${score%/*}" "$@" >"$work/all" || exit 2
	# the systems one by one are many
	grep -v '^[a-z]*  *\(ru\|lang\|ru in\) [a-z]' "$work/all" \
		>"$work/scores"
	"$score" --bin "$1" --only names --show 1000000 >"$work/names" ||
		exit 2
	.ci/misses.sh <"$work/names" >"$work/misses" || exit 2
fi

commit=$(git rev-parse --short=12 HEAD) || exit 2
git diff --quiet HEAD -- . ":!$doc" || commit=$commit-dirty
awk -v work="$work" -v commit="$commit" '
/^<!-- end -->$/ {
	inside = 0
}
!inside {
	print
}
/^<!-- figures: [a-z]* -->$/ {
	file = work "/" $3
	if ((getline line <file) <= 0)
		next
	inside = 1
	print "Commit " commit ":\n\n```text"
	do
		print line
	while ((getline line <file) > 0)
	print "```"
}' "$doc" >"$work/doc" && cat "$work/doc" >"$doc"
