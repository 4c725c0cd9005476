/* SPDX-License-Identifier: GPL-2.0-or-later */
/* texts.c - the databases' dictionaries of texts, each when it is needed */
#include "expansion.h"

#include <stdlib.h>

struct search_texts {
	uint32_t parts;
	struct part {
		npo_dict *dict;
		bool known;
	} part[];
};

npo_status
texts_dict(search *s, uint32_t docid, const npo_dict **dict, npo_error *err)
{
	struct part *part;
	npo_status st = NPO_OK;

	if (!s->texts) {
		uint32_t parts = npo_db_parts(s->db);

		s->texts = npo_calloc(1, sizeof(*s->texts) +
			parts * sizeof(*s->texts->part));
		s->texts->parts = parts;
	}
	part = &s->texts->part[(docid - 1) % s->texts->parts];
	if (!part->known)
		st = npo_dict_open(s->db, (docid - 1) % s->texts->parts,
			false, &part->dict, err);
	part->known = !st;
	*dict = part->dict;
	return st;
}

void
texts_forget(search *s)
{
	for (uint32_t i = 0; s->texts && i < s->texts->parts; i++)
		npo_dict_free(s->texts->part[i].dict);
	free(s->texts);
	s->texts = NULL;
}
