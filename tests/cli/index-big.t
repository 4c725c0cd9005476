#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# index-big.t - 20,000 files: what did not change is not read (NPO_BIG=1)
. "${0%/*}/lib.sh"

if test -z "${NPO_BIG-}"; then
	skip '20,000 files' 'NPO_BIG is not set'
	done_testing
	exit
fi

count=20000
# Most are small, one in a hundred has 2,000 lines.
awk -v count=$count 'BEGIN {
	split("завод ракета двигатель научно объединение engine rocket plant " \
		"bureau science институт станция", word, " ")
	for (i = 0; i < count; i++) {
		if (i % 200 == 0)
			system("mkdir -p tree/d" i / 200)
		file = "tree/d" int(i / 200) "/f" i ".txt"
		print "file" i > file
		for (n = i % 100 ? i % 17 : 2000; n > 0; n--) {
			seed = (seed * 1103 + 12345) % 2147483
			print word[1 + seed % 12], word[1 + (seed + n) % 12],
				"слово" seed % 5000 > file
		}
		close(file)
	}
}'
bytes=$(du -sb tree | cut -f 1)

# milliseconds CMD...: how long it takes; its output is that of ok
milliseconds()
{
	m_start=$(date +%s%N)
	"$@" >../out.m 2>../err.m
	m_status=$?
	m_ms=$((($(date +%s%N) - m_start) / 1000000))
	return $m_status
}

milliseconds npo-index tree
first=$m_ms
ok 'the first run' grep -q "$count added, 0 changed, 0 deleted, 0 unchanged" \
	../err.m
milliseconds npo-index tree
second=$m_ms
ok 'the second run' grep -q \
	"0 added, 0 changed, 0 deleted, $count unchanged" ../err.m
echo "# $count files, $bytes bytes: $first ms, then $second ms"
ok 'takes less than a tenth' test $((second * 10)) -lt "$first"
if strace -o ../trace true 2>../err.m; then
	ok 'a run under strace' status 0 strace -f -qq -e trace=open,openat \
		-o ../trace npo-index tree
	ok 'opens none of them' sh -c '! grep -q "\.txt\"" ../trace'
else
	skip 'none is opened' 'no strace'
fi
ok 'all' status 0 npo-search -c 'file* слово*'
out_is 'are found' $count

# 100 deleted, 100 renamed, 100 edited.
for i in $(awk 'BEGIN { for (i = 0; i < 100; i++) print i * 151 }'); do
	rm "tree/d$((i / 200))/f$i.txt"
	i=$((i + 1))
	mv "tree/d$((i / 200))/f$i.txt" "tree/d$((i / 200))/g$i.txt"
	i=$((i + 1))
	echo "edited квазизвезда" >>"tree/d$((i / 200))/f$i.txt"
done
milliseconds npo-index tree
echo "# 100 deleted, 100 renamed, 100 edited: $m_ms ms"
ok 'exactly what changed' grep -q "100 added, 100 changed, 200 deleted, \
$((count - 300)) unchanged, 0 skipped; $((count - 100)) documents" ../err.m
ok 'a word of those that were edited' status 0 npo-search -c квазизвезда
out_is 'is in all of them' 100
ok 'a file that was deleted' status 1 npo-search -c =file151
ok 'one that was renamed' status 0 npo-search -l =file152
out_is 'has its new name' tree/d0/g152.txt
npo-index --list >../listed
ok 'the list' sh -c 'find tree -type f | sort | cmp - ../listed'

done_testing
