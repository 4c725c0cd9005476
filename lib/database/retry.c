/* SPDX-License-Identifier: GPL-2.0-or-later */
/* retry.c - reading again what a writer took away */
#include "npo/database.h"

#include <time.h>

#define TRIES 5
#define PATIENCE 10000		/* ms */
#define PAUSE 2			/* ms, after so many tries */

/* A revision that is gone can look like a damaged one, some tries long. */
static bool
has_patience(npo_retry *retry, npo_status st)
{
	bool gone = st == NPO_EMODIFIED;

	if (!gone && st != NPO_ECORRUPT)
		return false;
	if (!retry->until)
		retry->until = npo_now_ms() + PATIENCE;
	retry->spoilt = gone ? 0 : retry->spoilt + 1;
	return retry->spoilt <= TRIES &&
	       (retry->tries++ < TRIES || npo_now_ms() < retry->until);
}

bool
npo_retry_again(npo_retry *retry, npo_status st, npo_db *db)
{
	static const struct timespec pause = {0, PAUSE * 1000000};

	/* a document that the revision has, and its half-written block not */
	if (db && st == NPO_ENOTFOUND)
		st = NPO_ECORRUPT;
	while (has_patience(retry, st)) {
		if (retry->tries > TRIES)
			nanosleep(&pause, NULL);
		st = db ? npo_db_reopen(db, NULL) : NPO_OK;
		if (!st)
			return true;
	}
	return false;
}
