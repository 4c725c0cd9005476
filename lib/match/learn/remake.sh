#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The counted tables anew, from the packages of packages.tsv: remake.sh DIR
set -eu

learn=$(cd "$(dirname "$0")" && pwd)
"$learn/fetch.sh" "$1"
cd "$1"
export PYTHONDONTWRITEBYTECODE=1	# of aspell.py
for lang in en ru; do
	python3 "$learn/counts.py" . $lang >$lang.tsv 2>$lang.log
done
python3 "$learn/lexicon.py" . en.tsv >english.new
python3 "$learn/russian.py" ru.tsv plays/tei >russian.new
python3 "$learn/letters.py" en.tsv ru.tsv >letters.new
python3 "$learn/endings.py" . en.tsv ru.tsv >endings.new
python3 "$learn/letters.py" en.tsv ru.tsv >letters.new
python3 "$learn/ending_pairs.py" . >ending_pairs.new
python3 "$learn/odds.py" "$learn/../arcs.tsv" english.new ru.tsv >odds.new
python3 "$learn/twins.py" . "$learn/../twins.tsv" >twins.new
for table in english russian endings ending_pairs letters odds twins; do
	mv $table.new "$learn/../$table.tsv"
done
