// SPDX-License-Identifier: GPL-2.0-or-later
// pick.cc - queries to measure with, chosen by the words of a database
//
//	pick query DB		"case TAB words", one of each case
//	pick batch DB COUNT	"case TAB words", COUNT of each case
//	pick near DB <WORDS	WORDS are "word TAB documents"; a term that
//				about as many documents have, a line each
//
// DB is a database of Xapian that npo-index made. Cases of query: the most
// frequent word of five letters or more; one that three documents have; the
// second and third most frequent words; the two frequent words that stand
// together in the most documents; an inflected form (-ами, -ing); the first
// word in Latin letters. Cases of batch: cyrillic words from frequent to rare,
// the same romanized, pairs of frequent words (two).
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <xapian.h>

#include "npo/store.h"
#include "term.hh"

struct word {
	std::string text;
	Xapian::doccount documents;
	bool cyrillic;
	int letters;
};

// Whether the term is of small letters of one script, Cyrillic or Latin.
static bool
is_word(const std::string &term, word &w)
{
	icu::UnicodeString s = icu::UnicodeString::fromUTF8(term);
	UErrorCode code = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript(s.char32At(0), &code);

	if (script != USCRIPT_CYRILLIC && script != USCRIPT_LATIN)
		return false;
	for (int i = 0; i < s.length(); i++)
		if (!u_islower(s[i]) ||
			uscript_getScript(s[i], &code) != script)
			return false;
	w.cyrillic = script == USCRIPT_CYRILLIC;
	w.letters = s.length();
	return true;
}

// All words of three letters or more, the most frequent first.
static std::vector<word>
read_words(const Xapian::Database &db)
{
	std::vector<word> words;

	for (auto t = db.allterms_begin(); t != db.allterms_end(); ++t) {
		word w;

		w.text = word_of(*t);
		if (!is_word(w.text, w) || w.letters < 3)
			continue;
		w.documents = t.get_termfreq();
		words.push_back(w);
	}
	std::stable_sort(
		words.begin(), words.end(), [](const word &a, const word &b) {
			return a.documents > b.documents;
		});
	return words;
}

// Those of five letters or more in the script that the most words are of.
static std::vector<word>
long_words(const std::vector<word> &words)
{
	std::vector<word> out;
	long cyrillic = std::count_if(words.begin(), words.end(),
		[](const word &w) { return w.cyrillic; });
	bool mostly = cyrillic > (long)words.size() / 2;

	std::copy_if(words.begin(), words.end(), std::back_inserter(out),
		[&](const word &w) {
			return w.letters >= 5 && w.cyrillic == mostly;
		});
	return out;
}

// By BGN/PCGN, without marks and signs, as people type it.
static std::string
romanized(const std::string &text)
{
	UErrorCode code = U_ZERO_ERROR;
	icu::UnicodeString s = icu::UnicodeString::fromUTF8(text);
	icu::Transliterator *t = icu::Transliterator::createInstance(
		"Russian-Latin/BGN; NFD; [:^ASCII:] Remove; ['\\u0027] Remove",
		UTRANS_FORWARD, code);
	std::string out;

	if (U_FAILURE(code))
		throw Xapian::FeatureUnavailableError("ICU has no BGN");
	t->transliterate(s);
	delete t;
	return s.toUTF8String(out);
}

// A call of npo's that is not to fail.
static void
surely(npo_status status, const npo_error &error)
{
	if (status)
		throw Xapian::DatabaseError(error.text);
}

// How many documents have both words together, in this order.
static uint32_t
together(npo_db *db, const word &a, const word &b)
{
	std::string term[] = {term_of(a.text), term_of(b.text)};
	npo_query *part[] = {nullptr, nullptr};
	npo_query *words = nullptr, *phrase = nullptr;
	npo_ranking ranking = NPO_RANKING_INIT;
	npo_mset *mset = nullptr;
	npo_error error;
	uint32_t count;

	for (int i = 0; i < 2; i++)
		surely(npo_query_term(npo_str{term[i].data(), term[i].size()},
			       1, &part[i], &error),
			error);
	surely(npo_query_combine(NPO_OP_AND, part, 2, &words, &error), error);
	surely(npo_query_place(db, words, NPO_PHRASE, part, 2, 2, &phrase,
		       &error),
		error);
	surely(npo_db_match(db, phrase, &ranking, 0, 1, UINT32_MAX, &mset,
		       &error),
		error);
	count = npo_mset_estimate(mset);
	npo_mset_free(mset);
	npo_query_free(phrase);
	npo_query_free(words);
	npo_query_free(part[0]);
	npo_query_free(part[1]);
	return count;
}

