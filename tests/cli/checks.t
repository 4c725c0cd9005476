#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# checks.t - the checks behind make check can fail
. "${0%/*}/lib.sh"
SOURCE=${TESTS%/*}

# floors_with LINE FILE: check the sources with one line more in a file
floors_with()
{
	rm -rf sources
	mkdir sources
	cp -r "$SOURCE/lib" "$SOURCE/indexer" "$SOURCE/searcher" \
		"$SOURCE/include" sources
	printf '%s\n' "$1" >>"sources/$2"
	"$SOURCE/.ci/floors.sh" sources
}

ok 'includes go down' status 0 floors_with '' lib/base/buf.c
ok 'none goes up' status 1 floors_with '#include "npo/text.h"' lib/base/buf.c
out_has 'which is told' 'npo/text.h is not below base'
ok 'none goes sideways' status 1 \
	floors_with '#include "npo/format.h"' lib/analysis/analyzer.c
ok 'also not from a header' status 1 \
	floors_with '#include "npo/analysis.h"' include/npo/text.h
ok 'match may use text' status 0 \
	floors_with '# include "npo/text.h"' lib/match/scan.c
ok 'text does not use match' status 1 \
	floors_with '#include "npo/match.h"' lib/text/fold.c
ok 'no program uses the other' status 1 \
	floors_with '#include "searcher/searcher.h"' indexer/main.c
ok 'Xapian is included in store only' status 1 \
	floors_with '#include <xapian.h>' lib/database/folder.c
ok 'ICU in text only' status 1 \
	floors_with '#include <unicode/uchar.h>' searcher/chars.c
ok 'libxml2 in format only' status 1 \
	floors_with '#include <libxml/HTMLparser.h>' indexer/index.c

# A machine with nothing: no compiler, no apt-get.
mkdir empty
for program in sh tr printf cat id; do
	ln -s "$(command -v "$program")" empty
done
ok 'where nothing is there and nothing can be installed' status 1 \
	env PATH="$PWD/empty" CC=cc CXX=c++ "$SOURCE/.ci/deps.sh" build
out_has 'what is missing is told' 'missing here: cc c++ pkg-config'
out_has 'and what to install' 'libxapian-dev'
cat >empty/apt-get <<'END'
#!/bin/sh
echo "apt-get $*"
END
chmod +x empty/apt-get
ln -s "$(command -v env)" empty
printf '#!/bin/sh\necho 0\n' >root
chmod +x root
mv root empty/id
ok 'as root' status 1 \
	env PATH="$PWD/empty" CC=cc CXX=c++ "$SOURCE/.ci/deps.sh" check
out_has 'it is installed' 'apt-get install -y -q --no-install-recommends gcc '
out_has 'with what the tests need' 'libcmocka-dev'
out_has 'and looked at again' 'still missing: cc c++ pkg-config'
printf '#!/bin/sh\necho 1000\n' >user
chmod +x user
mv user empty/id
ok 'as somebody else without sudo' status 1 \
	env PATH="$PWD/empty" CC=cc CXX=c++ "$SOURCE/.ci/deps.sh" build
out_has 'the command is told' 'apt-get update && apt-get install'

done_testing
