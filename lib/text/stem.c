/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stem.c - Snowball stems; the versions of the tables of languages */
#include "npo/text.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>
#include <unicode/uchar.h>

struct npo_stemmer {
	const char *algorithm;
	struct sb_stemmer *stemmer;	/* from the first word on: most searches
					   have words of one language */
};

/* ISO 639-1, and libstemmer's name */
static const struct language {
	const char *lang, *algorithm;
} language[] = {
	{ "ru", "russian" },
	{ "en", "english" },
	{ "sr", "serbian" },
};

/* a library may be older or made with fewer */
static bool
has_algorithm(const char *name)
{
	const char **known = sb_stemmer_list();

	while (*known && strcmp(*known, name))
		known++;
	return *known != NULL;
}

npo_stemmer *
npo_stemmer_new(const char *lang)
{
	for (size_t i = 0; i < NPO_COUNT(language) && lang; i++) {
		npo_stemmer *stemmer;

		if (strcmp(language[i].lang, lang) ||
			!has_algorithm(language[i].algorithm))
			continue;
		stemmer = npo_calloc(1, sizeof(*stemmer));
		stemmer->algorithm = language[i].algorithm;
		return stemmer;
	}
	return NULL;
}

void
npo_stemmer_free(npo_stemmer *stemmer)
{
	if (!stemmer)
		return;
	sb_stemmer_delete(stemmer->stemmer);
	free(stemmer);
}

npo_str
npo_stem(npo_stemmer *stemmer, npo_str word)
{
	const sb_symbol *stem = NULL;

	if (!stemmer->stemmer)
		stemmer->stemmer = sb_stemmer_new(stemmer->algorithm, "UTF_8");
	if (stemmer->stemmer)
		stem = sb_stemmer_stem(stemmer->stemmer,
			(const sb_symbol *)word.p, (int)word.len);
	/* NULL: it had no memory, or none for a longer word */
	if (!stem)
		return word;
	return (npo_str){ (const char *)stem,
		(size_t)sb_stemmer_length(stemmer->stemmer) };
}

/* ---------------------------------------------------------- versions */

/* words of every class of endings: a changed algorithm shows in a stem */
static const char *const probe[] = { "машиностроения", "научный", "полетевшие",
	"производившегося", "объединением", "ракетами", "важнейший", "смотри",
	"generalization", "organizations", "happily", "running", "addresses",
	"relational", "skies", "news", "književnosti", "radnicima", "najveći",
	"gradovima" };

static char stem_version[32];
static char unicode_version[U_MAX_VERSION_STRING_LENGTH];

static void
make_versions(void)
{
	npo_buf stems = NPO_BUF_INIT;
	UVersionInfo version;

	for (size_t i = 0; i < NPO_COUNT(language); i++) {
		npo_stemmer *stemmer = npo_stemmer_new(language[i].lang);

		for (size_t j = 0; j < NPO_COUNT(probe) && stemmer; j++) {
			npo_buf_addstr(&stems,
				npo_stem(stemmer, npo_str_of(probe[j])));
			npo_buf_addc(&stems, ' ');
		}
		npo_stemmer_free(stemmer);
	}
	snprintf(stem_version, sizeof(stem_version), "snowball-%016" PRIx64,
		npo_fnv1a(npo_buf_str(&stems)));
	npo_buf_release(&stems);
	u_getUnicodeVersion(version);
	u_versionToString(version, unicode_version);
}

static pthread_once_t versions_made = PTHREAD_ONCE_INIT;

const char *
npo_stem_version(void)
{
	pthread_once(&versions_made, make_versions);
	return stem_version;
}

const char *
npo_text_unicode_version(void)
{
	pthread_once(&versions_made, make_versions);
	return unicode_version;
}
