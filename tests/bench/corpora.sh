# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # .ci/bench.sh sets them
# corpora.sh - what make bench indexes; part of .ci/bench.sh
#
# In: bench (programs), work, from (BENCH), text_mb, mixed, generated (files),
# tab; value(). Out: corpora, their names; they are in $work/corpora.

bytes_of()
{
	find "$1" -type f -printf '%s\n' |
		awk '{ n += $1 } END { printf "%.0f\n", n }'
}

# take NAME FOLDER GLOB: every k-th file of it, so that text_mb is kept
take()
{
	mkdir -p "$work/corpora/$1"
	find "$2" -type f -name "$3" -printf '%s\t%P\n' |
		sort -t "$tab" -k 2 >"$work/files"
	awk -F'\t' -v limit="$text_mb" '
	{ size += $1; name[NR] = $2 }
	END {
		step = int(size / limit / 1000000) + 1
		for (i = 1; i <= NR; i += step)
			print name[i]
	}' "$work/files" | (
		cd "$2" || exit 2
		tr '\n' '\0' |
			xargs -0r cp --parents -lt "$work/corpora/$1"
	)
}

# generate_in KIND COUNT FOLDER: by the project's own tables of words
generate_in()
{
	mkdir -p "$3"
	"$bench/corpus" "$1" "$2" "$3" lib/match/russian.tsv \
		lib/match/english.tsv || exit 2
}

# generate NAME COUNT: a corpus
generate()
{
	generate_in "$1" "$2" "$work/corpora/$1"
}

make_corpora()
{
	if test -n "$from"; then
		for folder in "$from"/*/; do
			folder=${folder%/}
			case ${folder##*/} in
			help-*) take "${folder##*/}" "$folder" '*.html' ;;
			*) take "${folder##*/}" "$folder" '*' ;;
			esac
		done
	else
		generate ru "$generated"
		generate en "$generated"
	fi
	generate mixed "$mixed"
	corpora=
	for folder in "$work"/corpora/*/; do
		name=$(basename "$folder")
		corpora="$corpora $name"
		value corpus "$name" - - bytes "$(bytes_of "$folder")"
		value corpus "$name" - - files "$(find "$folder" -type f |
			wc -l)"
		find "$folder" -type f -exec cat {} + >/dev/null
	done
}

# one_of NAME N FOLDER: one of N files of a corpus, below FOLDER
one_of()
{
	mkdir -p "$work/$3/$1"
	(
		cd "$work/corpora/$1" || exit 2
		find . -type f | sort | awk -v n="$2" 'NR % n == 1' |
			tr '\n' '\0' |
			xargs -0r cp --parents -lt "$work/$3/$1"
	)
}

language()
{
	case $1 in
	*en) echo english ;;
	*) echo russian ;;
	esac
}
