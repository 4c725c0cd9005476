/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main.c - npo-index: bring a database up to date with files */
#include "indexer.h"

#include <stdio.h>

#include "npo/database.h"

#if NPO_MIMALLOC
#include <mimalloc.h>
#endif

/* Exit status: see options_help. */
#define EXIT_SKIPPED 1
#define EXIT_STOPPED 2
#define EXIT_SIGNAL 128

static npo_status
run(const ix_options *options, bool *skipped, npo_error *err)
{
	npo_status st = NPO_OK;

	switch (options->action) {
	case ACTION_INDEX:
		st = sync_run(options, skipped, err);
		break;
	case ACTION_LIST:
		return list_run(options, err);
	case ACTION_STATS:
		return stats_run(options, err);
	case ACTION_HELP:
		fputs(options_help, stdout);
		break;
	case ACTION_VERSION:
		puts("npo-index " NPO_VERSION);
		break;
	}
	return st ? st : stdout_end(err);
}

/*
 * Memory that is free for a moment is kept: giving it back and asking anew
 * costs a page fault for each 4 KB, which is a tenth of a run that finds
 * everything unchanged.
 */
static void
prepare_memory(void)
{
#if NPO_MIMALLOC && MI_MALLOC_VERSION < 210
	mi_option_disable(mi_option_allow_decommit);
#elif NPO_MIMALLOC
	mi_option_set(mi_option_purge_delay, -1);
#endif
}

int
main(int argc, char **argv)
{
	ix_options options;
	npo_error err = {NPO_OK, ""};
	bool skipped = false;
	npo_status st;

	prepare_memory();
	npo_streams_hold();
	st = options_parse(&options, argc, argv, &err);
	if (!st)
		st = run(&options, &skipped, &err);
	npo_database_blame(&options.db, options.db ? 1 : 0, &err);
	options_release(&options);
	if (st == NPO_ESTOPPED)
		return EXIT_SIGNAL + stop_asked();
	if (st) {
		report_fatal(err.text);
		return EXIT_STOPPED;
	}
	return skipped ? EXIT_SKIPPED : 0;
}
