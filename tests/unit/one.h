/* SPDX-License-Identifier: GPL-2.0-or-later */
/* one.h - an empty database for the tests of a program */
#ifndef NPO_TEST_ONE_H
#define NPO_TEST_ONE_H

#include "test.h"

#include <unistd.h>

#include "npo/store.h"

static char folder[] = "/tmp/npo-test-XXXXXX";
static npo_db *db;

static inline int
make_database(void **state)
{
	(void)state;
	return !mkdtemp(folder) || npo_db_create(folder, false, &db, NULL);
}

static inline int
remove_database(void **state)
{
	char command[64];

	(void)state;
	npo_db_free(db);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}

#endif
