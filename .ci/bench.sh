#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# bench.sh - how fast npo is, beside every peer that is installed
#
#	bench.sh BUILD	run by make bench; BUILD/bench has the programs of
#			tests/bench and gets raw.tsv
#
# BENCH=DIR	each folder in DIR is a corpus; one whose name ends in "en" is
#		English, the rest Russian; of help-* only the HTML is taken.
#		Without it, corpora are generated; "mixed" always is.
# SIZE=small	at most 24 MB of a corpus, 20,000 mixed files; full: all,
#		100,000 mixed files
# ROUNDS=3	so often is each index built, by turns; another program that
#		took longer than LIMIT (20) seconds is not run again on that
#		corpus, and none after MINUTES (60), the first round apart
# PARTS="index update memory query batch"
#		what is measured; query and batch need the databases of index.
#		growth, which is measured only if it is named, needs none and
#		no other program: 10,000, 100,000 and 1,000,000 small mixed
#		documents (small: a tenth of that), each a file, as that is how
#		documents come: walking, stat and open grow with them, and both
#		threads have work; each round all of them, then what changes in
#		the middle one. Needs some 22 GB (small: 2.2), and six minutes a
#		round
#
# A line of raw.tsv is "part corpus tool case metric value", with tabs. Times
# are those of a whole process; the corpora are read once before, so nobody
# waits for the disk's first read. Run it on a quiet machine.
build=$(cd "$1" && pwd) || exit 2
cd "$(dirname "$0")/.." || exit 2
bench=$build/bench
work=$bench/work
raw=$bench/raw.tsv
postgres=tests/bench/postgres.sh
rounds=${ROUNDS:-3}
limit=${LIMIT:-20}
end=$(($(date +%s) + ${MINUTES:-60} * 60))
size=${SIZE:-small}
from=${BENCH:-}
parts=${PARTS:-index update memory query batch}
tab=$(printf '\t')
room_each=20 # KB of disk that a small document takes at most, see room()
LC_ALL=C.UTF-8
export LC_ALL
unset NPO_DB XDG_DATA_HOME XDG_CONFIG_HOME RECOLL_CONFDIR

case $size in
small) text_mb=24 mixed=20000 generated=2300 growth='1000 10000 100000' ;;
full)
	text_mb=100000 mixed=100000 generated=10000
	growth='10000 100000 1000000'
	;;
# to try the script itself
tiny) text_mb=1 mixed=500 generated=100 growth='50 500 5000' ;;
*) echo "bench: SIZE is small or full, not '$size'" >&2; exit 2 ;;
esac

has_part()
{
	case " $parts " in
	*" $1 "*) ;;
	*) return 1 ;;
	esac
}

# value PART CORPUS TOOL CASE METRIC VALUE: one line of raw.tsv
value()
{
	(IFS=$tab; printf '%s\n' "$*") >>"$raw"
}

# long: what tests/bench/run prints becomes lines of raw.tsv; the work is not in
# the program itself if a server does it
long()
{
	awk -F'\t' -v OFS='\t' '{
		label = $1 OFS $2 OFS $3 OFS $4
		print label, "wall_ms", $5 / 1000
		print label, "status", $8
		if ($3 == "postgres")
			next
		print label, "cpu_ms", $6 / 1000
		print label, "peak_mb", $7 / 1024
	}'
}

# measure LABELS COMMAND...: run it once, unless it is another program that was
# too slow; LABELS are part, corpus, tool and case with tabs between
measure()
{
	key=$work/slow/$(printf '%s' "$1" | tr '\t ' '-_')
	test ! -e "$key" || return 0
	# what the last one wrote is on the disk when the next begins
	sync
	(IFS=$tab; printf '%s\n' "$*") | "$bench/run" 1 >"$work/one" || exit 2
	long <"$work/one" >>"$raw"
	awk -F'\t' -v limit="$limit" '{
		exit $5 < limit * 1000000 || $3 ~ /^npo/ }' \
		"$work/one" && : >"$key"
	awk -F'\t' '{ printf "%-7s %-8s %-12s %-10s %8.2f s%s\n", $1, $2, $3,
		$4, $5 / 1000000, $8 ? ", status " $8 : "" }' "$work/one" >&2
}

# ------------------------------------------------------------- indexing

# weigh_index TOOL CORPUS: what the index takes; one of next to nothing is not
# counted, as its program has left the corpus out
weigh_index()
{
	bytes=$(index_bytes "$1" "$2")
	text=$(du -sb "$work/corpora/$2/" | cut -f 1)
	if test "$bytes" -ge $((text / 100)); then
		value index "$2" "$1" build index_bytes "$bytes"
		return
	fi
	echo "bench: $1 has read nothing of $2" >&2
	grep -v "^index$tab$2$tab$1$tab" "$raw" >"$raw.kept"
	mv "$raw.kept" "$raw"
	: >"$work/slow/index-$2-$1-build"
	rm -rf "$work/db/$1/$2"
}

