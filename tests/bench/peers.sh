# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # .ci/bench.sh sets them
# peers.sh - npo and other programs: how each indexes and searches; part of
#	.ci/bench.sh
#
# In: programs, bench, work, tab, postgres (its script), corpora; measure(),
# bytes_of(), language(). Out: tools, the indexers that are there. A program's
# index of a corpus is $work/db/TOOL/CORPUS.

lucene_jars()
{
	printf '%s:' /usr/share/java/lucene-core-*.jar \
		/usr/share/java/lucene-analyzers-common-*.jar
}

# index_bytes TOOL CORPUS: of the index that was built last
index_bytes()
{
	case $1 in
	postgres) "$postgres" bytes "$work/postgres" ;;
	*) bytes_of "$work/db/$1/$2" ;;
	esac
}

# find_tools: which indexers are there, in tools
find_tools()
{
	tools=npo
	if "$programs/npo-index" --help | grep -q -- '--jobs'; then
		tools='npo npo-j1'
	fi
	for tool in omindex recollindex sqlite3; do
		! command -v "$tool" >/dev/null || tools="$tools $tool"
	done
	# Sphinx's program has a name that says little
	! command -v searchd >/dev/null || tools="$tools sphinx"
	if "$postgres" start "$work/postgres" 2>"$work/postgres.log"; then
		tools="$tools postgres"
	fi
	if test -e "$bench/java/Lucene.class"; then
		tools="$tools lucene"
	fi
}

# prepare TOOL CORPUS: no database of an earlier round, a new configuration
prepare()
{
	db=$work/db/$1/$2
	rm -rf "$db"
	mkdir -p "$work/db/$1"
	case $1 in
	recollindex)
		mkdir -p "$db"
		printf 'topdirs = %s\nnoaspell = 1\n' \
			"$work/corpora/$2" >"$db/recoll.conf"
		;;
	sphinx)
		mkdir -p "$db"
		cat >"$db/conf" <<-END
		source s
		{
			type = tsvpipe
			tsvpipe_command = $bench/corpus tsv $work/corpora/$2
			tsvpipe_field = text
		}
		index i
		{
			source = s
			path = $db/i
			morphology = stem_enru
		}
		indexer
		{
			mem_limit = 256M
			max_file_field_buffer = 64M
		}
		END
		;;
	esac
}

# build_index PART TOOL CORPUS CASE FOLDER: measure one indexer
build_index()
{
	db=$work/db/$2/$3
	lang=$(language "$3")
	case $2 in
	npo) set -- "$@" "$programs/npo-index" --quiet --db="$db" "$5" ;;
	npo-j*) set -- "$@" "$programs/npo-index" --quiet --jobs="${2#npo-j}" \
		--db="$db" "$5" ;;
	omindex) set -- "$@" omindex --db "$db" --stemmer="$lang" --url / \
		"$5" ;;
	recollindex) set -- "$@" recollindex -c "$db" ;;
	sphinx) set -- "$@" indexer --config "$db/conf" --all ;;
	postgres)
		copy="$bench/corpus tsv $5"
		while IFS= read -r argument; do
			set -- "$@" "$argument"
		done <<-END
		$("$postgres" sql "$work/postgres" "$lang" "$copy")
		END
		;;
	lucene)
		set -- "$@" java -cp "$(lucene_jars)$bench/java" Lucene \
			"$db" "$5" "$(echo "$lang" | cut -c 1-2)" "$(nproc)"
		;;
	sqlite3)
		mkdir -p "$db"
		set -- "$@" sqlite3 "$db/db" "CREATE VIRTUAL TABLE t USING \
fts5(path UNINDEXED, text); INSERT INTO t SELECT name, CAST(data AS TEXT) \
FROM fsdir('$5') WHERE data IS NOT NULL;"
		;;
	esac
	labels="$1$tab$3$tab$2$tab$4"
	shift 5
	measure "$labels" "$@"
}

# searched: corpora with a database; words picked from help-* might be of its
# markup, which others leave out
searched()
{
	for name in $corpora; do
		case $name in
		help-*) ;;
		*) test ! -e "$work/db/npo/$name" || echo "$name" ;;
		esac
	done
}

# xapian_of CORPUS: where in npo's folder Xapian's database is
xapian_of()
{
	find "$work/db/npo/$1" -name iamglass -printf '%h\n' | sed 1q
}

# query_words TOOL CASE WORDS: the query as the tool writes it; nothing if it
# has no such query
query_words()
{
	case $1:$2 in
	quest:romanized | recollq:romanized | sqlite3:romanized) ;;
	npo*:phrase | quest:phrase | recollq:phrase | sqlite3:phrase)
		echo "\"$3\"" ;;
	*) echo "$3" ;;
	esac
}

# query_command TOOL CORPUS CASE WORDS: its arguments, with tabs between
query_command()
{
	words=$(query_words "$1" "$3" "$4")
	db=$work/db/$1/$2
	npo=$work/db/npo/$2
	lang=$(language "$2")
	test -n "$words" || return 0
	case $1 in
	npo) set -- "$programs/npo-search" --db="$npo" "$words" ;;
	npo-l) set -- "$programs/npo-search" --db="$npo" -l "$words" ;;
	bare)
		all=
		test "$3" != phrase || all=-a
		# the word itself, where npo is given another spelling of it
		test "$3" != romanized || words=$frequent
		# a word an argument
		# shellcheck disable=SC2086
		set -- "$programs/bare" $all "$(xapian_of "$2")" $words
		;;
	quest) set -- quest -d "$work/db/omindex/$2" -m 10 -s "$lang" \
		"$words" ;;
	recollq) set -- recollq -c "$work/db/recollindex/$2" -n 10 "$words" ;;
	sqlite3) set -- sqlite3 "$db/db" "SELECT path FROM t WHERE t \
MATCH '$words' ORDER BY rank LIMIT 10" ;;
	esac
	(IFS=$tab; printf '%s\n' "$*")
}

# lines_of ARGUMENTS: how much a command prints
lines_of()
{
	# shellcheck disable=SC2086
	(IFS=$tab; set -f; $1) 2>/dev/null </dev/null | wc -l
}

# searchers CORPUS: programs whose database is there
searchers()
{
	echo npo npo-l bare
	for pair in quest:omindex recollq:recollindex sqlite3:sqlite3; do
		test ! -e "$work/db/${pair#*:}/$1" || echo "${pair%:*}"
	done
}
