// SPDX-License-Identifier: GPL-2.0-or-later
// term.hh - the words of npo's databases and their terms, for programs in C++
#ifndef TESTS_BENCH_TERM_HH
#define TESTS_BENCH_TERM_HH

#include <string>

#include "npo/analysis.h"

inline std::string
term_of(const std::string &word)
{
	npo_buf term = NPO_BUF_INIT;

	npo_word_term(&term, "", npo_str{ word.data(), word.size() });
	std::string out(term.p, term.len);
	npo_buf_release(&term);
	return out;
}

inline std::string
word_of(const std::string &term)
{
	npo_buf room = NPO_BUF_INIT;
	npo_str word =
		npo_term_word(&room, npo_str{ term.data(), term.size() });
	std::string out(word.p, word.len);

	npo_buf_release(&room);
	return out;
}

#endif
