#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# index-html.t - HTML is indexed as what is read of it in a browser
. "${0%/*}/lib.sh"

mkdir site
cat >site/engine.html <<'END'
<!DOCTYPE html>
<html lang="ru">
<head>
<meta charset="utf-8">
<title>Двигатели  Энергомаша</title>
<meta name="author" content="Глушко">
<meta name="date" content="1957-10-04">
<script>var hidden = "паровоз";</script>
</head>
<body>
<h1>РД-107</h1>
<p>Двигатель
создан в <b>Хим</b>ках.</p>
<table><tr><td>тяга</td><td>килоньютон</td></tr></table>
<p><img src="a.png" alt="Сопло двигателя">
</body>
</html>
END
printf '<meta charset="windows-1251">\n<title>\315\317\316</title>\n<p>\352\356\361\354\356\344\360\356\354\n' >site/old.htm
printf '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">\n<head><title>Launch</title></head><body><p>site</p></body></html>\n' >site/launch
echo 'Write <html><head> before космодром.' >site/about.txt

ok 'HTML among text' status 0 npo-index site
err_has 'is indexed' '4 added, 0 changed, 0 deleted, 0 unchanged, 0 skipped; 4 documents'
ok 'a word of a paragraph' status 0 npo-search --snippet=1 химки
out_is 'is found in its line, with the title of its page' \
	'Двигатели Энергомаша
site/engine.html:13
    Двигатели Энергомаша · РД-107 · Двигатель создан в Химках. тяга килоньютон · Сопло двигателя'
ok 'cells' status 0 npo-search -l '"тяга килоньютон"'
out_is 'are words' site/engine.html
ok 'an image' status 0 npo-search -l сопло
out_is 'by its text' site/engine.html
ok 'a script' status 1 npo-search паровоз
out_is 'is no text' ''
ok 'a title' status 0 npo-search -l title:двигатели
out_is 'is one' site/engine.html
ok 'a heading' status 0 npo-search -l 'section:"РД-107"'
out_is 'is one' site/engine.html
ok 'an author' status 0 npo-search -l author:глушко
out_is 'is one' site/engine.html
ok 'language and date' status 0 npo-search -l 'lang:ru date:1957'
out_is 'are filters' site/engine.html
ok 'another charset' status 0 npo-search -l 'космодром type:html'
out_is 'and the type are told' site/old.htm
ok 'the type' status 0 npo-search -l --sort=path type:html
out_is 'of all' 'site/engine.html
site/launch
site/old.htm'

awk 'BEGIN { for (i = 0; i < 200000; i++) printf "<b><x%d>", i; print "дно" }' >deep.html
ok 'deep nesting' status 0 npo-index -q deep.html
ok 'is read to its bottom' status 0 npo-search -l дно
out_is 'and found' deep.html
ok 'a search' status 0 sh -c 'ldd "$NPO_BIN/npo-search" 2>&1 || :'
out_lacks 'starts without a parser' libxml2

done_testing
