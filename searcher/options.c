/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options.c - the command line of npo-search */
#include "searcher.h"

#include <ctype.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* short options without a value; the only one with a value is n */
#define FLAGS "cl0"

/* what getopt_long() returns for a word, asked by '-' to keep them in order */
#define NEXT_WORD 1

enum {
	OPT_DB = 256,
	OPT_OFFSET,
	OPT_FORMAT,
	OPT_MATCH,
	OPT_LITERAL,
	OPT_ALL,
	OPT_ANY,
	OPT_SORT,
	OPT_REVERSE,
	OPT_LANG,
	OPT_TYPE,
	OPT_SCRIPT,
	OPT_DIR,
	OPT_AFTER,
	OPT_BEFORE,
	OPT_SNIPPET,
	OPT_COLOR,
	OPT_ROMANIZE,
	OPT_EXPLAIN,
	OPT_EXPAND,
	OPT_BATCH,
	OPT_HELP,
	OPT_VERSION
};

static const struct option longs[] = {
	{ "db", required_argument, NULL, OPT_DB },
	{ "limit", required_argument, NULL, 'n' },
	{ "offset", required_argument, NULL, OPT_OFFSET },
	{ "format", required_argument, NULL, OPT_FORMAT },
	{ "count", no_argument, NULL, 'c' },
	{ "match", required_argument, NULL, OPT_MATCH },
	{ "literal", no_argument, NULL, OPT_LITERAL },
	{ "all-words", no_argument, NULL, OPT_ALL },
	{ "any-word", no_argument, NULL, OPT_ANY },
	{ "sort", required_argument, NULL, OPT_SORT },
	{ "reverse", no_argument, NULL, OPT_REVERSE },
	{ "lang", required_argument, NULL, OPT_LANG },
	{ "type", required_argument, NULL, OPT_TYPE },
	{ "script", required_argument, NULL, OPT_SCRIPT },
	{ "dir", required_argument, NULL, OPT_DIR },
	{ "after", required_argument, NULL, OPT_AFTER },
	{ "before", required_argument, NULL, OPT_BEFORE },
	{ "snippet", required_argument, NULL, OPT_SNIPPET },
	{ "color", required_argument, NULL, OPT_COLOR },
	{ "romanize", required_argument, NULL, OPT_ROMANIZE },
	{ "explain", no_argument, NULL, OPT_EXPLAIN },
	{ "expand", no_argument, NULL, OPT_EXPAND },
	{ "batch", required_argument, NULL, OPT_BATCH },
	{ "help", no_argument, NULL, OPT_HELP },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 },
};

/* names in the order of their enums, NULL behind the last */
static const char *const formats[] = { "text", "json", "tsv", "csv", "paths",
	"trec", NULL };
static const char *const matches[] = { "any", "script", "exact", NULL };
static const char *const sorts[] = { "relevance", "date", "path", "title",
	NULL };
static const char *const colors[] = { "auto", "always", "never", NULL };
static const char *const scripts[] = { "latin", "cyrillic", NULL };

enum { COLOR_AUTO, COLOR_ALWAYS };

/* ------------------------------------------------------- values */

static const char *
name_of(int opt)
{
	for (size_t i = 0; longs[i].name; i++) {
		if (longs[i].val == opt)
			return longs[i].name;
	}
	return "";
}

/* the number of value among some names */
static npo_status
choose(int opt, const char *value, const char *const *names, int *chosen,
	npo_error *err)
{
	for (int i = 0; names[i]; i++) {
		if (!strcmp(names[i], value)) {
			*chosen = i;
			return NPO_OK;
		}
	}
	return npo_fail(err, NPO_EINVAL, "unknown value of --%s '%s'",
		name_of(opt), value);
}

static npo_status
read_number(int opt, const char *value, uint32_t max, uint32_t *number,
	npo_error *err)
{
	char *end;
	unsigned long long got = strtoull(value, &end, 10);

	if (*value < '0' || *value > '9' || *end || got > max)
		return npo_fail(err, NPO_EINVAL,
			"--%s needs a number from 0 to %lu, not '%s'",
			name_of(opt), (unsigned long)max, value);
	*number = (uint32_t)got;
	return NPO_OK;
}

static npo_status
add_filter(search_options *o, int opt, query_filter_kind kind,
	const char *value, npo_error *err)
{
	query_filter filter;

	if (!query_filter_read(kind, npo_str_of(value), &filter))
		return npo_fail(err, NPO_EINVAL, "unusable value of --%s '%s'",
			name_of(opt), value);
	NPO_GROW(o->filter, o->filter_count, o->filter_cap);
	o->filter[o->filter_count++] = filter;
	return NPO_OK;
}

