// SPDX-License-Identifier: GPL-2.0-or-later
// bare.cc - the least that a search in Xapian takes, to stand beside npo's
//
//	bare [-a] DB WORD...	ten best documents with any WORD; -a: with all.
//				Phrases it knows none: npo has its positions in
//				lists of its own, so beside a phrase it searches
//				for the plain words
//	bare -b DB FILE		the same for each line of words in FILE
//
// DB is a database of Xapian that npo made. The words are folded by ICU and
// searched for as they are: no forms, no snippet, no query language. It prints
// the number and the size of what is stored of each hit, which has to be read
// for that.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <unicode/unistr.h>
#include <xapian.h>

#include "npo/schema.h"
#include "term.hh"

static std::string
folded(const std::string &word)
{
	std::string out;

	icu::UnicodeString::fromUTF8(word).foldCase().toUTF8String(out);
	return term_of(out);
}

static bool
answer(const Xapian::Database &db, const std::vector<std::string> &words,
	Xapian::Query::op op)
{
	Xapian::Enquire enquire(db);

	enquire.set_query(Xapian::Query(op, words.begin(), words.end()));
	Xapian::MSet hits = enquire.get_mset(0, 10);
	for (auto hit = hits.begin(); hit != hits.end(); ++hit)
		std::printf("%u %zu\n", *hit,
			hit.get_document().get_value(NPO_SLOT_PATH).size());
	return !hits.empty();
}

static bool
answer_lines(const Xapian::Database &db, const char *name)
{
	std::ifstream file(name);
	std::string line, word;
	bool found = false;

	while (std::getline(file, line)) {
		std::istringstream in(line);
		std::vector<std::string> words;

		while (in >> word)
			words.push_back(folded(word));
		if (answer(db, words, Xapian::Query::OP_OR))
			found = true;
	}
	return found;
}

int
main(int argc, char **argv)
try {
	bool many = argc > 1 && !std::strcmp(argv[1], "-b");
	bool all = argc > 1 && !std::strcmp(argv[1], "-a");
	int first = 1 + (many || all);
	std::vector<std::string> words;

	if (argc < first + 2) {
		std::fputs("Usage: bare [-a] DB WORD... | bare -b DB FILE\n",
			stderr);
		return 2;
	}
	Xapian::Database db(argv[first]);
	if (many)
		return !answer_lines(db, argv[first + 1]);
	for (int i = first + 1; i < argc; i++)
		words.push_back(folded(argv[i]));
	return !answer(db, words,
		all ? Xapian::Query::OP_AND : Xapian::Query::OP_OR);
} catch (const Xapian::Error &e) {
	std::fprintf(stderr, "bare: %s\n", e.get_description().c_str());
	return 2;
}
