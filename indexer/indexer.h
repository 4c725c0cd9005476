/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer.h - the parts of npo-index */
#ifndef INDEXER_H
#define INDEXER_H

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "npo/base.h"
#include "npo/database.h"
#include "npo/format.h"
#include "npo/text.h"

/*
 * Types of the program begin with ix_. What its functions print goes through
 * report.c and list.c.
 */

/* -------------------------------------------------------------- stop.c */

/** From now on SIGINT and SIGTERM ask to stop; the second one kills. */
void stop_catch(void);
/** The signal that asked to stop, or 0. */
int stop_asked(void);

/* ------------------------------------------------------------ ignore.c */

/** One pattern, as in a line of .gitignore. */
typedef struct ix_rule {
	char *pattern;
	bool negated;		/* ! takes back what an earlier one took */
	bool folder_only;	/* it ended in a slash */
	bool anchored;		/* it has a slash: from the file's folder on */
} ix_rule;

/** Patterns in order; the last that matches decides. Zeroed to begin. */
typedef struct ix_rules {
	ix_rule *rule;
	size_t count, cap;
} ix_rules;

typedef enum ix_verdict {
	VERDICT_NONE,		/* no pattern matches */
	VERDICT_IGNORED,
	VERDICT_TAKEN		/* the last that matches is negated */
} ix_verdict;

/**
 * Whether a pattern matches a path whole: * and ? stop at a slash, ** between
 * slashes does not; [a-z], [!a-z] and \ as in glob(7). Letters are UTF-8.
 */
bool glob_matches(const char *pattern, const char *path);
/** Add one line of an ignore file; blank lines and comments add nothing. */
void rules_add(ix_rules *rules, npo_str line);
/** Add each line of a file's content. */
void rules_add_lines(ix_rules *rules, npo_str content);
/** path: from the folder of the patterns on, without a leading slash. */
ix_verdict rules_judge(const ix_rules *rules, const char *path, bool folder);
void rules_release(ix_rules *rules);

/* ----------------------------------------------------------- options.c */

typedef enum ix_action {
	ACTION_INDEX,
	ACTION_LIST,
	ACTION_STATS,
	ACTION_HELP,
	ACTION_VERSION
} ix_action;

typedef enum ix_when {
	WHEN_AUTO,
	WHEN_ALWAYS,
	WHEN_NEVER
} ix_when;

/** The command line. Strings are those of argv. */
typedef struct ix_options {
	ix_action action;
	ix_when progress;
	bool skipped;		/* --list=skipped */
	bool json;
	bool nul;		/* names end in NUL, in and out */
	bool full, no_prune, dry_run;
	bool hidden, follow, one_file_system;
	bool wait, quiet, verbose;
	const char *db, *type, *encoding, *lang, *files_from;
	uint64_t max_size;
	size_t jobs;		/* workers, from 1 */
	ix_rules include, exclude;
	char **path;
	size_t path_count;
} ix_options;

/** NPO_EINVAL: the command line is wrong; err says where. */
NPO_CHECKED npo_status options_parse(
	ix_options *options, int argc, char **argv, npo_error *err);
void options_release(ix_options *options);
/** What --help prints. */
extern const char options_help[];
/** A number of bytes with K, M, G or T behind it. False: it is none. */
bool options_size(const char *text, uint64_t *size);

/* ------------------------------------------------------------ report.c */

/**
 * What is said on stderr, and the counts behind it. A part of a report is for
 * another thread; it holds what it is told until it is joined.
 */
typedef struct ix_report {
	const ix_options *options;
	struct ix_report *whole; /* what this is a part of, or NULL */
	npo_buf held;
	char *cwd;		/* names below it are shown without it */
	uint64_t added, changed, deleted, unchanged;
	uint64_t skipped;	/* inputs left out, or left out in part */
	uint64_t still;		/* skipped before and not changed since */
	uint64_t problems;	/* of the file at hand */
	bool bar, lines;	/* progress: on a terminal, or elsewhere */
	bool drawn;		/* there is a bar to erase */
	uint64_t files, bytes;
	_Atomic uint64_t files_done, bytes_done;
	uint64_t counted;	/* bytes done of the file at hand */
	int64_t began, last;	/* in ms of the monotonic clock */
} ix_report;

