/* SPDX-License-Identifier: GPL-2.0-or-later */
/* doc.cc - a document to be added: postings, values, data */
#include <algorithm>
#include <climits>

#include "barrier.hh"
#include "handles.hh"
#include "npo/schema.h"

namespace
{

/*
 * Xapian stores a zero byte as two, and would find the term too long only
 * when it writes it: then every change since the last commit is lost.
 */
bool
fits(npo_str term)
{
	size_t zeros = 0;

	if (term.len > NPO_TERM_MAX / 2)
		zeros = static_cast<size_t>(
			std::count(term.p, term.p + term.len, '\0'));
	return term.len && term.len + zeros <= NPO_TERM_MAX;
}

/*
 * Of the values of a slot Xapian keeps the lowest and the highest, whole and
 * together, so none may be large. This byte in front, of data of len bytes,
 * makes them two short ones where there are some.
 */
constexpr size_t DATA_AS_VALUE = 1 << 20;

char
rank(size_t len)
{
	unsigned char bits = 0;
	bool upper = len % 2 != 0;

	for (; len; len /= 2)
		bits++;
	return static_cast<char>(upper ? UCHAR_MAX - bits : bits);
}

} // namespace

npo_doc *
npo_doc_new(void)
{
	npo_doc *doc = nullptr;

	npo_surely([&] { doc = new npo_doc; });
	return doc;
}

void
npo_doc_free(npo_doc *doc)
{
	delete doc;
}

void
npo_doc_reset(npo_doc *doc)
{
	npo_surely([&] { doc->document = Xapian::Document(); });
}

npo_status
npo_doc_add_posting(npo_doc *doc, npo_str term, uint32_t position, uint32_t wdf,
	npo_error *err)
{
	if (!fits(term))
		return npo_fail(err, NPO_EINVAL,
			"term of %zu bytes, not 1 to %d", term.len,
			NPO_TERM_MAX);
	return npo_guard(err, [&] {
		doc->term.assign(term.p, term.len);
		if (position)
			doc->document.add_posting(doc->term, position, wdf);
		else if (wdf)
			doc->document.add_term(doc->term, wdf);
		else
			doc->document.add_boolean_term(doc->term);
	});
}

npo_status
npo_doc_set_value(npo_doc *doc, uint32_t slot, npo_str value, npo_error *err)
{
	return npo_guard(
		err, [&] { doc->document.add_value(slot, npo_string(value)); });
}

npo_status
npo_doc_set_data(npo_doc *doc, npo_str data, npo_error *err)
{
	return npo_guard(err, [&] {
		std::string value, large;

		if (data.len > DATA_AS_VALUE) {
			large.assign(data.p, data.len);
		} else {
			value.reserve(data.len + 1);
			value += rank(data.len);
			value.append(data.p, data.len);
		}
		/* an empty one takes away what was there */
		doc->document.add_value(NPO_SLOT_DATA, value);
		doc->document.set_data(large);
	});
}

std::string
npo_data_of(const Xapian::Document &document)
{
	std::string data = document.get_data();

	if (data.empty()) {
		data = document.get_value(NPO_SLOT_DATA);
		data.erase(0, 1);
	}
	return data;
}
