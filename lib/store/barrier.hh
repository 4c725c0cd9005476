/* SPDX-License-Identifier: GPL-2.0-or-later */
/* barrier.hh - no exception leaves this folder: the guard of every call */
#ifndef NPO_STORE_BARRIER_HH
#define NPO_STORE_BARRIER_HH

#include <string>

#include "npo/base.h"

/** Within a catch block: the cause as a status and one line of text. */
npo_status npo_caught(npo_error *err) noexcept;

/** Run body; what it throws becomes a status. */
template <typename Body>
npo_status
npo_guard(npo_error *err, const Body &body) noexcept
{
	try {
		body();
		return NPO_OK;
	} catch (...) {
		return npo_caught(err);
	}
}

/**
 * Run a body that can fail for want of memory only, for the calls that
 * cannot report it; it then ends the program.
 */
template <typename Body>
void
npo_surely(const Body &body) noexcept
{
	if (npo_guard(nullptr, body))
		npo_no_memory();
}

/** A copy, for Xapian. */
inline std::string
npo_string(npo_str text)
{
	return text.len ? std::string(text.p, text.len) : std::string();
}

/** Lend an own string. */
inline npo_str
npo_view(const std::string &text)
{
	return {text.data(), text.size()};
}

#endif
