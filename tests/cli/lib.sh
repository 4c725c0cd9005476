# SPDX-License-Identifier: GPL-2.0-or-later
# lib.sh - tests of the programs from outside, in POSIX sh, as TAP
#
# A test begins with   . "${0%/*}/lib.sh"   and ends with   done_testing.
# Run it by prove from the source folder; NPO_BIN names the folder of the
# programs (else ./build). In between:
#
#	fresh			go to a new empty folder with a home and a
#				database of its own; done once already
#	ok NAME status N CMD...	run CMD, keep its output; its status is N
#	ok NAME CMD...		CMD is a condition (test, cmp, grep -q ...)
#	out_is NAME TEXT	the output of the last `ok ... status` is
#				TEXT and a newline; '' means no output
#	out_has NAME TEXT	TEXT stands somewhere in the output
#	out_lacks NAME TEXT	TEXT stands nowhere in it
#	out_lines NAME N	it has N lines
#	err_is, err_has, err_lacks, err_lines	the same of standard error
#	golden NAME FILE	the output is that of tests/golden/FILE, but for
#				weights; NPO_GOLDEN=1 writes the file anew
#	skip NAME REASON	what cannot be tested here
#	done_testing		write the plan
#
# $OUT and $ERR name the files with the output of the last command.

LC_ALL=C.UTF-8 TZ=UTC
export LC_ALL TZ
unset NO_COLOR NPO_DB XDG_DATA_HOME XDG_CONFIG_HOME || :
umask 022

NPO_BIN=$(cd "${NPO_BIN:-build}" && pwd) || exit 2
PATH=$NPO_BIN:$PATH
TESTS=$(cd "${0%/*}/.." && pwd) || exit 2
TOP=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/npo-cli-XXXXXX")" && pwd -P) || exit 2
OUT=$TOP/out ERR=$TOP/err
export NPO_BIN PATH TESTS TOP OUT ERR
tests=0 folders=0 directive= # TOP/folders is the folder of the moment

trap 'chmod -R u+rwx "$TOP"; rm -rf "$TOP"' EXIT
trap 'exit 1' HUP INT TERM

fresh()
{
	folders=$((folders + 1))
	mkdir -p "$TOP/$folders/work" "$TOP/$folders/home"
	cd "$TOP/$folders/work" || exit 2
	HOME=$TOP/$folders/home
	XDG_DATA_HOME=$HOME/data
	NPO_DB=$TOP/$folders/db
	export HOME XDG_DATA_HOME NPO_DB
}

# result PASSED NAME: one line of TAP; a failure shows the last output
result()
{
	tests=$((tests + 1))
	if test "$1" -eq 0; then
		printf 'ok %d - %s\n' "$tests" "$2$directive"
		return
	fi
	printf 'not ok %d - %s\n' "$tests" "$2$directive"
	for t_stream in "$OUT" "$ERR"; do
		test -s "$t_stream" || continue
		echo "# ${t_stream##*/}:"
		head -n 40 "$t_stream" | sed 's/^/#   /'
	done
}

ok()
{
	t_name=$1
	shift
	if test "$1" != status; then
		if "$@"; then result 0 "$t_name"; else result 1 "$t_name"; fi
		return
	fi
	t_wanted=$2 t_got=0
	shift 2
	"$@" >"$OUT" 2>"$ERR" || t_got=$?
	test "$t_got" -eq "$t_wanted" ||
		printf '# status %d, not %d: %s\n' "$t_got" "$t_wanted" "$1"
	test "$t_got" -eq "$t_wanted"
	result $? "$t_name"
}

# The last byte is kept by a letter: $(...) would drop ends of lines.
stream_is()
{
	t_wanted=${3:+$3
}
	test "$(cat "$1"; echo .)" = "$t_wanted."
	result $? "$2"
}
stream_has() { grep -qF -e "$3" "$1"; result $? "$2"; }
stream_lacks() { ! grep -qF -e "$3" "$1"; result $? "$2"; }
stream_lines() { test "$(wc -l <"$1")" -eq "$3"; result $? "$2"; }

out_is() { stream_is "$OUT" "$@"; }
out_has() { stream_has "$OUT" "$@"; }
out_lacks() { stream_lacks "$OUT" "$@"; }
out_lines() { stream_lines "$OUT" "$@"; }
err_is() { stream_is "$ERR" "$@"; }
err_has() { stream_has "$ERR" "$@"; }
err_lacks() { stream_lacks "$ERR" "$@"; }
err_lines() { stream_lines "$ERR" "$@"; }

# Weights and scores change with each tuning, so they are left out.
without_weights()
{
	sed -E -e 's/"(score|weight)":[-0-9.e]+/"\1":0/g' \
		-e 's/\bweight [0-9.]+/weight 0/' \
		-e 's/^(([a-z0-9]+[\t,])?[0-9]+[\t,])[0-9]+\.[0-9]+/\10/' \
		-e 's/ [0-9]+\.[0-9]+ npo$/ 0 npo/' \
		-e 's/(\t(exact|inflected|spelled|script|prefix|typo)\t)[0-9.]+/\10/' \
		"$OUT"
}
golden()
{
	test -z "${NPO_GOLDEN-}" || without_weights >"$TESTS/golden/$2"
	without_weights | diff "$TESTS/golden/$2" - >"$ERR"
	result $? "$1"
}

skip() { directive=" # SKIP $2"; result 0 "$1"; directive=; }
done_testing() { echo "1..$tests"; }

fresh
