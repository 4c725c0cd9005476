/* SPDX-License-Identifier: GPL-2.0-or-later */
/* report.c - what npo-index says: messages, progress, counts */
#include "known.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of one file, so that a broken one cannot flood a terminal. */
#define PROBLEMS_SHOWN 10
/* Between two drawings of the bar, two lines of progress. */
#define BAR_MS 100
#define LINE_MS 2000

#define MEGABYTE 1e6

void
report_init(ix_report *report, const ix_options *options)
{
	const char *term = getenv("TERM");
	bool terminal = isatty(STDERR_FILENO) && term && strcmp(term, "dumb");
	bool wanted = options->progress == WHEN_ALWAYS ||
		      (options->progress == WHEN_AUTO && terminal);

	*report = (ix_report){.options = options};
	report->cwd = getcwd(NULL, 0);
	wanted = wanted && !options->quiet && !options->dry_run;
	report->bar = wanted && terminal;
	report->lines = wanted && !terminal;
}

void
report_release(ix_report *report)
{
	free(report->cwd);
	report->cwd = NULL;
}

void
report_part(ix_report *part, ix_report *whole)
{
	*part = (ix_report){
		.options = whole->options, .whole = whole, .cwd = whole->cwd};
}

/* ---------------------------------------------------------- names */

/*
 * Control characters (C0, DEL, C1), line and paragraph separators, and what
 * turns the direction of text (Unicode 15, Bidi_Control).
 */
static bool
must_escape(uint32_t code)
{
	static const uint32_t ranges[][2] = {{0x00, 0x1F}, {0x7F, 0x9F},
		{0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E},
		{0x2066, 0x2069}, {NPO_BAD_CODE, NPO_BAD_CODE}};

	for (size_t i = 0; i < NPO_COUNT(ranges); i++)
		if (ranges[i][0] <= code && code <= ranges[i][1])
			return true;
	return false;
}

void
report_escape(npo_buf *out, npo_str text)
{
	const char *at = text.p, *end = text.p + text.len;

	while (at < end) {
		const char *start = at;
		uint32_t code = npo_utf8_next(&at, end);

		if (code == '\n' || code == '\t' || code == '\\') {
			npo_buf_addc(out, '\\');
			npo_buf_addc(out, code == '\n'	 ? 'n'
					  : code == '\t' ? 't'
							 : '\\');
			continue;
		}
		if (!must_escape(code)) {
			npo_buf_add(out, start, (size_t)(at - start));
			continue;
		}
		for (; start < at; start++)
			npo_buf_addf(out, "\\%03o", (unsigned char)*start);
	}
}

const char *
report_short(const ix_report *report, const char *path)
{
	const char *cwd = report->cwd;
	size_t len = cwd ? strlen(cwd) : 0;

	if (len > 1 && path[0] == '/' && path_is_below(path, cwd) && path[len])
		return path + len + 1;
	return path;
}

void
report_name(const ix_report *report, npo_buf *out, const char *path)
{
	report_escape(out, npo_str_of(report_short(report, path)));
}

/* ---------------------------------------------------------- messages */

static void
erase(ix_report *report)
{
	if (report->drawn)
		fputs("\r\033[K", stderr);
	report->drawn = false;
}

static void
put_line(ix_report *report, const npo_buf *line)
{
	if (report->whole) {
		npo_buf_addf(&report->held, "npo-index: %s\n", line->p);
		return;
	}
	erase(report);
	fprintf(stderr, "npo-index: %s\n", line->p);
}

void
report_join(ix_report *part)
{
	ix_report *whole = part->whole;

	if (part->held.len) {
		erase(whole);
		fputs(part->held.p, stderr);
	}
	whole->added += part->added;
	whole->changed += part->changed;
	whole->deleted += part->deleted;
	whole->skipped += part->skipped;
	npo_buf_release(&part->held);
}

void
report_fatal(const char *text)
{
	npo_buf line = NPO_BUF_INIT;

	report_escape(&line, npo_str_of(text));
	fprintf(stderr, "npo-index: %.*s\n", (int)line.len, line.p);
	npo_buf_release(&line);
}

void
report_reason(npo_buf *out, const char *path, const char *reason)
{
	npo_buf quoted = NPO_BUF_INIT;
	const char *found;

	npo_buf_addf(&quoted, " '%s'", path);
	found = strstr(reason, quoted.p);
	if (found) {
		npo_buf_add(out, reason, (size_t)(found - reason));
		npo_buf_adds(out, found + quoted.len);
	} else {
		npo_buf_adds(out, reason);
	}
	npo_buf_release(&quoted);
}

static void
add_reason(npo_buf *out, const char *path, const char *reason)
{
	npo_buf plain = NPO_BUF_INIT;

	report_reason(&plain, path, reason);
	report_escape(out, npo_buf_str(&plain));
	npo_buf_release(&plain);
}

void
report_missing(ix_report *report, const char *path, const char *reason)
{
	npo_buf line = NPO_BUF_INIT;

	report->skipped++;
	npo_buf_adds(&line, "cannot open '");
	report_name(report, &line, path);
	npo_buf_addf(&line, "': %s", reason);
	put_line(report, &line);
	npo_buf_release(&line);
}

