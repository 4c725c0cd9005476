/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options.c - the command line of npo-index */
#include "indexer.h"

#include <ctype.h>
#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "npo/format.h"

/* A text is read whole into memory, so there is a limit. */
#define MAX_SIZE_DEFAULT (512ULL << 20)

/* Each has a thread, an analyzer and a database that it writes. */
#define JOBS_MAX 256

typedef enum ix_kind {
	KIND_FLAG, /* sets a bool */
	KIND_TEXT,
	KIND_GLOB, /* one more pattern */
	KIND_SIZE,
	KIND_COUNT, /* a number from 1 on */
	KIND_WHEN,
	KIND_FORMAT, /* text or json */
	KIND_LIST,
	KIND_ACTION /* where is the action itself */
} ix_kind;

typedef struct ix_spec {
	const char *name;
	int letter; /* the short form, or 0 */
	ix_kind kind;
	size_t where; /* in options */
} ix_spec;

#define AT(member) offsetof(ix_options, member)

static const ix_spec specs[] = {
	{"db", 0, KIND_TEXT, AT(db)},
	{"dry-run", 0, KIND_FLAG, AT(dry_run)},
	{"encoding", 0, KIND_TEXT, AT(encoding)},
	{"exclude", 0, KIND_GLOB, AT(exclude)},
	{"files-from", 0, KIND_TEXT, AT(files_from)},
	{"follow", 0, KIND_FLAG, AT(follow)},
	{"format", 0, KIND_FORMAT, AT(json)},
	{"full", 0, KIND_FLAG, AT(full)},
	{"help", 0, KIND_ACTION, ACTION_HELP},
	{"hidden", 0, KIND_FLAG, AT(hidden)},
	{"include", 0, KIND_GLOB, AT(include)},
	{"jobs", 'j', KIND_COUNT, AT(jobs)},
	{"lang", 0, KIND_TEXT, AT(lang)},
	{"list", 0, KIND_LIST, AT(skipped)},
	{"max-size", 0, KIND_SIZE, AT(max_size)},
	{"no-prune", 0, KIND_FLAG, AT(no_prune)},
	{"null", '0', KIND_FLAG, AT(nul)},
	{"one-file-system", 0, KIND_FLAG, AT(one_file_system)},
	{"progress", 0, KIND_WHEN, AT(progress)},
	{"quiet", 'q', KIND_FLAG, AT(quiet)},
	{"stats", 0, KIND_ACTION, ACTION_STATS},
	{"type", 0, KIND_TEXT, AT(type)},
	{"verbose", 'v', KIND_FLAG, AT(verbose)},
	{"version", 0, KIND_ACTION, ACTION_VERSION},
	{"wait", 0, KIND_FLAG, AT(wait)},
};

const char options_help[] =
	"Usage: npo-index [OPTION]... PATH...\n"
	"Bring a database up to date with all files below each PATH, for\n"
	"npo-search. A PATH of - reads one document from standard input.\n"
	"\n"
	"  --db=DB            the database; else $NPO_DB, else npo/index in\n"
	"                     $XDG_DATA_HOME or ~/.local/share\n"
	"  --wait             wait while another process writes it\n"
	"\n"
	"What is taken:\n"
	"  --files-from=FILE  paths from FILE, one a line; - is standard "
	"input\n"
	"  -0, --null         paths end in NUL, not in a newline, also those\n"
	"                     of --list\n"
	"  --include=GLOB     only files that match, may be repeated\n"
	"  --exclude=GLOB     no files or folders that match, may be repeated\n"
	"  --hidden           also names that begin with a dot\n"
	"  --follow           go where symbolic links lead\n"
	"  --one-file-system  stay on the file system of each PATH\n"
	"  --max-size=SIZE    skip larger files (default 512M)\n"
	"Files called .npoignore hold patterns as .gitignore does.\n"
	"\n"
	"How it is read:\n"
	"  --type=TYPE        every file is of this type\n"
	"  --encoding=NAME    every file is in this charset\n"
	"  --lang=CODE        every file is in this language\n"
	"  --full             read unchanged files again\n"
	"  --no-prune         keep files that are gone\n"
	"  --dry-run          print what would be done, change nothing\n"
	"\n"
	"What the database holds:\n"
	"  --list             print the paths of the indexed files\n"
	"  --list=skipped     print paths and reasons of what was left out\n"
	"  --stats            print its size and versions\n"
	"  --format=FORMAT    of --stats: text or json\n"
	"\n"
	"  -j, --jobs=N       so many files are read at once (default: as many "
	"as\n"
	"                     processors); the database does not depend on it\n"
	"  --progress=WHEN    auto (on a terminal), always or never\n"
	"  -q, --quiet        no counts at the end, no progress\n"
	"  -v, --verbose      name each file\n"
	"  --help, --version\n"
	"\n"
	"Exit status: 0 all done, 1 some inputs were skipped, 2 stopped by an\n"
	"error, 130 or 143 by a signal.\n";

bool
options_size(const char *text, uint64_t *size)
{
	static const char units[] = "KMGT";
	char *end;
	uint64_t number;
	const char *unit;
	unsigned shift = 0;

	if (!isdigit((unsigned char)*text))
		return false;
	number = strtoull(text, &end, 10);
	unit = *end ? strchr(units, toupper((unsigned char)*end)) : NULL;
	if (unit) {
		shift = 10 * (unsigned)(unit - units + 1);
		end++;
	}
	if (*end || number > UINT64_MAX >> shift)
		return false;
	*size = number << shift;
	return true;
}

/* A number of workers. */
static bool
take_count(const char *text, size_t *count)
{
	char *end;
	unsigned long number;

	if (!isdigit((unsigned char)*text))
		return false;
	number = strtoul(text, &end, 10);
	if (*end || !number || number > JOBS_MAX)
		return false;
	*count = number;
	return true;
}

