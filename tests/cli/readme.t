#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# readme.t - what README.md shows is so
. "${0%/*}/lib.sh"
SOURCE=${TESTS%/*}
README=$SOURCE/README.md

cp -r "$SOURCE/corpus" .

# Transcripts: the blocks of ```console, as the programs print them today.
ok 'README.md has transcripts' test "$(grep -c '^\$ ' "$README")" -ge 5
ok 'its commands run' status 0 sh -c '"$1/.ci/transcript.sh" <"$2"' - \
	"$SOURCE" "$README"
test -z "${NPO_GOLDEN-}" || cp "$OUT" "$README"
diff "$README" "$OUT" | sed 's/^/# /'
ok 'and print what it shows (else: make golden)' cmp "$README" "$OUT"

# Recipes: each block of ```sh is a script, run behind the ones before it.
awk '/^```sh$/ { n++; inside = 1; next }
	/^```/ { inside = 0 }
	inside { print >("recipe" n) }' "$README"
ok 'README.md has recipes' test -s recipe5
for recipe in recipe*; do
	first=$(head -n 1 "$recipe")
	if grep -q 'jq' "$recipe" && ! command -v jq >"$OUT"; then
		skip "$first" 'no jq here'
		continue
	fi
	ok "$first" status 0 sh -e "$recipe"
	ok 'prints something' test -s "$OUT" -o -s "$ERR"
done

# make: what it tells to type is there.
grep -o '^make [a-z-]*\|`make [a-z-]*`' "$README" | tr -d '`' | sort -u >makes
ok 'README.md tells what to make' grep -qx 'make check' makes
while read -r _ target; do
	ok "make $target is there" grep -q "^$target:" "$SOURCE/Makefile"
done <makes

# Folders of the table are there.
grep '^| `' "$README" | cut -d'|' -f2 | grep -o '`[a-z./]*/`' | tr -d '`' \
	>folders
ok 'README.md tells the folders' test "$(wc -l <folders)" -ge 9
while read -r folder; do
	ok "$folder is there" test -d "$SOURCE/$folder"
done <folders

done_testing