void report_init(ix_report *report, const ix_options *options);
void report_release(ix_report *report);
/** Begin a part, which ends with report_join(). */
void report_part(ix_report *part, ix_report *whole);
/** Say what a part holds and add its counts. */
void report_join(ix_report *part);
/**
 * Append a text without what could break a line or a terminal: control and
 * direction characters and bytes that are no UTF-8 as \n, \t or \ooo, and a
 * backslash doubled.
 */
void report_escape(npo_buf *out, npo_str text);
/** The part of a path below the current folder, or all of it. */
const char *report_short(const ix_report *report, const char *path);
/** Append a path as it is shown: short and escaped. */
void report_name(const ix_report *report, npo_buf *out, const char *path);
/** A file was left out: "reason 'path'". */
void report_skip(ix_report *report, const char *path, const char *reason);
/** A part of the file at hand was left out; line 0: unknown. */
void report_problem(ix_report *report, const char *path, uint64_t line,
	const char *reason);
/** The file at hand is done. */
void report_problems_end(ix_report *report, const char *path);
/** -v and --dry-run: "add path". */
void report_file(ix_report *report, const char *what, const char *path);
/** A path that was named and is not there. */
void report_missing(ix_report *report, const char *path, const char *reason);
/** What ended the run, as "npo-index: text". */
void report_fatal(const char *text);
/**
 * A reader's text names its file in its own way, and might do so in several
 * lines: append the text without that name.
 */
void report_reason(npo_buf *out, const char *path, const char *reason);
/** The work ahead; starts the clock. */
void report_progress_start(ix_report *report, uint64_t files, uint64_t bytes);
/** So many bytes of the file at hand are done; also of a part. */
void report_progress(ix_report *report, uint64_t bytes);
/** The file at hand, of that size, is done. */
void report_progress_file(ix_report *report, uint64_t size);
/** Draw, if it is time to. */
void report_progress_draw(ix_report *report);
void report_progress_end(ix_report *report);
/** The counts at the end. */
void report_counts(ix_report *report, uint64_t documents);

/* -------------------------------------------------------------- jobs.c */

/** What a build leaves to be done when its shards are merged. */
typedef enum ix_rest {
	REST_NONE,
	REST_OLD,		/* delete the old documents of the file */
	REST_ALL,		/* and those that were read this time */
	REST_GONE		/* and forget the file */
} ix_rest;

/** A file to be read. */
typedef struct ix_job {
	const char *path;
	uint64_t size;
	int fd;			/* open ahead of its turn, or -1 */
	bool link;		/* the name is a symbolic link */
	bool foreign;		/* somebody else's file */
	bool known;		/* the database knows of it */
	bool stored;		/* documents of it are in the database */
	bool changed;		/* it was indexed whole before */
	ix_rest rest;		/* of a build */
	npo_buf value;		/* of a build: what is to be known of it, */
	bool told;		/* or that its document says so */
} ix_job;

/** Files in the order in which they are to be read. Zeroed to begin with. */
typedef struct ix_jobs {
	npo_buf bytes;
	npo_buf last;		/* the path that was added last */
	size_t count;
	uint64_t size;		/* of all files, in bytes */
} ix_jobs;

void jobs_add(ix_jobs *jobs, const ix_job *job);
void jobs_release(ix_jobs *jobs);

/** A place between two of them; ends with jobs_end(). */
typedef struct ix_jobs_at {
	npo_str left;		/* bytes of those behind it */
	npo_buf path;		/* of the one before it */
} ix_jobs_at;

/** In front of the first. Nothing is added any more. */
ix_jobs_at jobs_begin(const ix_jobs *jobs);
ix_jobs_at jobs_copy(const ix_jobs_at *at);
void jobs_end(ix_jobs_at *at);
/** The next one, whose path is lent until the next call. False: there is
 * none. */
bool jobs_next(ix_jobs_at *at, ix_job *job);

/* ------------------------------------------------------------- index.c */

/** Reads files into a database, or into shards. For one thread. */
typedef struct ix_indexer ix_indexer;
struct ix_known;	/* of known.h */

ix_indexer *indexer_new(
	const ix_options *options, ix_report *report, npo_db *db);
