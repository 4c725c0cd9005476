#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# search-order.t - the order of indexing changes nothing that is found
. "${0%/*}/lib.sh"

# 60 documents of few words, so that many weigh the same.
mkdir docs
i=0
for first in Лавочкин Lavochkin 'Лавочкина завод' 'zavod Lavochkina' \
	'научное объединение' 'naučnoe obʺedinenie' 'the aircraft works' \
	'Khimki near Moscow' 'Химки под Москвой' 'завод в Химках'; do
	for second in ракета rockets raketa двигатель dvigatelem mashina; do
		i=$((i + 1))
		echo "$first $second" >"docs/$i.txt"
	done
done
cat >queries <<'END'
cyrillic	лавочкин
romanized	lavochkin
inflected	лавочкиным
both	raketami
two	завод ракет
three	lavochkin zavod dvigatel
phrase	"научное объединение"
other	"nauchnoe obedinenie"
english	works
prefix	лавоч*
none	kiwi
END

# some that have the same title and date, and more that have neither
for i in 1 2 3 4 5 6 7; do
	for title in Завод Works; do
		echo "{\"title\": \"$title\", \"date\": \"200$((i % 3))\"," \
			"\"text\": \"ракета\"}" >"docs/$title-$i.jsonl"
	done
done

# indexed SORT...: a database of the documents, in an order, one a run
indexed()
{
	rm -rf "$NPO_DB"
	for one in $(printf '%s\n' docs/* | "$@"); do
		npo-index --quiet "$one" || return
	done
}

# answers NAME LIMIT: with ids and weights
answers()
{
	for sort in relevance date title; do
		npo-search --format=trec --limit="$2" --sort=$sort \
			--batch=queries
		npo-search --format=trec --limit="$2" --sort=$sort --reverse \
			--batch=queries
	done >"$1"
}

ok 'one order' indexed sort
answers all.one 0
answers ten.one 10
ok 'most queries find many' test "$(wc -l <all.one)" -gt 1200
ok 'the other way round' indexed sort -r
answers all.two 0
answers ten.two 10
ok 'it finds the same, as heavy, in the same order' cmp all.one all.two
ok 'also where a limit cuts' cmp ten.one ten.two
ok 'by the last digits' indexed sort -t / -k 2.2,2
answers all.two 0
answers ten.two 10
ok 'the same' cmp all.one all.two
ok 'with a limit' cmp ten.one ten.two
rm -rf "$NPO_DB"
ok 'all in one run' npo-index --quiet docs
answers all.two 0
ok 'the same again' cmp all.one all.two

# What a limit leaves is the beginning of all: of many documents with titles,
# whose words are few and frequent or many and rare.
fresh
awk 'BEGIN {
	srand(7)
	for (i = 1; i <= 3000; i++) {
		printf "{\"id\":\"%d\",\"title\":\"Слово%d\",\"text\":\"", i,
			int(exp(rand() * 7))
		for (n = int(5 + rand() * rand() * 200); n > 0; n--)
			printf "слово%d ", int(exp(rand() * 7))
		print "\"}"
	}
	for (i = 1; i <= 400; i++)
		printf "q%d\tслово%d %sслово%d%s\n", i, int(exp(rand() * 7)),
			i % 5 ? "" : "+", int(exp(rand() * 7)),
			i % 3 ? "" : " слово" int(exp(rand() * 7)) >"queries"
	# and of those with phrases, whose words stand anywhere else as well
	for (; i <= 550; i++)
		printf "q%d\t+слово%d слово%d \"слово%d слово%d\"\n", i,
			int(exp(rand() * 5)), int(exp(rand() * 6)),
			int(exp(rand() * 4)), int(exp(rand() * 4)) >"queries"
}' >docs.jsonl
npo-index --quiet docs.jsonl
npo-search --format=trec --limit=0 --batch=queries | cut -d' ' -f1,3 >all
ok 'all hits are many' test "$(wc -l <all)" -gt 100000
for limit in 1 3 10; do
	npo-search --format=trec --limit=$limit --batch=queries |
		cut -d' ' -f1,3 >few
	awk -v limit=$limit '++n[$1] <= limit' all >first
	ok "with a limit of $limit they are the first of all" cmp few first
done

# A filter leaves few of the best form: what has another one in its title alone
# does not take the place of what has a better one in its text.
fresh
awk 'BEGIN {
	line = "{\"id\":\"%s%d\",\"lang\":\"%s\",\"title\":\"%s\",\"text\":\"%s\"}\n"
	for (i = 1; i <= 400; i++)
		printf line, "other", i, "en", "t", "завод номер"
	for (i = 1; i <= 30; i++) {
		printf line, "title", i, "ru", "заводами", "слова"
		printf line, "text", i, "ru", "t", "zavod"
		if (i <= 8)
			printf line, "best", i, "ru", "t", "завод другой"
	}
}' >docs.jsonl
npo-index --quiet docs.jsonl
npo-search --format=trec --limit=0 'завод lang:ru' | head -n 12 >all
npo-search --format=trec --limit=12 'завод lang:ru' >few
ok 'with a filter, too' cmp few all
ok 'its best form, then the better one' test \
	"$(cut -d' ' -f3 few | tr -d '0-9' | uniq -c | tr -s ' \n' ' ')" = \
	' 8 best 4 text '

# What matched is told in the order of the words, however many hits are wanted.
fresh
mkdir said
for i in 1 2 3; do
	echo "ракета под научным объединением $i" >"said/$i.txt"
done
npo-index --quiet said
for limit in 2 0; do
	npo-search --limit=$limit --format=json '"научным объединением" под' |
		sed -n 's/.*"matched":\(\[[^]]*\]\).*/\1/p' | sort -u >said.$limit
	ok "with a limit of $limit matched words stand as typed" test \
		"$(cat said.$limit)" = '["научным","объединением","под"]'
done

done_testing
