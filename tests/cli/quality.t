#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# quality.t - no change may lose the spellings of tests/data/quality.tsv
. "${0%/*}/lib.sh"

ok 'the spellings are searched for' status 0 \
	"$TESTS/../.ci/quality.sh" "$NPO_BIN"
ok 'all of them' test "$(awk '$1 == "all" { print $2 }' "$OUT")" = \
	"$(grep -vc -e '^#' -e '^query	' -e '	!' "$TESTS/data/quality.tsv")"
ok '95 of 100 find their word' \
	awk '$1 == "all" { ok = $4 >= 0.95 } END { exit !ok }' "$OUT"
ok 'English words that spell a Cyrillic one come first themselves' \
	awk '/^stays English/ { ok = $4 == 1 } END { exit !ok }' "$OUT"
ok 'and 40 of 100 of these find no Cyrillic one behind' \
	awk '/^stays English/ { ok = $5 >= 0.4 } END { exit !ok }' "$OUT"

done_testing
