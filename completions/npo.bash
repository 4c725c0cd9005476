# SPDX-License-Identifier: GPL-2.0-or-later
# npo.bash - completion of npo-index and npo-search in bash
# shellcheck shell=bash

_npo_types='plain html wikitext jsonl'
_npo_langs='ru uk be bg sr mk kk en de fr pl'

# _npo_words WORDS: those that begin with what is typed
_npo_words()
{
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

# _npo_paths [-d]: files, or folders only
_npo_paths()
{
	compopt -o filenames
	mapfile -t COMPREPLY < <(compgen "${1:--f}" -- "$cur")
}

# The value of an option, which may be behind = or a word of its own.
# COMP_WORDBREAKS makes = a word: --db = DB.
_npo_value()
{
	case $1 in
	--db) _npo_paths -d ;;
	--files-from | --batch) _npo_paths ;;
	--type) _npo_words "$_npo_types" ;;
	--lang) _npo_words "$_npo_langs" ;;
	--encoding) _npo_words 'UTF-8 UTF-16LE UTF-16BE windows-1251 KOI8-R
		KOI8-U IBM866 ISO-8859-5 x-mac-cyrillic windows-1252' ;;
	--progress | --color) _npo_words 'auto always never' ;;
	--list) _npo_words 'indexed skipped' ;;
	--match) _npo_words 'any script exact' ;;
	--script) _npo_words 'latin cyrillic' ;;
	--sort) _npo_words 'relevance date path title' ;;
	--dir) _npo_paths -d ;;
	--romanize) _npo_words "list $(npo-search --romanize=list 2>/dev/null |
		cut -f 1)" ;;
	--max-size | --include | --exclude | --after | --before | --limit | \
		-n | --offset | --snippet) COMPREPLY=() ;;
	*) return 1 ;;
	esac
}

# _npo FORMATS OPTIONS: what both programs share
_npo()
{
	local cur=${COMP_WORDS[COMP_CWORD]}
	local before=${COMP_WORDS[COMP_CWORD - 1]}

	if [[ $before == = ]]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	elif [[ $cur == = ]]; then
		cur=
	elif [[ $before == --list ]]; then
		before=
	fi
	if [[ $before == --format ]]; then
		_npo_words "$1"
	elif _npo_value "$before"; then
		return
	elif [[ $cur == -* ]]; then
		_npo_words "$2"
		[[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace
	else
		_npo_paths
	fi
}

_npo_index()
{
	_npo 'text json' '--db= --wait --files-from= -0 --null --include=
		--exclude= --hidden --follow --one-file-system --max-size=
		--type= --encoding= --lang= --full --no-prune --dry-run --list
		--stats --format= -j --jobs= --progress= -q --quiet -v --verbose --help
		--version'
}

_npo_search()
{
	_npo 'text json tsv csv paths trec' '--db= --match= --literal
		--all-words --any-word --lang= --type= --script= --dir=
		--after= --before= -n --limit= --offset= --sort= --reverse
		-c --count --format= -l -0 --snippet= --color= --romanize=
		--explain --expand --batch= --help --version'
}

complete -F _npo_index npo-index
complete -F _npo_search npo-search