/** What a build leaves to be done of files; their paths and values are its
 * own. Zeroed to begin with. */
typedef struct ix_left {
	ix_job *job;
	size_t count, cap;
} ix_left;

/**
 * Read files into shards of their own; number is the place of the first
 * among the shards. What concerns the old database is added to left.
 * dict: of the database that is made, or NULL.
 */
ix_indexer *indexer_new_build(const ix_options *options, ix_report *report,
	const npo_build *build, const npo_dict *dict, size_t number,
	ix_left *left);
void indexer_free(ix_indexer *indexer);
/**
 * Read the next so many files from a place on. What is wrong with a file itself
 * is reported and stored; a status is returned for what ends the run.
 *
 * NPO_ESTOPPED: a signal came; what was read is kept.
 */
NPO_CHECKED npo_status indexer_read_all(ix_indexer *indexer,
	const ix_jobs_at *from, size_t count, npo_error *err);
/** How a reader is to take an open file. */
static inline npo_input
indexer_input(
	const ix_options *options, const char *path, int fd, uint64_t size)
{
	return (npo_input){.path = path,
		.fd = fd,
		.size = size,
		.max_size = options->max_size,
		.charset = options->encoding,
		.lang = options->lang};
}
/** Read a document from standard input, stored under the path "-". */
NPO_CHECKED npo_status indexer_read_stdin(ix_indexer *indexer, npo_error *err);
/** Store why a file is not read and delete its documents. */
NPO_CHECKED npo_status indexer_skip(ix_indexer *indexer, const char *path,
	const struct stat *st, bool stored, const char *reason, bool again,
	npo_error *err);
/** Delete a file's documents and what is known of it. */
NPO_CHECKED npo_status indexer_delete(
	ix_indexer *indexer, const struct ix_known *file, npo_error *err);
/** A run's changes, for the term dictionary. Zeroed to begin with. */
typedef struct ix_words {
	npo_strset gathered;	/* words of documents that were added */
	bool counted;
	uint64_t documents;	/* that there were, and all added since */
} ix_words;

/** Before the first change; once is enough. */
NPO_CHECKED npo_status words_begin(ix_words *words, npo_db *db, npo_error *err);
/** Before a commit: put the words in, or make the dictionary anew. */
NPO_CHECKED npo_status words_settle(
	ix_words *words, npo_db *db, npo_error *err);

/** Make all changes so far lasting. */
NPO_CHECKED npo_status indexer_commit(ix_indexer *indexer, npo_error *err);
/** "" for NULL. */
static inline const char *
ix_or_empty(const char *text)
{
	return text ? text : "";
}

/* ------------------------------------------------------------- ahead.c */

/** So many are open ahead at most. */
#define AHEAD_FILES 8

/** Files that one worker reads in order. */
typedef struct ix_ahead {
	ix_jobs_at from;	/* behind the last that is in the ring */
	size_t count;		/* of all of them */
	size_t files;		/* open ahead at most */
	size_t at;		/* the one to be read next */
	size_t next;		/* those before it are open, or were tried */
	size_t taken;		/* those before it are, or were, in the ring */
	uint64_t bytes;		/* asked for and not yet read */
	ix_job ring[AHEAD_FILES + 1]; /* number i at i % (AHEAD_FILES + 1) */
	npo_buf path[AHEAD_FILES + 1];
} ix_ahead;

/** Begin with the next so many from a place on; nothing is opened yet.
 * workers: so many do this at once. */
void ahead_begin(ix_ahead *ahead, const ix_jobs_at *from, size_t count,
	size_t workers);
/** The next file, to be read now, and lent until the next call; NULL: there is
 * none. Those behind it are opened and the system is asked to fetch them
 * (posix_fadvise(2)). */
ix_job *ahead_next(ix_ahead *ahead);
/** Close what was opened and is not read. */
void ahead_end(ix_ahead *ahead);
/** Open a file to read it; -1 and errno. */
int ahead_open_file(const ix_job *job);

/* ------------------------------------------------------------ sample.c */

/**
 * A dictionary of some documents of many files, written over; empty if there
 * is not so much text that it is worth it, or documents are long. It depends
 * on the files alone.
 */
void sample_dict(
	const ix_options *options, const ix_jobs *jobs, npo_buf *dict);

