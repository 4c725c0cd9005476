/* SPDX-License-Identifier: GPL-2.0-or-later */
/* align.c - learns arcs from pairs of spellings; see README.md beside it */
/*
 * align ARCS.tsv < PAIRS > learned.tsv
 *
 * PAIRS: Cyrillic TAB Latin TAB weight. Expectation maximisation over all ways
 * to cut both spellings into chunks that stand for each other (many to many:
 * Jiampojamarn, Kondrak and Sherif 2007), begun from the table as it is. The
 * cost of an arc is -log P(Latin chunk | Cyrillic chunk, what is before it).
 * Deterministic.
 */
#include "npo/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS 32	/* of a spelling, with its end */
#define CYRILLIC 2	/* letters of a chunk, its end not counted */
#define LATIN 4
#define BAND 6		/* letters that the two may drift apart */
#define ROUNDS 6
#define SLOTS (1u << 23)
#define COUNT_MIN 3.0	/* expected occurrences of an arc that is kept */
#define COST_MAX 6.5

typedef struct entry {
	uint64_t key;
	double chance, count;
	uint32_t x[CYRILLIC + 1], y[LATIN + 1];
	uint8_t xs, ys, context;
} entry;

typedef struct word {
	uint32_t letter[LETTERS];
	int len;	/* with the end, '$' */
} word;

typedef struct pair {
	word x, y;
	double weight;
} pair;

static entry *table;
static size_t used;
static pair *pairs;
static size_t pair_count, pair_cap;

static bool
in(uint32_t code, const char *letters)
{
	const char *at = letters, *end = letters + strlen(letters);

	while (at < end) {
		if (npo_utf8_next(&at, end) == code)
			return true;
	}
	return false;
}

/* 1 start, 2 vowel, 4 sign, 8 consonant: as classes.tsv */
static uint8_t
context_of(const word *x, int at)
{
	static uint8_t known[0x600];
	uint32_t code;

	if (!at)
		return 1;
	code = x->letter[at - 1];
	if (code >= NPO_COUNT(known))
		return 8;
	if (!known[code])
		known[code] = in(code, "аеиоуыэюяёіїєўәөұүӣӯѣѵѫӑӗ") ? 2
			: in(code, "ьъ")				? 4
									: 8;
	return known[code];
}

static entry *
find(const word *x, int i, int xs, const word *y, int j, int ys,
	uint8_t context)
{
	uint64_t key = 14695981039346656037ull ^ context;
	size_t at;

	for (int k = 0; k < xs; k++)
		key = (key ^ x->letter[i + k]) * 1099511628211ull;
	key = (key ^ 0xFFFF) * 1099511628211ull;
	for (int k = 0; k < ys; k++)
		key = (key ^ y->letter[j + k]) * 1099511628211ull;
	key ^= key >> 29;
	for (at = key & (SLOTS - 1); table[at].key && table[at].key != key;)
		at = (at + 1) & (SLOTS - 1);
	if (!table[at].key) {
		static entry none;
		entry *e = &table[at];

		if (++used > SLOTS / 4 * 3)
			return &none; /* room is kept for the search to end */

		e->key = key;
		e->chance = exp(-3.0 - 1.5 * xs - 1.5 * ys - 2 * abs(xs - ys));
		e->xs = (uint8_t)xs;
		e->ys = (uint8_t)ys;
		e->context = context;
		memcpy(e->x, x->letter + i, (size_t)xs * 4);
		memcpy(e->y, y->letter + j, (size_t)ys * 4);
	}
	return &table[at];
}

/* the chunk lengths that may begin at i and j: xs letters with ys */
static bool
fits(const pair *p, int i, int j, int xs, int ys)
{
	bool x_ends = i + xs == p->x.len, y_ends = j + ys == p->y.len;

	if (i + xs > p->x.len || j + ys > p->y.len || x_ends != y_ends)
		return false;
	if (xs - x_ends > CYRILLIC || ys - y_ends > LATIN)
		return false;
	if (xs == 2 && !x_ends && !ys)
		return false;
	return abs((i + xs) - (j + ys)) <= BAND;
}

static double forward[LETTERS + 1][LETTERS + 1];
static double backward[LETTERS + 1][LETTERS + 1];

static double
go_forward(const pair *p)
{
	memset(forward, 0, sizeof(forward));
	forward[0][0] = 1;
	for (int i = 0; i < p->x.len; i++) {
		uint8_t context = context_of(&p->x, i);

		for (int j = 0; j <= p->y.len; j++) {
			if (forward[i][j] <= 0)
				continue;
			for (int xs = 1; xs <= CYRILLIC + 1; xs++)
				for (int ys = 0; ys <= LATIN + 1; ys++) {
					if (!fits(p, i, j, xs, ys))
						continue;
					forward[i + xs][j + ys] +=
						forward[i][j] *
						find(&p->x, i, xs, &p->y, j,
							ys, context)->chance;
				}
		}
	}
	return forward[p->x.len][p->y.len];
}

static void
go_backward(const pair *p, double all)
{
	memset(backward, 0, sizeof(backward));
	backward[p->x.len][p->y.len] = 1;
	for (int i = p->x.len - 1; i >= 0; i--) {
		uint8_t context = context_of(&p->x, i);

		for (int j = p->y.len; j >= 0; j--) {
			if (forward[i][j] <= 0)
				continue;
			for (int xs = 1; xs <= CYRILLIC + 1; xs++)
				for (int ys = 0; ys <= LATIN + 1; ys++) {
					entry *e;
					double b;

					if (!fits(p, i, j, xs, ys))
						continue;
					b = backward[i + xs][j + ys];
					if (b <= 0)
						continue;
					e = find(&p->x, i, xs, &p->y, j, ys,
						context);
					backward[i][j] += b * e->chance;
					e->count += p->weight * forward[i][j] *
						e->chance * b / all;
				}
		}
	}
}