part_index()
{
	round=0
	while test "$round" -lt "$rounds"; do
		round=$((round + 1))
		for corpus in $corpora; do
			for tool in $tools; do
				slow=$work/slow/index-$corpus-$tool-build
				test ! -e "$slow" || continue
				test "$round" -eq 1 ||
					test "$(date +%s)" -lt "$end" || return
				prepare "$tool" "$corpus"
				build_index index "$tool" "$corpus" build \
					"$work/corpora/$corpus"
				test "$round" -gt 1 ||
					weigh_index "$tool" "$corpus"
			done
		done
		# each round begins with another one, if there are several
		test "$tools" = "${tools#* }" ||
			tools="${tools#* } ${tools%% *}"
	done
}

# updates PART CORPUS FOLDER TOOL...: what changes nothing, and one file of many
updates()
{
	part=$1 corpus=$2 folder=$3
	shift 3
	file=$(find "$folder" -type f | sort | sed -n 1p)
	round=0
	while test "$round" -lt "$rounds"; do
		round=$((round + 1))
		measure "$part$tab$corpus${tab}find${tab}unchanged" \
			find "$folder" -type f -printf '%T@ %s\n'
		for tool; do
			test -e "$work/db/$tool/$corpus" || continue
			build_index "$part" "$tool" "$corpus" unchanged \
				"$folder"
		done
		for tool; do
			test -e "$work/db/$tool/$corpus" || continue
			# a time of change has a resolution
			sleep 1
			echo "word $round" >>"$file"
			build_index "$part" "$tool" "$corpus" 'one changed' \
				"$folder"
		done
	done
}

part_update()
{
	updates update mixed "$work/corpora/mixed" npo omindex recollindex
}

# ------------------------------------------------------------- growth

# room COUNTS: whether there is room for so many documents each, their databases
# and, while one is made, its shards
room()
{
	free=$(df -Pk "$work" | awk 'NR == 2 { print $4 }')
	needed=0
	for count in $1; do
		needed=$((needed + count * room_each))
	done
	test "$free" -ge "$needed" && return
	echo "bench: $((needed / 1024)) MB are needed for $1 documents," \
		"$((free / 1024)) are free" >&2
	exit 2
}

part_growth()
{
	tool='npo-j2'
	middle=$(echo "$growth" | cut -d ' ' -f 2)
	room "$growth"
	mkdir -p "$work/db/$tool"
	for count in $growth; do
		folder=$work/growth/$count
		mkdir -p "$folder"
		generate_in mixed "$count" "$folder"
		value growth "$count" "$tool" build text_bytes \
			"$(bytes_of "$folder")"
	done
	# all sizes in each round, as a machine is now faster, now slower
	round=0
	while test "$round" -lt "$rounds"; do
		round=$((round + 1))
		for count in $growth; do
			rm -rf "$work/db/$tool/$count"
			# it is in memory
			find "$work/growth/$count" -type f -exec cat {} + \
				>/dev/null
			build_index growth "$tool" "$count" build \
				"$work/growth/$count"
			test "$round" -gt 1 || value growth "$count" "$tool" \
				build index_bytes \
				"$(index_bytes "$tool" "$count")"
		done
	done
	updates growth "$middle" "$work/growth/$middle" "$tool"
	rm -rf "$work/growth" "$work/db/$tool"
}

# Peak memory of two workers: a tenth of the files, a third, and all.
part_memory()
{
	tool=npo
	case " $tools " in
	*' npo-j1 '*) tool='npo-j2' ;;
	esac
	# in a place of its own: databases of index stay
	mkdir -p "$work/db/$tool"
	for corpus in $corpora; do
		case $corpus in
		mixed | ru) ;;
		*) continue ;;
		esac
		one_of "$corpus" 10 tenth
		one_of "$corpus" 3 third
		round=0
		while test "$round" -lt "$rounds"; do
			round=$((round + 1))
			for case in tenth third corpora; do
				rm -rf "$work/db/$tool/memory-$corpus"
				build_index memory "$tool" "memory-$corpus" \
					"$case" "$work/$case/$corpus"
			done
		done
	done
}

# ------------------------------------------------------------- queries

part_query()
{
	: >"$work/commands"
	for corpus in $(searched); do
		"$bench/pick" query "$(xapian_of "$corpus")" \
			>"$work/queries" || exit 2
		frequent=$(sed -n 's/^frequent\t//p' "$work/queries")
		while IFS=$tab read -r case words; do
			value words "$corpus" - "$case" words "$words"
			for tool in $(searchers "$corpus"); do
				one=$(query_command "$tool" "$corpus" \
					"$case" "$words")
				test -n "$one" || continue
				none=$(query_command "$tool" "$corpus" \
					frequent qqxzqqxz)
				found=$(($(lines_of "$one") >
					$(lines_of "$none")))
				value query "$corpus" "$tool" "$case" found \
					"$found"
				printf 'query\t%s\t%s\t%s\t%s\n' "$corpus" \
					"$tool" "$case" "$one" \
					>>"$work/commands"
			done
		done <"$work/queries"
	done
	"$bench/run" "${RUNS:-51}" <"$work/commands" >"$work/many" || exit 2
	long <"$work/many" >>"$raw"
}

