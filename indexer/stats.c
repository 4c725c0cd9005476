/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stats.c - how much the database holds and what it takes, on stdout */
#include "known.h"

#include <inttypes.h>
#include <stdio.h>

#include <jansson.h>

#include "npo/database.h"
#include "npo/schema.h"

/*
 * What is stored is read of so many documents at most, evenly spread: that of
 * all is a good part of the disk's bytes to read, and a thousand give the
 * share to a hundredth.
 */
#define SAMPLE 1000

typedef struct ix_stats {
	uint32_t documents;
	ix_known_counts files;
	uint64_t words; /* the sum of lengths */
	uint64_t terms, postings;
	uint64_t text; /* bytes, as it was read */
	uint64_t bytes;
	uint64_t table[NPO_TABLES];
	uint64_t sampled, sampled_text, sampled_data, sampled_places;
	npo_buf schema, unicode, stemmer;
} ix_stats;

static void
stats_release(ix_stats *stats)
{
	npo_buf_release(&stats->schema);
	npo_buf_release(&stats->unicode);
	npo_buf_release(&stats->stemmer);
	*stats = (ix_stats){.documents = 0};
}

/* ---------------------------------------------------------- counting */

static npo_status
count_terms(npo_db *db, ix_stats *stats, npo_error *err)
{
	npo_str term = {NULL, 0};
	npo_terms *terms = NULL;
	uint32_t documents;
	npo_status st = npo_terms_open(db, term, &terms, err);

	if (!st)
		st = npo_terms_next(terms, &term, err);
	while (!st && term.len) {
		st = npo_terms_freq(terms, &documents, err);
		if (st)
			break;
		stats->terms++;
		stats->postings += documents;
		st = npo_terms_next(terms, &term, err);
	}
	npo_terms_free(terms);
	return st;
}

static npo_status
sample(npo_db *db, uint32_t docid, ix_stats *stats, npo_error *err)
{
	npo_buf data = NPO_BUF_INIT, places = NPO_BUF_INIT;
	size_t text = 0;
	npo_status st = npo_db_doc_data(db, docid, &data, err);

	if (!st)
		st = npo_db_doc_value(
			db, docid, NPO_SLOT_PLACES, &places, err);
	/* other bytes than npo's: Xapian's own databases are read, too */
	if (!st && !npo_stored_text_size(npo_buf_str(&data), &text, NULL)) {
		stats->sampled++;
		stats->sampled_text += text;
		stats->sampled_data += data.len;
		stats->sampled_places += places.len;
	}
	npo_buf_release(&data);
	npo_buf_release(&places);
	return st;
}

/* Of NPO_SLOT_SIZE; other values are none of npo's. */
static uint64_t
number_of(npo_str value)
{
	uint64_t number = 0;

	if (value.len > 1 + sizeof(number) || !value.len ||
		value.len != 1u + (unsigned char)*value.p)
		return 0;
	for (size_t i = 1; i < value.len; i++)
		number = number << 8 | (unsigned char)value.p[i];
	return number;
}

/* The values of all texts' sizes stand together, so they are read fast. */
static npo_status
count_text(npo_db *db, ix_stats *stats, npo_error *err)
{
	uint32_t step = stats->documents / (SAMPLE + 1) + 1, docid = 0;
	npo_values *values = NULL;
	npo_str value = {NULL, 0};
	npo_status st = npo_values_open(db, NPO_SLOT_SIZE, &values, err);

	if (!st)
		st = npo_values_next(values, &docid, &value, err);
	for (uint32_t i = 0; !st && docid; i++) {
		stats->text += number_of(value);
		if (i % step == 0)
			st = sample(db, docid, stats, err);
		if (!st)
			st = npo_values_next(values, &docid, &value, err);
	}
	npo_values_free(values);
	return st;
}

static npo_status
read_stamps(npo_db *db, ix_stats *stats, npo_error *err)
{
	npo_status st = npo_db_meta(
		db, npo_str_of(NPO_META_SCHEMA), &stats->schema, err);

	if (!st)
		st = npo_db_meta(
			db, npo_str_of(NPO_META_UNICODE), &stats->unicode, err);
	if (!st)
		st = npo_db_meta(
			db, npo_str_of(NPO_META_STEMMER), &stats->stemmer, err);
	return st;
}

static npo_status
count_all(npo_db *db, ix_stats *stats, npo_error *err)
{
	npo_status st = known_count(db, &stats->files, err);

	if (!st)
		st = npo_db_count(db, &stats->documents, err);
	if (!st)
		st = npo_db_total_length(db, &stats->words, err);
	if (!st)
		st = count_terms(db, stats, err);
	if (!st)
		st = count_text(db, stats, err);
	if (!st)
		st = read_stamps(db, stats, err);
	return st;
}

static npo_status
count_steadily(npo_db *db, ix_stats *stats, npo_error *err)
{
	npo_retry retry = {0, 0, 0};
	npo_status st;

	do {
		stats_release(stats);
		st = count_all(db, stats, err);
	} while (npo_retry_again(&retry, st, db));
	return st;
}

