/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plain words read fast are those that the rules give */
#include "../test.h"

#include "lib/text/unit.h"

#include <dirent.h>

#define ROUNDS 240000
#define PIECES_MAX 14
#define PART 600

/* a text is made of these: what a word can be of, and what may stand beside;
 * every other text of the first ones only, so that they meet */
#define COMMON 14
static const char *const piece[] = { "a", "b", "C", "s", "и", "В", "1", "20",
	" ", "-", ".", ",", "'", "\n",
	"O", "ab", "word", "The", "с", "Ё", "й", "слово", "Дом", "ј", "ґ", "Ї",
	"Ӏ", "ӑ", " ", " ", " ", "\r\n", "\t", ".", ",", ":", "(", "[1]", "[",
	"]", "\"", "`", "’", "“", "ʹ", "ʺ", "´", "«", "»", "—", "–", "…", "-",
	"-\n", "‐", "−", "/", "_",
	"\xC2\xA0",	/* no-break space */
	"\xC2\xAD",	/* soft hyphen */
	"\xC2\xAD\n", "\xC2\xB7", "\xE2\x80\x8B",	/* zero-width space */
	"\xE2\x80\x8D",	/* zero-width joiner */
	"\xEF\xBB\xBF",	/* byte order mark */
	"\xCC\x81",	/* combining acute */
	"\xCC\x80", "\xCC\x88", "\xCC\x86", "\xCD\xA1", "\xD2\x83", "҂",
	"é", "Č", "ë", "ß", "ŉ", "İ", "ﬁ", "ә", "α", "東", "あ", "한", "٣",
	"²", "₂", "½", "😀", "\xD0", "\xD1", "\xE2\x80", "\xFF", "\x80",
	"\xC0\x80", "\x01" };

static npo_words *fast, *slow;

static void
assert_as_slow(npo_str text)
{
	npo_token a, b;
	bool more;

	npo_words_start(fast, text);
	npo_words_start(slow, text);
	do {
		more = npo_words_next(fast, &a);
		if (more != npo_words_next(slow, &b))
			fail_msg("not as many words in '%.*s'", (int)text.len,
				text.p);
		if (more && (!npo_str_equal(a.term, b.term) ||
			a.start != b.start || a.end != b.end ||
			a.position != b.position || a.span != b.span ||
			a.kind != b.kind || a.script != b.script ||
			a.glued != b.glued || a.capital != b.capital))
			fail_msg("'%.*s' is not '%.*s' in '%.*s'",
				(int)a.term.len, a.term.p, (int)b.term.len,
				b.term.p, (int)text.len, text.p);
	} while (more);
}

/* the numbers of POSIX's example of rand(), the same everywhere */
static unsigned
draw(uint32_t *seed)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed >> 16;
}

static void
random_texts_give_the_same_words(void **state)
{
	npo_buf text = NPO_BUF_INIT;
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		npo_buf_reset(&text);
		for (unsigned i = draw(&seed) % PIECES_MAX + 1; i; i--)
			npo_buf_adds(&text, piece[draw(&seed) %
				(round & 1 ? COMMON : NPO_COUNT(piece))]);
		assert_as_slow(npo_buf_str(&text));
	}
	npo_buf_release(&text);
}

/* each two pieces behind a word, and a word behind them */
static void
no_seam_makes_a_difference(void **state)
{
	static const char *const word[] = { "word", "слово", "a", "я", "1905",
		"Дом", "U.", "R-", "aB" };
	npo_buf text = NPO_BUF_INIT;

	(void)state;
	for (size_t w = 0; w < NPO_COUNT(word); w++) {
		for (size_t i = 0; i < NPO_COUNT(piece) * NPO_COUNT(piece);
			i++) {
			npo_buf_reset(&text);
			npo_buf_adds(&text, word[w]);
			npo_buf_adds(&text, piece[i % NPO_COUNT(piece)]);
			npo_buf_adds(&text, piece[i / NPO_COUNT(piece)]);
			assert_as_slow(npo_buf_str(&text));
			npo_buf_adds(&text, word[NPO_COUNT(word) - 1 - w]);
			assert_as_slow(npo_buf_str(&text));
		}
	}
	npo_buf_release(&text);
}

static void
every_code_point_gives_the_same_words(void **state)
{
	npo_buf text = NPO_BUF_INIT;

	(void)state;
	for (uint32_t code = 1; code < 0x3000; code++) {
		npo_buf_reset(&text);
		npo_buf_adds(&text, "да");
		npo_utf8_put(&text, code);
		npo_buf_adds(&text, " I");
		npo_utf8_put(&text, code);
		npo_buf_adds(&text, "n 7");
		npo_utf8_put(&text, code);
		npo_utf8_put(&text, code);
		assert_as_slow(npo_buf_str(&text));
	}
	npo_buf_release(&text);
}

