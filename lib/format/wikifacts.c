/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wikifacts.c - names that MediaWiki and its users give to things */
#include "wiki.h"

#include "format.h"

#include <stdlib.h>
#include <string.h>

/* Rows are compared as fold() leaves them: in small letters. */

/*
 * Namespaces 6 and 14 and their aliases: MediaWiki 1.41, languages/messages/
 * Messages*.php, $namespaceNames and $namespaceAliases.
 */
static const struct {
	const char *name;
	npo_wiki_space space;
} spaces[] = {
	{ "file", NPO_WIKI_FILE },	     /* en */
	{ "image", NPO_WIKI_FILE },	     /* en, fr */
	{ "media", NPO_WIKI_FILE },	     /* en */
	{ "файл", NPO_WIKI_FILE },	     /* ru uk be bg */
	{ "изображение", NPO_WIKI_FILE },    /* ru */
	{ "зображення", NPO_WIKI_FILE },     /* uk */
	{ "выява", NPO_WIKI_FILE },	     /* be */
	{ "картинка", NPO_WIKI_FILE },	     /* bg */
	{ "датотека", NPO_WIKI_FILE },	     /* sr */
	{ "слика", NPO_WIKI_FILE },	     /* sr mk */
	{ "податотека", NPO_WIKI_FILE },     /* mk */
	{ "сурет", NPO_WIKI_FILE },	     /* kk */
	{ "рәсем", NPO_WIKI_FILE },	     /* tt */
	{ "datoteka", NPO_WIKI_FILE },	     /* sh hr bs sl */
	{ "slika", NPO_WIKI_FILE },	     /* sh hr bs sl */
	{ "datei", NPO_WIKI_FILE },	     /* de */
	{ "bild", NPO_WIKI_FILE },	     /* de */
	{ "fichier", NPO_WIKI_FILE },	     /* fr */
	{ "archivo", NPO_WIKI_FILE },	     /* es */
	{ "imagen", NPO_WIKI_FILE },	     /* es */
	{ "immagine", NPO_WIKI_FILE },	     /* it */
	{ "ficheiro", NPO_WIKI_FILE },	     /* pt */
	{ "imagem", NPO_WIKI_FILE },	     /* pt */
	{ "plik", NPO_WIKI_FILE },	     /* pl */
	{ "grafika", NPO_WIKI_FILE },	     /* pl */
	{ "soubor", NPO_WIKI_FILE },	     /* cs */
	{ "category", NPO_WIKI_CATEGORY },   /* en */
	{ "категория", NPO_WIKI_CATEGORY },  /* ru bg */
	{ "категорія", NPO_WIKI_CATEGORY },  /* uk */
	{ "катэгорыя", NPO_WIKI_CATEGORY },  /* be */
	{ "категорија", NPO_WIKI_CATEGORY }, /* sr mk */
	{ "санат", NPO_WIKI_CATEGORY },	     /* kk */
	{ "төркем", NPO_WIKI_CATEGORY },     /* tt */
	{ "kategorija", NPO_WIKI_CATEGORY }, /* sh hr bs sl */
	{ "kategorie", NPO_WIKI_CATEGORY },  /* de cs */
	{ "catégorie", NPO_WIKI_CATEGORY },  /* fr */
	{ "categoría", NPO_WIKI_CATEGORY },  /* es */
	{ "categoria", NPO_WIKI_CATEGORY },  /* it pt */
	{ "kategoria", NPO_WIKI_CATEGORY },  /* pl */
};

/* Prefixes of the larger Wikipedias: meta.wikimedia.org, List of Wikipedias */
static const char languages[] =
	" af als am an ang ar arz as ast av az azb ba bar bcl be be-tarask"
	" be-x-old bg bn bo br bs bxr ca ce ceb ckb co crh cs cu cv cy da de"
	" diq el eml en eo es et eu fa fi fo fr fy ga gd gl gu he hi hr hsb ht"
	" hu hy ia id ilo io is it ja jv ka kaa kbd kk km kn ko koi krc ku kv"
	" ky la lad lb lbe lez li lmo ln lo lt ltg lv mdf mg mhr mi min mk ml"
	" mn mr mrj ms mt my myv mzn nah nap nds nds-nl ne new nl nn no nrm oc"
	" olo om or os pa pl pms pnb ps pt qu ro roa-rup ru rue sa sah sc scn"
	" sco se sh si simple sk sl so sq sr su sv sw szl ta te tg th tk tl tr"
	" tt tyv udm ug uk ur uz vec vep vi vls vo wa war wuu xal xmf yi yo za"
	" zea zh zh-classical zh-min-nan zh-yue zu ";

/* MediaWiki 1.41, languages/messages/MessagesEn.php, Ru, Uk, Sr_ec, Bg:
 * $magicWords, img_*; a name with '=' has a value behind it. */
