#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# scores.sh - the figures of DIR/score.py, npo's beside others'
#
#	scores.sh DIR BUILD [BASELINE]...	folders of programs
#
# score.py is asked with --bin FOLDER, and prints "task TAB group TAB figures
# TAB n" a line, where figures are "name value", two blanks between them. Times
# are left out, as others may be at work on the machine; so are ranks beyond 5.
LC_ALL=C
export LC_ALL
score=$1/score.py
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/npo-scores-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

names=
for folder; do
	name=${folder##*/}
	test -n "$names" || name=npo
	names="$names $name"
	"$score" --bin "$folder" >"$work/out" || exit 2
	sed "s/^/$name	/" "$work/out" >>"$work/all"
done

awk -F'\t' -v names="$names" '
NF < 5 || $2 == "task" { next }
{
	sub(/^worst group: .*/, "worst group", $3)
	figures = split($4, figure, "  ")
	for (i = 1; i <= figures; i++) {
		cells = split(figure[i], cell, " ")
		if (cell[1] ~ /^(seconds|ms\/query|R@20|MRR|hits)$/)
			continue
		row = sprintf("%-9s %-20s %-18s", $2, $3, cell[1])
		if (!(row in count)) {
			count[row] = $5
			order[++rows] = row
		}
		value[row, $1] = cell[cells]
	}
}
END {
	methods = split(names, method, " ")
	printf "%-9s %-20s %-18s %5s", "task", "group", "figure", "n"
	for (k = 1; k <= methods; k++)
		printf " %6s", method[k]
	printf "\n"
	for (i = 1; i <= rows; i++) {
		printf "%s %5d", order[i], count[order[i]]
		for (k = 1; k <= methods; k++)
			printf " %6.3f", value[order[i], method[k]]
		printf "\n"
	}
}' "$work/all"