/* --after and --before name one day, so they hold no range themselves */
static npo_status
add_date(search_options *o, int opt, const char *value, npo_error *err)
{
	npo_buf range = NPO_BUF_INIT;
	npo_status st;

	npo_buf_adds(&range, opt == OPT_BEFORE ? ".." : "");
	npo_buf_adds(&range, value);
	npo_buf_adds(&range, opt == OPT_AFTER ? ".." : "");
	if (strstr(value, ".."))
		npo_buf_reset(&range);
	st = add_filter(o, opt, QUERY_BY_DATE, range.p, err);
	if (st)
		st = npo_fail(err, NPO_EINVAL, "--%s needs a date, not '%s'",
			name_of(opt), value);
	npo_buf_release(&range);
	return st;
}

static npo_status
take_filter(search_options *o, int opt, const char *value, npo_error *err)
{
	npo_status st;
	int chosen;

	switch (opt) {
	case OPT_LANG:
		return add_filter(o, opt, QUERY_BY_LANG, value, err);
	case OPT_TYPE:
		return add_filter(o, opt, QUERY_BY_TYPE, value, err);
	case OPT_DIR:
		return add_filter(o, opt, QUERY_BY_DIR, value, err);
	case OPT_SCRIPT:
		st = choose(opt, value, scripts, &chosen, err);
		if (st)
			return st;
		return add_filter(o, opt, QUERY_BY_SCRIPT, value, err);
	default:
		return add_date(o, opt, value, err);
	}
}

static npo_status
take_choice(search_options *o, int opt, const char *value, int *color,
	npo_error *err)
{
	npo_status st;
	int chosen = 0;

	switch (opt) {
	case OPT_FORMAT:
		st = choose(opt, value, formats, &chosen, err);
		o->format = (search_format)chosen;
		return st;
	case OPT_MATCH:
		st = choose(opt, value, matches, &chosen, err);
		o->match = (npo_match)chosen;
		return st;
	case OPT_SORT:
		st = choose(opt, value, sorts, &chosen, err);
		o->sort = (search_sort)chosen;
		return st;
	default:
		return choose(opt, value, colors, color, err);
	}
}

static npo_status
take_system(search_options *o, const char *value, npo_error *err)
{
	if (!strcmp(value, "list")) {
		o->mode = SEARCH_SYSTEMS;
		return NPO_OK;
	}
	o->romanize = npo_system_find(value);
	if (o->romanize)
		return NPO_OK;
	return npo_fail(err, NPO_EINVAL, "unknown romanization system '%s' "
		"(--romanize=list lists them)", value);
}

static npo_status
take_value(search_options *o, int opt, const char *value, npo_error *err)
{
	uint32_t number = 0;
	npo_status st;

	switch (opt) {
	case 'n':
		st = read_number(opt, value, UINT32_MAX - 1, &number, err);
		o->limit = number ? number : UINT32_MAX;
		return st;
	case OPT_OFFSET:
		return read_number(
			opt, value, UINT32_MAX - 1, &o->offset, err);
	case OPT_SNIPPET:
		st = read_number(opt, value, SNIPPETS_MAX, &number, err);
		o->snippets = number;
		return st;
	case OPT_ROMANIZE:
		return take_system(o, value, err);
	case OPT_DB:
		NPO_GROW(o->db, o->db_count, o->db_cap);
		o->db[o->db_count++] = value;
		return NPO_OK;
	default:
		o->batch = value;
		return NPO_OK;
	}
}

/* ------------------------------------------------------- options */

/* an option without a value; false: it is none of these */
static bool
take_flag(search_options *o, int opt)
{
	switch (opt) {
	case 'c':
		o->mode = SEARCH_COUNT;
		return true;
	case 'l':
		o->format = SEARCH_PATHS;
		return true;
	case '0':
		o->format = SEARCH_PATHS;
		o->nul = true;
		return true;
	case OPT_LITERAL:
		o->literal = true;
		return true;
	case OPT_ALL:
		o->combine = SEARCH_ALL;
		return true;
	case OPT_ANY:
		o->combine = SEARCH_ANY;
		return true;
	case OPT_REVERSE:
		o->reverse = true;
		return true;
	case OPT_EXPLAIN:
		o->explain = true;
		return true;
	case OPT_EXPAND:
		o->mode = SEARCH_EXPAND;
		return true;
	case OPT_HELP:
		o->mode = SEARCH_HELP;
		return true;
	case OPT_VERSION:
		o->mode = SEARCH_VERSION;
		return true;
	default:
		return false;
	}
}