/* ---------------------------------------------------------- document.c */

/** What all documents of one file share. */
typedef struct ix_source {
	const char *path;
	const char *lang;	/* asked for, or NULL */
	uint64_t size;
	int64_t mtime;		/* in ns */
} ix_source;

/** Makes store's documents of the readers' ones. */
typedef struct ix_maker ix_maker;

ix_maker *maker_new(void);
void maker_free(ix_maker *maker);
/** Gather the words of what is made from now on: npo_analyzer_gather(). */
void maker_gather(ix_maker *maker, npo_strset *terms);
/** Compress texts by a dictionary, which stays the caller's, or NULL. */
void maker_use_dict(ix_maker *maker, const npo_dict *dict);
/** Begin a file; source is borrowed until the next. */
void maker_start(ix_maker *maker, const ix_source *source);
/** Make a document; *doc is the maker's, until the next. */
NPO_CHECKED npo_status maker_make(ix_maker *maker, const npo_document *document,
	const npo_doc **doc, npo_error *err);
/** Store with what was made last what is known of its file. */
NPO_CHECKED npo_status maker_tell(
	ix_maker *maker, npo_str known, npo_error *err);
/** YYYYMMDD of an ISO 8601 date, or of mtime if it is none. */
void maker_date(npo_str date, int64_t mtime, char out[9]);

/* -------------------------------------------------------------- bulk.c */

/**
 * Whether so many files are rather read into shards, which several threads
 * write and one merge puts together with the database, than into it.
 *
 * folder	of the database
 */
bool bulk_is_worth(const char *folder, const ix_jobs *jobs);
/**
 * Read files by a build.
 *
 * db	the database in folder; a new one takes its place
 *
 * NPO_ESTOPPED: a signal came; what was read until then is in the database.
 * Anything else: the database is as it was.
 */
NPO_CHECKED npo_status bulk_run(ix_report *report, const char *folder,
	const ix_jobs *jobs, npo_db **db, npo_error *err);

/* -------------------------------------------------------------- pool.c */

/** Start a thread that gets no signals: they are for the calling one, whose
 * waiting they end. false: it cannot be started. */
bool pool_thread(pthread_t *thread, void *(*run)(void *), void *payload);

/** Tasks for several threads. */
typedef struct ix_pool_work {
	size_t count;		/* of the tasks, which are numbered from 0 */
	size_t workers;		/* threads; at least 1 */
	size_t ahead;		/* so many are begun at most before their
				   results are taken; at least 1 */
	/** Do a task, in any thread. Anything but NPO_OK: none of those that
	 * were not begun is. */
	npo_status (*task)(void *payload, size_t number, npo_error *err);
	/** Take a result, in the calling thread, in order of number; also
	 * that of a task that failed. May be NULL. */
	void (*done)(void *payload, size_t number);
	/** Called now and then in the calling thread. May be NULL. */
	void (*tick)(void *payload);
	void *payload;
} ix_pool_work;

/**
 * Do all tasks; none is at work any more when this returns.
 *
 * The status of the first task that failed, in order of number; NPO_ESTOPPED
 * only if no other failed otherwise.
 */
NPO_CHECKED npo_status pool_run(const ix_pool_work *work, npo_error *err);

/* -------------------------------------------------------------- sync.c */

/**
 * Bring the database up to date with the paths of options.
 *
 * skipped	some inputs were left out
 *
 * NPO_ESTOPPED: a signal came; what was done until then is committed.
 */
NPO_CHECKED npo_status sync_run(
	const ix_options *options, bool *skipped, npo_error *err);

/* -------------------------------------------------------------- list.c */

/** --list on stdout. NPO_EIO: it cannot be written. */
NPO_CHECKED npo_status list_run(const ix_options *options, npo_error *err);
/** Open the database of options to read it; folder, appended: its name. */
NPO_CHECKED npo_status list_open(const ix_options *options, npo_buf *folder,
	npo_db **db, npo_error *err);
/** Flush stdout. NPO_EIO: some of it could not be written. */
NPO_CHECKED npo_status stdout_end(npo_error *err);

/* ------------------------------------------------------------- stats.c */

/** --stats on stdout. */
NPO_CHECKED npo_status stats_run(const ix_options *options, npo_error *err);

#endif
