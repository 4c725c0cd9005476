#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# profile.sh - where the time goes: by library, and by folder of ours
#
#	profile.sh BUILD	run by make profile
#
# Indexes a corpus, and answers a batch of queries: BENCH=DIR is a folder of
# text, else 3,000 mixed files are generated. Samples of perf where it works,
# else instructions counted by callgrind, with fewer files; a function belongs
# to the folder of the object file that defines it, what is inlined to its
# caller, of whatever folder.
build=$(cd "$1" && pwd) || exit 2
cd "$(dirname "$0")/.." || exit 2
bench=$build/bench
from=${BENCH:-}
LC_ALL=C.UTF-8
export LC_ALL
work=$(mktemp -d "${TMPDIR:-/tmp}/npo-profile-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# by_perf COMMAND...: "share library function" a line, as perf has sampled
by_perf()
{
	perf record -q -F 1999 -o "$work/perf" -- "$@" >/dev/null 2>&1
	perf report -i "$work/perf" --no-children --stdio -q -t "$tab" \
		-F overhead,dso,sym 2>/dev/null |
		sed -n "s/^ *\([0-9.]*\)% *$tab *\([^$tab]*[^ $tab]\) *$tab\
\[.\] \([^(]*\).*/\1$tab\2$tab\3/p"
}

# by_callgrind COMMAND...: the same of instructions
by_callgrind()
{
	valgrind --tool=callgrind --callgrind-out-file="$work/callgrind" \
		"$@" >/dev/null 2>&1
	callgrind_annotate --threshold=99.9 "$work/callgrind" |
		sed -n "s/^ *[0-9,]* *( *\([0-9.]*\)%)  [^:]*:\
\([^(]*\).* \[.*\/\([^]]*\)\]$/\1$tab\3$tab\2/p"
}

# folders: "function TAB folder" for each function of ours; what is in an object
# for the linker's optimizer lacks static ones, so its plugin is kept away
folders()
{
	find "$build/lib" "$build/indexer" "$build/searcher" -name '*.o' \
		-exec nm --plugin=/dev/null -C -A --defined-only {} + |
		sed -n "s|^$build/\(.*\)/[^/]*\.o:[0-9a-f]* [tTwWV] \
\([^(]*\).*|\2$tab\1|p" | sort -u
}

# explain TITLE COMMAND...
explain()
{
	echo "$1 ($how)"
	shift
	"by_$how" "$@" >"$work/functions"
	# the linker's name of a function's part is that of the function
	awk -F'\t' '
	NR == FNR { folder[$1] = $2; next }
	{
		sub(/\.(part|cold|isra|constprop|lto_priv).*/, "", $3)
		sub(/[.-][0-9.]*so.*|\.so.*/, "", $2)
		where = $2 ~ /^npo-/ ? "npo: " \
			($3 in folder ? folder[$3] : "other") : $2
		if ($2 ~ /kernel/)
			where = "kernel"
		share[where] += $1
		if ($2 ~ /^npo-/ && $1 > 0)
			print "f\t" $1 "\t" $3 " (" folder[$3] ")"
	}
	END {
		for (where in share)
			print "w\t" share[where] "\t" where
	}' "$work/names" "$work/functions" >"$work/shares"
	for kind in w f; do
		test "$kind" = w || echo '  the dearest functions of ours'
		grep "^$kind" "$work/shares" | sort -t "$tab" -k 2,2nr |
			head -n 12 |
			awk -F'\t' '$2 >= .05 {
				printf "%7.1f %%  %s\n", $2, $3
			}'
	done
	echo
}

tab=$(printf '\t')
how=callgrind files=300
if perf record -q -o "$work/perf" true >/dev/null 2>&1 &&
	test -s "$work/perf"; then
	how=perf files=3000
elif ! command -v valgrind >/dev/null; then
	echo 'profile: neither perf nor valgrind works here' >&2
	exit 2
fi
if test -z "$from"; then
	from=$work/mixed
	mkdir "$from"
	"$bench/corpus" mixed "$files" "$from" lib/match/russian.tsv \
		lib/match/english.tsv || exit 2
fi
folders >"$work/names"

explain 'indexing' "$build/npo-index" --quiet --db="$work/db" "$from"
test -e "$work/db" || exit 2
"$bench/pick" batch "$(find "$work/db" -name iamglass -printf '%h\n' |
	sed 1q)" 200 >"$work/picked" || exit 2
for case in words romanized two; do
	sed -n "s/^$case$tab/$case$tab/p" "$work/picked" >"$work/batch"
	test -s "$work/batch" || continue
	explain "200 queries, $case" "$build/npo-search" --db="$work/db" \
		--batch="$work/batch" --format=text
done