# ------------------------------------------------------------- batches

# batch_files CORPUS: a file of queries for each case, below $work/batch
batch_files()
{
	folder=$work/batch/$1
	xapian=$(xapian_of "$1")
	mkdir -p "$folder"
	"$bench/pick" batch "$xapian" 100 >"$folder/all" || exit 2
	for case in two words romanized; do
		sed -n "s/^$case\t//p" "$folder/all" >"$folder/$case"
	done
	sed 1q "$folder/two" >"$folder/one"
	# a term that as many documents have as the forms of a word together
	awk -v OFS='\t' '{ print NR, $0 }' "$folder/words" >"$folder/ids"
	"$programs/npo-search" --db="$work/db/npo/$1" -c --batch="$folder/ids" |
		"$bench/pick" near "$xapian" | cut -f 1 >"$folder/single"
	for case in one two words romanized single; do
		equals=
		test "$case" != single || equals='='
		awk -v equals="$equals" '{ print NR "\t" equals $0 }' \
			"$folder/$case" >"$folder/$case.npo"
		sed "s/.*/SELECT path FROM t WHERE t MATCH '&' ORDER BY \
rank LIMIT 10;/" "$folder/$case" >"$folder/$case.sql"
	done
}

part_batch()
{
	: >"$work/commands"
	for corpus in $(searched); do
		batch_files "$corpus"
		for case in one two words romanized single; do
			test -s "$folder/$case" || continue
			value batch "$corpus" - "$case" queries \
				"$(wc -l <"$folder/$case")"
			printf 'batch\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
				"$corpus" npo-l "$case" "$programs/npo-search" \
				"--db=$work/db/npo/$corpus" -l \
				"--batch=$folder/$case.npo"
			test "$case" != romanized || continue
			printf 'batch\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
				"$corpus" bare "$case" "$programs/bare" -b \
				"$xapian" "$folder/$case"
			test -e "$work/db/sqlite3/$corpus" || continue
			printf 'batch\t%s\t%s\t%s\t%s\t%s\t%s\n' \
				"$corpus" sqlite3 "$case" sqlite3 \
				"$work/db/sqlite3/$corpus/db" \
				".read $folder/$case.sql"
		done >>"$work/commands"
	done
	"$bench/run" "${RUNS:-51}" <"$work/commands" >"$work/many" || exit 2
	long <"$work/many" >>"$raw"
}

# ------------------------------------------------------------- all

# Copies of npo's programs and of bare, as of what has just been installed. What
# a linker writes piece by piece is mapped piece by piece, too, and so is what
# the kernel has dropped from memory, as after an hour of indexing, and read
# back: that makes a search 5 % slower, but bare is too small for it, and loads
# libraries that all others load.
copy_programs()
{
	rm -rf "$programs"
	mkdir "$programs"
	cp "$build/npo-index" "$build/npo-search" "$bench/bare" "$programs" ||
		exit 2
	sync
}

# about PART: the machine; growth is measured at another time than the rest
about()
{
	value "$1" - - - commit "$(git describe --always --dirty --abbrev=12)"
	value "$1" - - - date "$(date -u +%Y-%m-%d)"
	value "$1" - - - cpu "$(sed -n 's/^model name[^:]*: //p' \
		/proc/cpuinfo | sed 1q)"
	value "$1" - - - cores "$(nproc)"
	value "$1" - - - memory_mb "$(awk '/^MemTotal/ {
		printf "%.0f\n", $2 / 1024 }' /proc/meminfo)"
	value "$1" - - - kernel "$(uname -sr)"
	value "$1" - - - size "$size"
	value "$1" - - - load_before "$(cut -d ' ' -f 1 /proc/loadavg)"
	value "$1" - - - rounds "$rounds"
	value "$1" - - - limit "$limit"
}

# commands go on as lines with tabs
case $build in
*[[:space:]]*) echo "bench: a blank in '$build'" >&2; exit 2 ;;
esac
. tests/bench/corpora.sh
. tests/bench/peers.sh

rm -rf "$work"
programs=$work/programs
mkdir -p "$work/slow"
copy_programs
corpora=
: >"$raw"
trap '"$postgres" stop "$work/postgres" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
if has_part growth; then
	about growth
	part_growth
fi
for part in index update memory query batch; do
	has_part "$part" || continue
	if test -z "$corpora"; then
		about about
		find_tools
		make_corpora
	fi
	case $part in
	query) about query; copy_programs ;;
	batch) copy_programs ;;
	esac
	"part_$part"
done
