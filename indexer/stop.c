/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stop.c - the signals that ask for a clean stop */
#include "indexer.h"

#include <signal.h>
#include <stdatomic.h>

/* Free of locks, so it may be set in a handler (C11, 7.14.1.1). */
static atomic_int stop_signal;

static void
on_signal(int number)
{
	stop_signal = number;
}

/*
 * Without SA_RESTART, so that waiting for standard input ends; with
 * SA_RESETHAND, so that a second signal ends what does not listen. What the
 * caller had ignored (nohup, a background job) stays so.
 */
static void
catch_one(int number)
{
	struct sigaction action = {
		.sa_handler = on_signal, .sa_flags = SA_RESETHAND};
	struct sigaction old;

	sigemptyset(&action.sa_mask);
	if (!sigaction(number, NULL, &old) && old.sa_handler != SIG_IGN)
		sigaction(number, &action, NULL);
}

void
stop_catch(void)
{
	catch_one(SIGINT);
	catch_one(SIGTERM);
}

int
stop_asked(void)
{
	return stop_signal;
}
