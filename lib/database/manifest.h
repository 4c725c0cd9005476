/* SPDX-License-Identifier: GPL-2.0-or-later */
/* manifest.h - inside lib/database: which stores a folder has */
#ifndef NPO_LIB_DATABASE_MANIFEST_H
#define NPO_LIB_DATABASE_MANIFEST_H

#include "npo/base.h"

#define NPO_MANIFEST "manifest"

/* A database has one of the two; a new one beside it gets the other name. */
#define NPO_STORE_FIRST "main"
#define NPO_STORE_SECOND "main2"

/** The Xapian databases that a manifest names, in the order of its lines. */
typedef struct npo_stores {
	char **path;
	size_t count, cap;
} npo_stores;

/** Zeroed to begin. NPO_ENOTFOUND: there is no manifest in this folder. */
NPO_CHECKED npo_status npo_manifest_read(
	const char *folder, npo_stores *list, npo_error *err);
/** Replace it by one that names store, a folder in this one. NPO_EIO. */
NPO_CHECKED npo_status npo_manifest_write(
	const char *folder, const char *store, npo_error *err);
void npo_stores_release(npo_stores *list);

#endif