void
report_skip(ix_report *report, const char *path, const char *reason)
{
	npo_buf line = NPO_BUF_INIT;

	report->skipped++;
	if (report->options->dry_run) {
		npo_buf_adds(&line, "skip ");
		report_name(report, &line, path);
		npo_buf_adds(&line, ": ");
		add_reason(&line, path, reason);
		puts(line.p);
	} else {
		add_reason(&line, path, reason);
		npo_buf_adds(&line, " '");
		report_name(report, &line, path);
		npo_buf_adds(&line, "'");
		put_line(report, &line);
	}
	npo_buf_release(&line);
}

void
report_problem(
	ix_report *report, const char *path, uint64_t line, const char *reason)
{
	npo_buf text = NPO_BUF_INIT;

	report->problems++;
	if (report->problems > PROBLEMS_SHOWN)
		return;
	npo_buf_adds(&text, "'");
	report_name(report, &text, path);
	npo_buf_adds(&text, "'");
	if (line)
		npo_buf_addf(&text, " line %" PRIu64, line);
	npo_buf_adds(&text, ": ");
	add_reason(&text, path, reason);
	put_line(report, &text);
	npo_buf_release(&text);
}

void
report_problems_end(ix_report *report, const char *path)
{
	npo_buf text = NPO_BUF_INIT;

	if (report->problems)
		report->skipped++;
	if (report->problems > PROBLEMS_SHOWN) {
		npo_buf_adds(&text, "'");
		report_name(report, &text, path);
		npo_buf_addf(&text, "': %" PRIu64 " more problems",
			report->problems - PROBLEMS_SHOWN);
		put_line(report, &text);
	}
	report->problems = 0;
	npo_buf_release(&text);
}

void
report_file(ix_report *report, const char *what, const char *path)
{
	npo_buf line = NPO_BUF_INIT;

	if (!report->options->verbose && !report->options->dry_run)
		return;
	npo_buf_addf(&line, "%s ", what);
	report_name(report, &line, path);
	if (report->options->dry_run)
		puts(line.p);
	else
		put_line(report, &line);
	npo_buf_release(&line);
}

/* ---------------------------------------------------------- progress */

void
report_progress_start(ix_report *report, uint64_t files, uint64_t bytes)
{
	report->files = files;
	report->bytes = bytes;
	report->began = npo_now_ms();
	report->last = report->began;
}

static void
draw(ix_report *report, uint64_t done, int64_t now)
{
	double seconds = (double)(now - report->began) / 1000;
	double rate = seconds > 0 ? (double)done / seconds : 0;
	uint64_t left;

	if (done > report->bytes)
		done = report->bytes;
	left = report->bytes - done;
	if (report->bar)
		fputs("\r", stderr);
	fprintf(stderr,
		"npo-index: %" PRIu64 " of %" PRIu64
		" files, %.1f of %.1f MB, %.1f MB/s",
		(uint64_t)report->files_done, report->files, (double)done / MEGABYTE,
		(double)report->bytes / MEGABYTE, rate / MEGABYTE);
	if (rate > 0 && left) {
		uint64_t wait = (uint64_t)((double)left / rate) + 1;

		fprintf(stderr, ", %" PRIu64 ":%02" PRIu64 " left", wait / 60,
			wait % 60);
	}
	fputs(report->bar ? "\033[K" : "\n", stderr);
	report->drawn = report->bar;
	report->last = now;
}

void
report_progress(ix_report *report, uint64_t bytes)
{
	ix_report *whole = report->whole ? report->whole : report;

	if (bytes > report->counted) {
		atomic_fetch_add(&whole->bytes_done, bytes - report->counted);
		report->counted = bytes;
	}
	if (whole == report)
		report_progress_draw(report);
}

void
report_progress_file(ix_report *report, uint64_t size)
{
	ix_report *whole = report->whole ? report->whole : report;

	atomic_fetch_add(&whole->files_done, 1);
	report_progress(report, size);
	report->counted = 0;
}

void
report_progress_draw(ix_report *report)
{
	int64_t now;

	if (!report->bar && !report->lines)
		return;
	now = npo_now_ms();
	if (now - report->last >= (report->bar ? BAR_MS : LINE_MS))
		draw(report, report->bytes_done, now);
}

void
report_progress_end(ix_report *report)
{
	if (report->lines && report->files)
		draw(report, report->bytes_done, npo_now_ms());
	erase(report);
}

void
report_counts(ix_report *report, uint64_t documents)
{
	erase(report);
	if (report->options->quiet || report->options->dry_run)
		return;
	fprintf(stderr,
		"npo-index: %" PRIu64 " added, %" PRIu64 " changed, %" PRIu64
		" deleted, %" PRIu64 " unchanged, %" PRIu64 " skipped",
		report->added, report->changed, report->deleted,
		report->unchanged, report->skipped);
	if (report->still)
		fprintf(stderr, ", %" PRIu64 " still skipped", report->still);
	fprintf(stderr, "; %" PRIu64 " document%s\n", documents,
		documents == 1 ? "" : "s");
}