/* the table of sums that conditional chances are taken from */
static uint64_t
x_key(const entry *e)
{
	uint64_t key = 1469598103934665603ull ^ e->context;

	for (int k = 0; k < e->xs; k++)
		key = (key ^ e->x[k]) * 1099511628211ull;
	return key ^ key >> 31;
}

static double *
sum_of(double *sums, uint64_t *keys, uint64_t key)
{
	size_t at = key & (SLOTS - 1);

	while (keys[at] && keys[at] != key)
		at = (at + 1) & (SLOTS - 1);
	keys[at] = key;
	return &sums[at];
}

static void
maximise(bool last)
{
	double *sums = npo_calloc(SLOTS, sizeof(*sums)), all = 0;
	uint64_t *keys = npo_calloc(SLOTS, sizeof(*keys));

	for (size_t i = 0; i < SLOTS; i++) {
		all += table[i].count;
		if (table[i].key)
			*sum_of(sums, keys, x_key(&table[i])) +=
				table[i].count;
	}
	for (size_t i = 0; i < SLOTS; i++) {
		entry *e = &table[i];

		if (!e->key)
			continue;
		/* joint while learning, or long chunks would win everywhere */
		e->chance = e->count /
			(last ? *sum_of(sums, keys, x_key(e)) : all);
		if (!last)
			e->count = 0;
	}
	free(sums);
	free(keys);
}

static bool
word_of(const char *text, word *w)
{
	npo_buf folded = NPO_BUF_INIT;
	const char *at, *end;

	npo_fold(npo_str_of(text), &folded);
	at = folded.p;
	end = at + folded.len;
	w->len = 0;
	while (at < end && w->len < LETTERS - 1)
		w->letter[w->len++] = npo_utf8_next(&at, end);
	w->letter[w->len++] = '$';
	npo_buf_release(&folded);
	return w->len > 1 && at == end;
}

static void
read_pairs(void)
{
	char line[1024];

	while (fgets(line, sizeof(line), stdin)) {
		char *rest = line, *x = strsep(&rest, "\t");
		char *y = strsep(&rest, "\t");
		pair p;

		if (!y || !rest || !word_of(x, &p.x) || !word_of(y, &p.y))
			continue;
		p.weight = strtod(rest, NULL);
		NPO_GROW(pairs, pair_count, pair_cap);
		pairs[pair_count++] = p;
	}
}

/* the arcs as they are, for a beginning */
static void
read_arcs(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[1024];

	while (f && fgets(line, sizeof(line), f)) {
		char *rest = line, *x = strsep(&rest, "\t");
		char *y = strsep(&rest, "\t");
		char *after = strsep(&rest, "\t");
		word a = { .len = 0 }, b = { .len = 0 };
		const char *end;

		if (*line == '#' || !rest || !*x || *x == '^')
			continue;
		end = x + strlen(x);
		for (const char *at = x; at < end && a.len < CYRILLIC + 1;)
			a.letter[a.len++] = npo_utf8_next(&at, end);
		end = y + strlen(y);
		for (const char *at = y; at < end && b.len < LATIN + 1;)
			b.letter[b.len++] = npo_utf8_next(&at, end);
		for (int context = 1; context <= 8; context *= 2) {
			const char *flag = strchr("^V SC   C" + 0,
				"?^V?S???C"[context]);

			if (strcmp(after, "any") && (!flag ||
				!strchr(after, "?^V?S???C"[context])))
				continue;
			find(&a, 0, a.len, &b, 0, b.len, (uint8_t)context)
				->chance = exp(-strtod(rest, NULL) - 1.0);
		}
	}
	if (f)
		fclose(f);
}

static void
put_letters(const uint32_t *letter, int len)
{
	npo_buf out = NPO_BUF_INIT;

	for (int i = 0; i < len; i++)
		npo_utf8_put(&out, letter[i]);
	printf("%s\t", len ? out.p : "");
	npo_buf_release(&out);
}

int
main(int argc, char **argv)
{
	table = npo_calloc(SLOTS, sizeof(*table));
	if (argc == 2)
		read_arcs(argv[1]);
	read_pairs();
	for (int round = 0; round < ROUNDS; round++) {
		double likelihood = 0;

		for (size_t i = 0; i < pair_count; i++) {
			double all = go_forward(&pairs[i]);

			if (all <= 0)
				continue;
			go_backward(&pairs[i], all);
			likelihood += pairs[i].weight * log(all);
		}
		maximise(round + 1 == ROUNDS);
		fprintf(stderr, "round %d: %.0f\n", round, likelihood);
	}
	for (size_t i = 0; i < SLOTS; i++) {
		const entry *e = &table[i];
		double cost = e->chance > 0 ? -log(e->chance) : COST_MAX + 1;

		if (!e->key || e->count < COUNT_MIN || cost > COST_MAX)
			continue;
		put_letters(e->x, e->xs);
		put_letters(e->y, e->ys);
		printf("%c\t%.2f\t%.0f\n", "?^V?S???C"[e->context],
			cost < 0.005 ? 0 : cost, e->count);
	}
	return 0;
}