static const char file_options[] =
	" thumb thumbnail frame framed enframed frameless border left right"
	" center centre none upright baseline sub super sup top text-top middle"
	" bottom text-bottom alt= link= upright= class= lang= page= thumb="
	" мини миниатюра обрамить безрамки граница справа слева без центр"
	" снизу сверху посередине альт= ссылка= страница= мини= миниатюра="
	" міні мініатюра обрамити рамка праворуч ліворуч центрувати"
	" десно лево средина центар вдясно вляво център дясно ляво ";

/* The same, 'redirect'. */
static const char redirects[] =
	" redirect перенаправление перенапр перенаправлення перанакіраванне"
	" пренасочване виж преусмери пренасочување weiterleitung redirection"
	" redirección rinvia redirecionamento patrz tam przekieruj preusmjeri"
	" preusmeri ";

/* HTML tags that MediaWiki lets through (1.41, Sanitizer.php) and those that
 * its extensions add. */
static const struct {
	npo_wiki_tag tag;
	const char *names;
} tags[] = {
	{ NPO_WIKI_INLINE,
		" abbr b bdi bdo big cite code data del dfn em font i ins kbd"
		" mark nobr noinclude includeonly onlyinclude q rb rp rt ruby s"
		" samp section small span strike strong sub sup templatestyles"
		" time tt u var wbr " },
	{ NPO_WIKI_APART,
		" blockquote br caption center categorytree dd div dl dt"
		" gallery h1 h2 h3 h4 h5 h6 hr imagemap li ol p poem ref"
		" references table tbody td tfoot th thead tr ul " },
	{ NPO_WIKI_TEXT, " nowiki pre source syntaxhighlight " },
	{ NPO_WIKI_HIDDEN,
		" ce chem graph hiero mapframe maplink math score templatedata"
		" timeline " },
};

/* HTML 4.01, section 24, the ones that wiki pages use; &apos; XML 1.0. */
static const struct {
	const char *name;
	uint32_t code;
} entities[] = {
	{ "nbsp", 0xA0 },
	{ "amp", '&' },
	{ "lt", '<' },
	{ "gt", '>' },
	{ "quot", '"' },
	{ "apos", '\'' },
	{ "mdash", 0x2014 },
	{ "ndash", 0x2013 },
	{ "minus", 0x2212 },
	{ "laquo", 0xAB },
	{ "raquo", 0xBB },
	{ "ldquo", 0x201C },
	{ "rdquo", 0x201D },
	{ "bdquo", 0x201E },
	{ "lsquo", 0x2018 },
	{ "rsquo", 0x2019 },
	{ "sbquo", 0x201A },
	{ "lsaquo", 0x2039 },
	{ "rsaquo", 0x203A },
	{ "shy", 0xAD },
	{ "thinsp", 0x2009 },
	{ "ensp", 0x2002 },
	{ "emsp", 0x2003 },
	{ "zwj", 0x200D },
	{ "zwnj", 0x200C },
	{ "lrm", 0x200E },
	{ "rlm", 0x200F },
	{ "hellip", 0x2026 },
	{ "middot", 0xB7 },
	{ "bull", 0x2022 },
	{ "sect", 0xA7 },
	{ "copy", 0xA9 },
	{ "reg", 0xAE },
	{ "trade", 0x2122 },
	{ "deg", 0xB0 },
	{ "plusmn", 0xB1 },
	{ "times", 0xD7 },
	{ "frac12", 0xBD },
	{ "sup2", 0xB2 },
	{ "sup3", 0xB3 },
	{ "micro", 0xB5 },
	{ "euro", 0x20AC },
	{ "prime", 0x2032 },
	{ "Prime", 0x2033 },
	{ "larr", 0x2190 },
	{ "rarr", 0x2192 },
	{ "acute", 0xB4 },
	{ "eacute", 0xE9 },
	{ "agrave", 0xE0 },
	{ "egrave", 0xE8 },
	{ "aacute", 0xE1 },
	{ "iacute", 0xED },
	{ "oacute", 0xF3 },
	{ "uacute", 0xFA },
	{ "ccedil", 0xE7 },
	{ "ntilde", 0xF1 },
	{ "auml", 0xE4 },
	{ "euml", 0xEB },
	{ "iuml", 0xEF },
	{ "ouml", 0xF6 },
	{ "uuml", 0xFC },
	{ "Auml", 0xC4 },
	{ "Ouml", 0xD6 },
	{ "Uuml", 0xDC },
	{ "szlig", 0xDF },
	{ "scaron", 0x161 },
	{ "Scaron", 0x160 },
};

/* Templates of en.wikipedia.org and ru.wikipedia.org. */
static const struct {
	const char *name, *text;
} signs[] = {
	{ "nbsp", "\u00A0" }, { "!", "|" }, { "=", "=" }, { "ndash", "–" },
	{ "mdash", "—" }, { "snd", " – " }, { "spaced ndash", " – " },
	{ "–", " – " }, { "—", " — " }, { "·", " · " }, { "•", " • " },
	{ "dot", " · " }, { "'", "\u0301" }, /* ru: a stress mark */
};