static size_t
processors(void)
{
	cpu_set_t set;
	int count = 1;

	if (!sched_getaffinity(0, sizeof(set), &set))
		count = CPU_COUNT(&set);
	return count < JOBS_MAX ? (size_t)count : JOBS_MAX;
}

/* The place of a word among words. */
static bool
choose(const char *word, const char *const *words, size_t count, int *chosen)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(word, words[i]))
			continue;
		*chosen = (int)i;
		return true;
	}
	return false;
}

static bool
set_choice(ix_options *options, const ix_spec *spec, const char *value)
{
	static const char *const whens[] = {"auto", "always", "never"};
	static const char *const formats[] = {"text", "json"};
	static const char *const lists[] = {"indexed", "skipped"};
	int chosen = 0;

	switch (spec->kind) {
	case KIND_WHEN:
		if (!choose(value, whens, NPO_COUNT(whens), &chosen))
			return false;
		options->progress = (ix_when)chosen;
		return true;
	case KIND_FORMAT:
		if (!choose(value, formats, NPO_COUNT(formats), &chosen))
			return false;
		options->json = chosen;
		return true;
	default:
		if (value && !choose(value, lists, NPO_COUNT(lists), &chosen))
			return false;
		options->action = ACTION_LIST;
		options->skipped = chosen;
		return true;
	}
}

static npo_status
set(ix_options *options, const ix_spec *spec, const char *value, npo_error *err)
{
	char *at = (char *)options + spec->where;
	bool good = true;

	switch (spec->kind) {
	case KIND_FLAG:
		*(bool *)at = true;
		break;
	case KIND_TEXT:
		*(const char **)at = value;
		break;
	case KIND_GLOB:
		rules_add((ix_rules *)at, npo_str_of(value));
		break;
	case KIND_SIZE:
		good = options_size(value, (uint64_t *)at);
		break;
	case KIND_COUNT:
		good = take_count(value, (size_t *)at);
		break;
	case KIND_ACTION:
		options->action = (ix_action)spec->where;
		break;
	default:
		good = set_choice(options, spec, value);
		break;
	}
	if (good)
		return NPO_OK;
	return npo_fail(
		err, NPO_EINVAL, "--%s cannot be '%s'", spec->name, value);
}

static int
argument_of(ix_kind kind)
{
	if (kind == KIND_LIST)
		return optional_argument;
	return kind == KIND_FLAG || kind == KIND_ACTION ? no_argument
							: required_argument;
}

/* The two forms in which getopt_long() wants the table. */
static void
make_table(struct option *longs, char *shorts)
{
	*shorts++ = ':';
	for (size_t i = 0; i < NPO_COUNT(specs); i++) {
		longs[i].name = specs[i].name;
		longs[i].has_arg = argument_of(specs[i].kind);
		longs[i].val = (int)i + 256;
		if (!specs[i].letter)
			continue;
		*shorts++ = (char)specs[i].letter;
		if (longs[i].has_arg == required_argument)
			*shorts++ = ':';
	}
	*shorts = '\0';
}

static const ix_spec *
spec_of(int value)
{
	for (size_t i = 0; i < NPO_COUNT(specs); i++)
		if (value == specs[i].letter || value == (int)i + 256)
			return &specs[i];
	return NULL;
}

static npo_status
fail_option(int value, char **argv, npo_error *err)
{
	const char *word = argv[optind - 1];

	if (value == ':')
		return npo_fail(err, NPO_EINVAL, "no value for '%s'", word);
	if (optopt > 0 && optopt < 256)
		return npo_fail(
			err, NPO_EINVAL, "unknown option '-%c'", optopt);
	if (optopt)
		return npo_fail(err, NPO_EINVAL, "no value fits '%s'", word);
	return npo_fail(err, NPO_EINVAL, "unknown option '%s'", word);
}

static npo_status
check(const ix_options *options, npo_error *err)
{
	npo_buf utf8 = NPO_BUF_INIT;
	const char *used;
	npo_status st = NPO_OK;

	if (options->type && !npo_format_named(options->type))
		return npo_fail(
			err, NPO_EINVAL, "unknown type '%s'", options->type);
	if (options->encoding)
		st = npo_text_decode(
			npo_str_of(""), options->encoding, &utf8, &used, NULL);
	npo_buf_release(&utf8);
	if (st == NPO_EINVAL)
		return npo_fail(
			err, st, "unknown charset '%s'", options->encoding);
	if (options->action == ACTION_INDEX && !options->path_count &&
		!options->files_from)
		return npo_fail(err, NPO_EINVAL,
			"no PATH is given; see npo-index --help");
	return NPO_OK;
}

npo_status
options_parse(ix_options *options, int argc, char **argv, npo_error *err)
{
	struct option longs[NPO_COUNT(specs) + 1] = {0};
	char shorts[2 * NPO_COUNT(specs) + 2];
	npo_status st = NPO_OK;

	*options = (ix_options){
		.max_size = MAX_SIZE_DEFAULT, .jobs = processors()};
	make_table(longs, shorts);
	opterr = 0;
	optind = 0;
	while (!st) {
		int value = getopt_long(argc, argv, shorts, longs, NULL);
		const ix_spec *spec = spec_of(value);

		if (value < 0)
			break;
		st = spec ? set(options, spec, optarg, err)
			  : fail_option(value, argv, err);
	}
	if (st)
		return st;
	options->path = argv + optind;
	options->path_count = (size_t)(argc - optind);
	return check(options, err);
}

void
options_release(ix_options *options)
{
	rules_release(&options->include);
	rules_release(&options->exclude);
}