static void
print_phrase(const char *name, const std::vector<word> &words)
{
	std::string best = words[0].text;
	size_t frequent = std::min<size_t>(words.size(), 16);
	uint32_t most = 0;
	npo_db *db = nullptr;
	npo_error error;

	surely(npo_db_open(name, &db, &error), error);
	for (size_t i = 0; i < frequent; i++)
		for (size_t j = 0; j < frequent; j++) {
			uint32_t n = together(db, words[i], words[j]);

			if (i == j || n <= most)
				continue;
			most = n;
			best = words[i].text + " " + words[j].text;
		}
	std::printf("phrase\t%s\n", best.c_str());
	npo_db_free(db);
}

static bool
ends(const std::string &text, const std::string &end)
{
	return text.size() > 2 * end.size() &&
	       !text.compare(text.size() - end.size(), end.size(), end);
}

static void
pick_query(const char *name)
{
	Xapian::Database db(name);
	std::vector<word> all = read_words(db), words = long_words(all);
	std::vector<std::string> rare;

	if (words.size() < 20)
		throw Xapian::InvalidArgumentError("too few words");
	std::printf("frequent\t%s\n", words[0].text.c_str());
	for (const word &w : words)
		if (w.documents == 3)
			rare.push_back(w.text);
	std::printf("rare\t%s\n", rare.empty() ? words.back().text.c_str()
					       : rare[rare.size() / 2].c_str());
	std::printf("two words\t%s %s\n", words[1].text.c_str(),
		words[2].text.c_str());
	print_phrase(name, all);
	auto form = std::find_if(words.begin(), words.end(), [](const word &w) {
		return ends(w.text, w.cyrillic ? "ами" : "ing");
	});
	if (form != words.end())
		std::printf("inflected\t%s\n", form->text.c_str());
	if (words[0].cyrillic)
		std::printf(
			"romanized\t%s\n", romanized(words[0].text).c_str());
}

static void
pick_batch(const Xapian::Database &db, size_t count)
{
	std::vector<word> words = long_words(read_words(db));
	size_t frequent = std::min<size_t>(words.size(), 500);

	if (words.size() < 20)
		throw Xapian::InvalidArgumentError("too few words");
	for (size_t i = 0; i < count; i++) {
		// by rank: as many between 100 and 200 as between 10 and 20
		size_t rank = (size_t)std::exp(std::log(words.size() * 0.5) *
					       (double)i / (double)count);
		const std::string &text = words[rank].text;

		std::printf("two\t%s %s\n", words[i % frequent].text.c_str(),
			words[(i * 7 + 3) % frequent].text.c_str());
		std::printf("words\t%s\n", text.c_str());
		if (words[rank].cyrillic)
			std::printf("romanized\t%s\n", romanized(text).c_str());
	}
}

static void
pick_near(const Xapian::Database &db)
{
	std::vector<word> words = read_words(db);
	std::string line;

	while (std::getline(std::cin, line)) {
		size_t tab = line.find('\t');
		Xapian::doccount n =
			(Xapian::doccount)std::atol(line.c_str() + tab + 1);
		auto at = std::lower_bound(words.begin(), words.end(), n,
			[](const word &w, Xapian::doccount want) {
				return w.documents > want;
			});

		if (at == words.end())
			--at;
		std::printf("%s\t%u\n", at->text.c_str(), at->documents);
	}
}

int
main(int argc, char **argv)
try {
	if (argc < 3) {
		std::fputs("Usage: pick query|near DB | pick batch DB COUNT\n",
			stderr);
		return 2;
	}
	if (!std::strcmp(argv[1], "query"))
		pick_query(argv[2]);
	else if (!std::strcmp(argv[1], "near"))
		pick_near(Xapian::Database(argv[2]));
	else
		pick_batch(Xapian::Database(argv[2]),
			argc > 3 ? (size_t)std::atol(argv[3]) : 200);
	return 0;
} catch (const Xapian::Error &e) {
	std::fprintf(stderr, "pick: %s\n", e.get_description().c_str());
	return 2;
}
