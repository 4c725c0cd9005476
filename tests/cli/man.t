#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# man.t - the man pages' examples run; pages and completions know each option
. "${0%/*}/lib.sh"
SOURCE=${TESTS%/*}

# examples PAGE: the commands of a page, as they are typed
examples()
{
	sed -n 's/^\$ //p' "$1" | sed -e "s/\\\\(aq/'/g" -e 's/\\(dq/"/g' \
		-e 's/\\(ga/`/g' -e 's/\\(ti/~/g' -e 's/\\(ha/^/g' \
		-e 's/\\-/-/g' -e 's/\\&//g' -e 's/\\e/\\/g'
}

# run_example COMMAND: its status is 0, or what a comment behind it says
run_example()
{
	wanted=0
	case $1 in
	*'# status '*) wanted=${1##*'# status '} ;;
	esac
	ok "$1" status "$wanted" sh -c "$1"
}

# run_examples PAGE: all of them, one after another in one folder
run_examples()
{
	fresh
	cp -r "$SOURCE/corpus" .
	case $1 in
	*/npo-index.1) ;;
	*) npo-index -q corpus ;;
	esac
	examples "$1" >../examples
	ok "${1##*/} has examples" test "$(wc -l <../examples)" -ge 3
	while IFS= read -r command <&3; do
		case $command in
		*' jq '*)
			if ! command -v jq >"$OUT"; then
				skip "$command" 'no jq here'
				continue
			fi
			;;
		esac
		run_example "$command"
	done 3<../examples
}

for page in "$SOURCE"/doc/*.[17]; do
	run_examples "$page"
done

# bash_options PROGRAM FUNCTION: what bash offers behind "--" and "-"
bash_options()
{
	bash -c '. "$1"
		COMP_WORDS=("$2" -) COMP_CWORD=1
		"$3" 2>/dev/null
		printf "%s\n" "${COMPREPLY[@]%=}"' - \
		"$SOURCE/completions/npo.bash" "$1" "$2" | sort -u
}

# zsh_options FUNCTION: what it names, and what both functions share
zsh_options()
{
	sed -n -e '/^shared=/,/^)/p' -e "/^$1()/,/^}/p" \
		"$SOURCE/completions/_npo" | sed '/_arguments/d; s/\[[^]]*\].*//' |
		grep -o -e '--[a-z][a-z-]*' -e '-[a-z0]\>' | sort -u
}

for program in npo-index npo-search; do
	fresh
	function=_$(echo "$program" | tr - _)
	"$program" --help | sed 's/^Query:.*//; /^typed)/,$d' |
		grep -o -e ' --[a-z][a-z-]*' -e '^ *-[a-z0]\>' |
		tr -d ' ' | sort -u >help
	sed -n '/^\.It Fl/p' "$SOURCE/doc/$program.1" |
		grep -o 'Fl [-a-z0]*' | sed 's/^Fl /-/' | sort -u >page
	ok "the page of $program has the options of --help" cmp help page
	bash_options "$program" "$function" >bash
	ok "bash completes the options of $program" cmp help bash
	zsh_options "$function" >zsh
	ok "zsh completes the options of $program" cmp help zsh
	for list in help page bash zsh; do
		diff help "$list" | sed "s/^/# $list: /"
	done
done

done_testing