/* up to where the rules stop to count letters, and beyond */
static void
long_words_are_the_same(void **state)
{
	npo_buf text = NPO_BUF_INIT;

	(void)state;
	for (int letters = 1; letters <= NPO_GLYPHS_MAX + 2; letters++) {
		npo_buf_adds(&text, "ж");
		if (letters < 600 || letters > NPO_GLYPHS_MAX - 2)
			assert_as_slow(npo_buf_str(&text));
	}
	npo_buf_release(&text);
}

/* parts of it, too, which begin and end inside a word or a letter */
static void
the_corpus_gives_the_same_words(void **state)
{
	DIR *folder = opendir(NPO_TESTS "/../corpus");
	npo_buf path = NPO_BUF_INIT, text = NPO_BUF_INIT;
	const struct dirent *entry;
	size_t files = 0;

	(void)state;
	assert_non_null(folder);
	for (entry = readdir(folder); entry; entry = readdir(folder)) {
		if (entry->d_name[0] == '.')
			continue;
		npo_buf_reset(&path);
		npo_buf_reset(&text);
		npo_buf_addf(&path, NPO_TESTS "/../corpus/%s", entry->d_name);
		assert_ok(npo_file_read(path.p, 1 << 20, &text, err));
		assert_as_slow(npo_buf_str(&text));
		for (size_t i = 0; i < PART && i + PART <= text.len; i++)
			assert_as_slow((npo_str){ text.p + i, PART });
		files++;
	}
	assert_true(files >= 3);
	closedir(folder);
	npo_buf_release(&path);
	npo_buf_release(&text);
}

static bool
reads(const char *text, const char *want)
{
	npo_scan scan = { text, text, text + strlen(text), false };
	npo_buf term = NPO_BUF_INIT;
	npo_glue glue = NPO_GLUE_OTHER;
	npo_token token;
	bool plain = npo_fast_word(&scan, &term, &token, &glue);

	if (plain) {
		assert_string_equal(term.p, want);
		assert_ptr_equal(scan.at, text + token.end +
			(glue == NPO_GLUE_HYPHEN));
	} else {
		assert_int_equal(glue, NPO_GLUE_OTHER);
		assert_ptr_equal(scan.at, text);
		assert_int_equal(term.len, 0);
	}
	npo_buf_release(&term);
	return plain;
}

static void
plain_words_are_read_fast(void **state)
{
	(void)state;
	assert_true(reads("word", "word"));
	assert_true(reads("The end", "the"));
	assert_true(reads("НПО, Алмаз", "нпо"));
	assert_true(reads("Ёж.", "еж"));
	assert_true(reads("слово\xC2\xA0", "слово"));
	assert_true(reads("дом»", "дом"));
	assert_true(reads("1905 год", "1905"));
	assert_true(reads("word[1]", "word"));
	assert_true(reads("it.Then", "it"));
	assert_true(reads("кто-то", "кто"));
	assert_true(reads("x-ray", "x"));
	assert_true(reads("И. Ньютон", "и"));
	assert_true(reads("1905. It", "1905"));
	assert_true(reads("12,", "12"));
}

static void
other_words_are_left_to_the_rules(void **state)
{
	static const char *const other[] = { "aB", "R12", "12a", "3.14", "1,5",
		"U.S.", "café", "don't", "слово\xCC\x81", "R-12", "12-й",
		"c-\nd", "объ-", "c-é", "c\xE2\x80\x90" "d", "сoюз",
		"объ\xC2\xAD" "ект", "東京", "αβ", "слово\xE2\x80\x8D", "м²" };

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(other); i++) {
		if (reads(other[i], ""))
			fail_msg("'%s' is read fast", other[i]);
	}
}

static int
open_words(void **state)
{
	(void)state;
	fast = npo_words_new();
	slow = npo_words_new();
	npo_words_slow(slow);
	return 0;
}

static int
close_words(void **state)
{
	(void)state;
	npo_words_free(fast);
	npo_words_free(slow);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_texts_give_the_same_words),
		cmocka_unit_test(no_seam_makes_a_difference),
		cmocka_unit_test(every_code_point_gives_the_same_words),
		cmocka_unit_test(long_words_are_the_same),
		cmocka_unit_test(the_corpus_gives_the_same_words),
		cmocka_unit_test(plain_words_are_read_fast),
		cmocka_unit_test(other_words_are_left_to_the_rules),
	};

	return cmocka_run_group_tests(tests, open_words, close_words);
}