/* ---------------------------------------------------------- printing */

static double
ratio(uint64_t part, uint64_t whole)
{
	return whole ? (double)part / (double)whole : 0;
}

static uint64_t
bytes_of_tables(const ix_stats *stats)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < NPO_TABLES; i++)
		sum += stats->table[i];
	return sum;
}

static const char *
text_of(const npo_buf *buf)
{
	return buf->len ? buf->p : "";
}

/* Shares are of the tables, so that they do not depend on the rest. */
static void
put_tables(const ix_stats *stats)
{
	uint64_t all = bytes_of_tables(stats);

	for (size_t i = 0; i < NPO_TABLES; i++)
		printf("table %s: %" PRIu64 " (%.1f%%)\n", npo_table_names[i],
			stats->table[i], 100 * ratio(stats->table[i], all));
	printf("stored: %.0f, of it text %.1f%% (by %" PRIu64
	       " documents)\n",
		ratio(stats->sampled_data, stats->sampled) * stats->documents,
		100 * ratio(stats->sampled_text, stats->sampled_data),
		stats->sampled);
	printf("positions: %.0f (by %" PRIu64 " documents)\n",
		ratio(stats->sampled_places, stats->sampled) *
			stats->documents,
		stats->sampled);
	printf("files in postlist: %" PRIu64 "\n", stats->files.bytes);
}

static void
put_text(const ix_stats *stats)
{
	printf("documents: %" PRIu32 "\n", stats->documents);
	printf("files: %" PRIu64 "\n", stats->files.indexed);
	printf("skipped files: %" PRIu64 "\n", stats->files.skipped);
	printf("words: %" PRIu64 "\n", stats->words);
	printf("average length: %.1f\n", ratio(stats->words, stats->documents));
	printf("terms: %" PRIu64 "\n", stats->terms);
	printf("postings: %" PRIu64 "\n", stats->postings);
	printf("bytes of text: %" PRIu64 "\n", stats->text);
	printf("bytes on disk: %" PRIu64 "\n", stats->bytes);
	printf("bytes on disk to text: %.2f\n",
		ratio(stats->bytes, stats->text));
	put_tables(stats);
	printf("schema: %s\n", text_of(&stats->schema));
	printf("unicode: %s\n", text_of(&stats->unicode));
	printf("stemmer: %s\n", text_of(&stats->stemmer));
}

static json_t *
json_of_tables(const ix_stats *stats)
{
	json_t *tables = json_object();

	for (size_t i = 0; i < NPO_TABLES; i++)
		json_object_set_new(tables, npo_table_names[i],
			json_integer((json_int_t)stats->table[i]));
	return tables;
}

static npo_status
put_json(const ix_stats *stats, npo_error *err)
{
	json_t *json = json_pack(
		"{s:I, s:I, s:I, s:I, s:f, s:I, s:s, s:s, s:s, s:I, s:I, s:I,"
		" s:f, s:I, s:o, s:{s:I, s:I, s:I, s:I}}",
		"documents", (json_int_t)stats->documents, "files",
		(json_int_t)stats->files.indexed, "skipped",
		(json_int_t)stats->files.skipped, "words",
		(json_int_t)stats->words, "average_length",
		ratio(stats->words, stats->documents), "bytes",
		(json_int_t)stats->bytes, "schema", text_of(&stats->schema),
		"unicode", text_of(&stats->unicode), "stemmer",
		text_of(&stats->stemmer), "terms", (json_int_t)stats->terms,
		"postings", (json_int_t)stats->postings, "text_bytes",
		(json_int_t)stats->text, "bytes_to_text",
		ratio(stats->bytes, stats->text), "file_bytes",
		(json_int_t)stats->files.bytes, "tables", json_of_tables(stats),
		"data_sample", "documents", (json_int_t)stats->sampled,
		"bytes", (json_int_t)stats->sampled_data, "text",
		(json_int_t)stats->sampled_text, "positions",
		(json_int_t)stats->sampled_places);
	int failed = !json || json_dumpf(json, stdout, JSON_COMPACT);

	json_decref(json);
	if (failed)
		return npo_fail(err, NPO_EIO, "cannot write the counts");
	puts("");
	return NPO_OK;
}

npo_status
stats_run(const ix_options *options, npo_error *err)
{
	ix_stats stats = {.documents = 0};
	npo_buf folder = NPO_BUF_INIT;
	npo_db *db = NULL;
	npo_status st = list_open(options, &folder, &db, err);

	if (!st)
		st = count_steadily(db, &stats, err);
	if (st)
		goto out;
	stats.bytes = npo_folder_size(folder.p);
	npo_database_tables(folder.p, stats.table);
	if (options->json)
		st = put_json(&stats, err);
	else
		put_text(&stats);
	if (!st)
		st = stdout_end(err);
out:
	npo_db_free(db);
	npo_buf_release(&folder);
	stats_release(&stats);
	return st;
}
