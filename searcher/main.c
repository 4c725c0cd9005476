/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main.c - npo-search: argv, streams, exit status */
#include "out.h"

#include <stdio.h>
#include <unistd.h>

#include "npo/database.h"

enum { FOUND, NOT_FOUND, FAILED };

static int
fail(const npo_error *err)
{
	npo_buf text = NPO_BUF_INIT;

	search_clean(npo_str_of(err->text), &text);
	fprintf(stderr, "npo-search: %s\n", text.p);
	npo_buf_release(&text);
	return FAILED;
}

static void
tell(search_mode mode, npo_buf *out)
{
	if (mode == SEARCH_SYSTEMS)
		search_list_systems(out);
	else
		npo_buf_adds(out, mode == SEARCH_HELP ?
			search_help : "npo-search " NPO_VERSION "\n");
}

static npo_status
run(const search_options *options, search_out *out, search **s, bool *found,
	npo_error *err)
{
	npo_status st;

	if (search_mode_tells(options->mode)) {
		tell(options->mode, &out->buf);
		*found = true;
		return search_out_flush(out, err);
	}
	st = search_open(options, s, err);
	if (!st)
		st = search_answer_all(*s, out, found, err);
	npo_database_blame(
		(const char *const *)options->db, options->db_count, err);
	return st;
}

/* a prompt that just comes back leaves people in doubt */
static void
say_nothing_found(const search_options *options)
{
	bool quiet = options->batch || options->mode == SEARCH_COUNT;

	if (!quiet && isatty(STDERR_FILENO))
		fputs("npo-search: nothing found\n", stderr);
}

int
main(int argc, char **argv)
{
	search_options options;
	search_out out;
	search *s = NULL;
	npo_error err = { NPO_OK, "" };
	bool found = false;
	npo_status st;
	int status;

	npo_streams_hold();
	st = search_options_read(argc, argv, &options, &err);
	if (st)
		return fail(&err);
	search_out_init(&out, &options);
	st = run(&options, &out, &s, &found, &err);
	if (!st && !found)
		say_nothing_found(&options);
	status = st ? fail(&err) : found ? FOUND : NOT_FOUND;
	/* the system takes memory and files back at once, one by one that takes
	 * a thirtieth of a search; who shares standard input goes on behind
	 * what was read of it, as after exit() */
	if (!NPO_GIVE_BACK) {
		fflush(stdin);
		_exit(status);
	}
	search_close(s);
	search_out_release(&out);
	search_options_release(&options);
	return status;
}
