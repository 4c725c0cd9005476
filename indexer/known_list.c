/* SPDX-License-Identifier: GPL-2.0-or-later */
/* known_list.c - what is known of many files, in few bytes */
#include "known.h"

#include <stdlib.h>
#include <string.h>

/* What grows is copied to a larger place, and the old one is not given back. */
#define BLOCK (1u << 20)
#define LENGTHS 20		/* bytes of two varints at most */

/** A file of a list: the length of its path, the path, the length of its
 * encoded form, that form; lengths are varints. */
struct ix_known_entry {
	uint32_t at;		/* in the block */
	uint32_t block : 31, seen : 1;
};

_Static_assert(sizeof(struct ix_known_entry) == 8, "many are kept");

bool
path_is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	if (strncmp(path, folder, len))
		return false;
	return !len || folder[len - 1] == '/' || !path[len] || path[len] == '/';
}

void
known_folder(npo_buf *out, const char *path)
{
	npo_buf_adds(out, path);
	if (out->len && out->p[out->len - 1] != '/')
		npo_buf_addc(out, '/');
}

/* ---------------------------------------------------------- one of them */

static npo_str
take_string(npo_str *in)
{
	npo_str string;

	/* nobody else has written it */
	if (!npo_counted_get(in, &string))
		abort();
	return string;
}

static npo_str
text_at(const ix_known_list *list, const struct ix_known_entry *entry)
{
	npo_str block = npo_buf_str(&list->block[entry->block]);

	return (npo_str){block.p + entry->at, block.len - entry->at};
}

static npo_str
path_at(const ix_known_list *list, size_t i)
{
	npo_str in = text_at(list, &list->entry[i]);

	return take_string(&in);
}

void
known_at(const ix_known_list *list, size_t i, ix_known *file)
{
	npo_str in = text_at(list, &list->entry[i]);
	npo_str path = take_string(&in);

	/* it has been decoded before */
	if (known_decode(path, take_string(&in), file, NULL))
		abort();
}

bool
known_is_seen(const ix_known_list *list, size_t i)
{
	return list->entry[i].seen;
}

/* a block with room for so many bytes more */
static npo_buf *
block_for(ix_known_list *list, size_t len)
{
	npo_buf *last = list->blocks ? &list->block[list->blocks - 1] : NULL;

	if (last && last->len + len <= BLOCK)
		return last;
	NPO_GROW(list->block, list->blocks, list->blocks_cap);
	last = &list->block[list->blocks++];
	*last = (npo_buf)NPO_BUF_INIT;
	npo_buf_reserve(last, len < BLOCK ? BLOCK : len);
	return last;
}

void
known_list_add(ix_known_list *list, npo_str path, npo_str value)
{
	npo_buf *block = block_for(list, path.len + value.len + LENGTHS);

	NPO_GROW(list->entry, list->count, list->cap);
	list->entry[list->count++] = (struct ix_known_entry){
		(uint32_t)block->len, (uint32_t)(block - list->block), 0};
	npo_counted_put(block, path);
	npo_counted_put(block, value);
}

/* ---------------------------------------------------------- their order */

static int
compare(const void *a, const void *b, void *list)
{
	npo_str left = text_at(list, a), right = text_at(list, b);

	return npo_str_compare(take_string(&left), take_string(&right));
}

static bool
is_sorted(const ix_known_list *list)
{
	for (size_t i = 1; i < list->count; i++) {
		if (npo_str_compare(path_at(list, i - 1), path_at(list, i)) > 0)
			return false;
	}
	return true;
}

/* They come in order, but for what is cut, changed or new. */
void
known_list_sort(ix_known_list *list)
{
	if (!is_sorted(list))
		qsort_r(list->entry, list->count, sizeof(*list->entry),
			compare, list);
}

/* Where path is or would stand. */
static size_t
place_of(const ix_known_list *list, npo_str path)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (npo_str_compare(path_at(list, middle), path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_at(const ix_known_list *list, size_t i, npo_str path)
{
	return i < list->count && npo_str_equal(path_at(list, i), path);
}

/* ---------------------------------------------------------- the walk */

/* A walk asks nearly in the order of the list. */
bool
known_see(ix_known_list *list, const char *path, ix_known *file)
{
	npo_str wanted = npo_str_of(path);
	size_t i = list->next;

	if (!is_at(list, i, wanted))
		i = place_of(list, wanted);
	if (!is_at(list, i, wanted))
		return false;
	list->next = i + 1;
	list->entry[i].seen = true;
	known_at(list, i, file);
	return true;
}

void
known_see_below(ix_known_list *list, const char *path)
{
	npo_buf folder = NPO_BUF_INIT;
	ix_known file;
	size_t i;

	(void)known_see(list, path, &file);
	known_folder(&folder, path);
	i = place_of(list, npo_buf_str(&folder));
	while (i < list->count &&
		npo_str_starts(path_at(list, i), npo_buf_str(&folder)))
		list->entry[i++].seen = true;
	npo_buf_release(&folder);
}

void
known_list_release(ix_known_list *list)
{
	for (size_t i = 0; i < list->blocks; i++)
		npo_buf_release(&list->block[i]);
	free(list->block);
	free(list->entry);
	*list = (ix_known_list){.count = 0};
}