/* The same two, where the first parameter names a language. */
static const char coded[] = " lang langx transl transliteration ";

/* In small letters: ASCII, and Cyrillic as Unicode 15 maps U+0400-U+042F. */
static size_t
fold(npo_str text, char *out, size_t room)
{
	npo_buf folded = NPO_BUF_INIT;
	const char *at = text.p, *end = at + text.len;
	size_t len;

	while (at < end && folded.len < room) {
		uint32_t code = npo_utf8_next(&at, end);

		if ((code >= 'A' && code <= 'Z') ||
			(code >= 0x410 && code <= 0x42F))
			code += 32;
		else if (code >= 0x400 && code <= 0x40F)
			code += 80;
		npo_utf8_put(&folded, code == '_' ? ' ' : code);
	}
	len = folded.len < room ? folded.len : 0;
	memcpy(out, npo_buf_str(&folded).p, len);
	out[len] = '\0';
	npo_buf_release(&folded);
	return len;
}

/* The folded name, trimmed; empty if it is longer than any row. */
struct name {
	char text[64];
	size_t len;
};

static struct name
name_of(npo_str text)
{
	struct name name = { { 0 }, 0 };

	text = npo_str_trim(text);
	if (text.len && text.len < sizeof(name.text) - 4)
		name.len = fold(text, name.text, sizeof(name.text) - 4);
	return name;
}

/* Whether a list of names between blanks has one. */
static bool
listed(const char *list, struct name name)
{
	char text[sizeof(name.text) + 2];

	if (!name.len || strchr(name.text, ' '))
		return false;
	text[0] = ' ';
	memcpy(text + 1, name.text, name.len);
	text[name.len + 1] = ' ';
	text[name.len + 2] = '\0';
	return strstr(list, text) != NULL;
}

npo_wiki_space
npo_wiki_space_of(npo_str prefix)
{
	struct name name = name_of(prefix);

	for (size_t i = 0; i < NPO_COUNT(spaces); i++) {
		if (!strcmp(spaces[i].name, name.text))
			return spaces[i].space;
	}
	return listed(languages, name) ? NPO_WIKI_LANGUAGE : NPO_WIKI_ARTICLE;
}

/* 200px, 200x100px; px is пкс in Russian. */
static bool
is_size(const char *text)
{
	size_t digits = strspn(text, "0123456789x");

	text += digits;
	text += strspn(text, " ");
	return digits && (!strcmp(text, "px") || !strcmp(text, "пкс"));
}

bool
npo_wiki_file_option(npo_str part)
{
	const char *equals = memchr(part.p, '=', part.len);
	struct name name;

	if (equals)
		part.len = (size_t)(equals + 1 - part.p);
	name = name_of(part);
	return !npo_str_trim(part).len || is_size(name.text) ||
	       listed(file_options, name);
}

bool
npo_wiki_redirect(npo_str word)
{
	return listed(redirects, name_of(word));
}

npo_wiki_tag
npo_wiki_tag_of(npo_str text)
{
	struct name name = name_of(text);

	for (size_t i = 0; i < NPO_COUNT(tags); i++) {
		if (listed(tags[i].names, name))
			return tags[i].tag;
	}
	return NPO_WIKI_NO_TAG;
}

uint32_t
npo_wiki_entity(npo_str name)
{
	char digits[16] = { 0 };
	bool hex = name.len > 1 && (name.p[1] == 'x' || name.p[1] == 'X');
	unsigned long code;

	if (name.len < 2 || name.len >= sizeof(digits))
		return 0;
	for (size_t i = 0; i < NPO_COUNT(entities); i++) {
		if (npo_str_equal(name, npo_str_of(entities[i].name)))
			return entities[i].code;
	}
	if (name.p[0] != '#')
		return 0;
	memcpy(digits, name.p + 1 + hex, name.len - 1 - hex);
	if (strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789") !=
			strlen(digits) ||
		!digits[0])
		return 0;
	code = strtoul(digits, NULL, hex ? 16 : 10);
	/* no control character: a newline would shift the lines */
	if (code < ' ' || (code >= 0x7F && code < 0xA0))
		return ' ';
	return code > 0x10FFFF ? 0xFFFD : (uint32_t)code;
}

const char *
npo_wiki_sign(npo_str text)
{
	struct name name = name_of(text);

	for (size_t i = 0; i < NPO_COUNT(signs); i++) {
		if (!strcmp(signs[i].name, name.text))
			return signs[i].text;
	}
	return NULL;
}

bool
npo_wiki_coded(npo_str text)
{
	return listed(coded, name_of(text));
}
