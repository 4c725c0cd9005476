#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The packages of packages.tsv, unpacked beside each other, and the plays of RusDraCor: fetch.sh DIR. Nothing is installed.
set -eu

learn=$(cd "$(dirname "$0")" && pwd)
tab=$(printf '\t')
mkdir -p "$1/deb" "$1/root"
cd "$1"

# what Debian says of its packages: DIR/root/descriptions
descriptions() {
	mkdir -p lists/partial
	set -- -o Dir::State::Lists="$PWD/lists" -o Acquire::Languages=en
	apt-get "$@" update
	apt-get "$@" indextargets --format '$(FILENAME)' \
		'Created-By: Translations' 'Codename: bookworm' |
	while read -r file; do
		/usr/lib/apt/apt-helper cat-file "$file"
	done >root/descriptions.new/descriptions.txt
}

grep -v -e '^#' -e "^package$tab" "$learn/packages.tsv" | cut -f 1,2 | sort -u |
while IFS=$tab read -r package version; do
	test -d "root/$package" && continue
	mkdir -p "root/$package.new"
	if test "$package" = descriptions; then
		descriptions
	else
		(cd deb && apt-get -q download "$package=$version")
		dpkg -x deb/"$package"_*.deb "root/$package.new"
	fi
	mv "root/$package.new" "root/$package"
done

plays=b178c0401ffcf58b209104e90e38ff718f188fd8	# 212 of them
test -d plays || git clone -q https://github.com/dracor-org/rusdracor plays
git -C plays checkout -q $plays
