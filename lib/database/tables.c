/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tables.c - what the tables of a database take on the disk */
#include "npo/database.h"

#include <sys/stat.h>

#include "manifest.h"

const char *const npo_table_names[NPO_TABLES] = {
	[NPO_TABLE_POSTLIST] = "postlist",
	[NPO_TABLE_POSITION] = "position",
	[NPO_TABLE_DOCDATA] = "docdata",
	[NPO_TABLE_TERMLIST] = "termlist",
	[NPO_TABLE_SPELLING] = "spelling",
	[NPO_TABLE_SYNONYM] = "synonym",
};

/* Add those of one Xapian database. A table that was never written to has no
 * file. */
static void
add_tables(const char *path, uint64_t bytes[NPO_TABLES])
{
	npo_buf name = NPO_BUF_INIT;

	for (size_t i = 0; i < NPO_TABLES; i++) {
		struct stat st;

		npo_buf_reset(&name);
		npo_buf_addf(&name, "%s/%s.glass", path, npo_table_names[i]);
		if (!stat(name.p, &st))
			bytes[i] += (uint64_t)st.st_size;
	}
	npo_buf_release(&name);
}

void
npo_database_tables(const char *name, uint64_t bytes[NPO_TABLES])
{
	npo_stores list = {NULL, 0, 0};

	for (size_t i = 0; i < NPO_TABLES; i++)
		bytes[i] = 0;
	/* without a manifest it may be a database of Xapian's own */
	if (npo_manifest_read(name, &list, NULL))
		add_tables(name, bytes);
	for (size_t i = 0; i < list.count; i++)
		add_tables(list.path[i], bytes);
	npo_stores_release(&list);
}