bool
search_mode_tells(search_mode mode)
{
	return mode == SEARCH_HELP || mode == SEARCH_VERSION ||
		mode == SEARCH_SYSTEMS;
}

static npo_status
unknown(char **argv, int opt, npo_error *err)
{
	const char *word = argv[optind - 1];

	if (opt == ':')
		return npo_fail(err, NPO_EINVAL, "a value is missing to '%s'",
			word);
	if (optopt > 0 && optopt < 128)
		return npo_fail(err, NPO_EINVAL, "unknown option '-%c' "
			"(see --help); a query with '-' stands behind '--'",
			optopt);
	/* a byte of a letter, as a char, signed or not */
	if (optopt && optopt < 256)
		return npo_fail(err, NPO_EINVAL,
			"a query with '-' stands behind '--'");
	return npo_fail(err, NPO_EINVAL, "unusable option '%s'", word);
}

static npo_status
take(search_options *o, int opt, char **argv, int *color, npo_error *err)
{
	if (take_flag(o, opt))
		return NPO_OK;
	switch (opt) {
	case '?':
	case ':':
		return unknown(argv, opt, err);
	case OPT_LANG:
	case OPT_TYPE:
	case OPT_SCRIPT:
	case OPT_DIR:
	case OPT_AFTER:
	case OPT_BEFORE:
		return take_filter(o, opt, optarg, err);
	case OPT_FORMAT:
	case OPT_MATCH:
	case OPT_SORT:
	case OPT_COLOR:
		return take_choice(o, opt, optarg, color, err);
	default:
		return take_value(o, opt, optarg, err);
	}
}

static bool
use_color(int color, bool terminal)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (color != COLOR_AUTO)
		return color == COLOR_ALWAYS;
	return terminal && !(no && *no) && term && strcmp(term, "dumb");
}

static void
add_word(search_options *o, const char *word, size_t *words)
{
	npo_buf_adds(&o->query, *words ? " " : "");
	npo_buf_adds(&o->query, word);
	++*words;
}

/*
 * Whether an argument that begins with '-' cannot be meant as options: behind
 * a word, -Almaz is what must not occur.
 */
static bool
is_excluded_word(const char *arg)
{
	if (arg[0] != '-' || arg[1] == '-')
		return false;
	arg += 1 + strspn(arg + 1, FLAGS);
	return *arg == 'n' ? arg[1] && !isdigit((unsigned char)arg[1]) : *arg;
}

/* the next option, NEXT_WORD with optarg for a word, or -1 in front of the
 * words behind -- */
static int
next_argument(int argc, char **argv, size_t words)
{
	if (words && optind < argc && is_excluded_word(argv[optind])) {
		optarg = argv[optind++];
		return NEXT_WORD;
	}
	return getopt_long(argc, argv, "-:n:" FLAGS, longs, NULL);
}

/* all arguments, or those up to --help and its like */
static npo_status
take_all(search_options *o, int argc, char **argv, int *color, npo_error *err)
{
	size_t words = 0;
	npo_status st = NPO_OK;

	for (;;) {
		int opt = next_argument(argc, argv, words);

		if (opt < 0)
			break;
		if (opt == NEXT_WORD)
			add_word(o, optarg, &words);
		else
			st = take(o, opt, argv, color, err);
		if (st || search_mode_tells(o->mode))
			return st;
	}
	/* behind -- */
	while (optind < argc)
		add_word(o, argv[optind++], &words);
	if (o->batch && words)
		return npo_fail(err, NPO_EINVAL,
			"both --batch and a query '%s'", o->query.p);
	if (!o->batch && !words)
		return npo_fail(err, NPO_EINVAL, "no query; usage: "
			"npo-search [OPTION]... QUERY... (see --help)");
	return NPO_OK;
}

npo_status
search_options_read(
	int argc, char **argv, search_options *options, npo_error *err)
{
	search_options o = { .limit = 10, .snippets = 3 };
	int color = COLOR_AUTO;
	npo_status st;

	optind = 0;
	opterr = 0;
	st = take_all(&o, argc, argv, &color, err);
	o.terminal = isatty(STDOUT_FILENO);
	o.color = use_color(color, o.terminal);
	if (st)
		search_options_release(&o);
	else
		*options = o;
	return st;
}

void
search_options_release(search_options *options)
{
	for (size_t i = 0; i < options->filter_count; i++)
		query_filter_release(&options->filter[i]);
	free(options->filter);
	free(options->db);
	npo_buf_release(&options->query);
}
