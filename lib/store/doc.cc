/* SPDX-License-Identifier: GPL-2.0-or-later */
/* doc.cc - a document to be added: postings, values, data */
#include <algorithm>
#include <climits>
#include <cstdlib>
#include <memory>

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
constexpr size_t LONGEST_VALUE = 1 << 20;

char
rank(size_t len)
{
	unsigned char bits = 0;
	bool upper = len % 2 != 0;

	for (; len; len /= 2)
		bits++;
	return static_cast<char>(upper ? UCHAR_MAX - bits : bits);
}

std::string
ranked(npo_str data)
{
	std::string value;

	value.reserve(data.len + 1);
	value += rank(data.len);
	value.append(data.p, data.len);
	return value;
}

/* those of a document that is too large for a list of its own */
void
add_positions(Xapian::Document &document, const std::string &term,
	const uint32_t *position, size_t count)
{
	for (size_t i = 0; i < count; i++)
		document.add_posting(term, position[i], 0);
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
	doc->values.clear();
	doc->data.clear();
	npo_gather_reset(&doc->terms);
}

npo_status
npo_doc_add_posting(npo_doc *doc, npo_str term, uint32_t position, uint32_t wdf,
	npo_error *err)
{
	if (!fits(term))
		return npo_fail(err, NPO_EINVAL,
			"term of %zu bytes, not 1 to %d", term.len,
			NPO_TERM_MAX);
	npo_gather_add(&doc->terms, term, position, wdf);
	return NPO_OK;
}

Xapian::Document
npo_document_of(const npo_doc &doc)
{
	npo_gather &terms = doc.terms;
	Xapian::Document document;
	npo_buf list = NPO_BUF_INIT;
	std::string term;

	document.set_data(doc.data);
	for (const auto &value : doc.values)
		document.add_value(value.first, value.second);
	npo_gather_arrange(&terms);
	npo_gather_encode(&terms, &list);
	std::unique_ptr<char, decltype(&free)> own(list.p, free);
	bool listed = list.len <= LONGEST_VALUE;

	if (listed && list.len)
		document.add_value(
			NPO_SLOT_PLACES, ranked(npo_buf_str(&list)));
	for (size_t i = 0; i < terms.count; i++) {
		const npo_gathered &t = terms.term[i];

		term.assign(terms.text.p + t.at, t.len);
		document.add_term(term, t.wdf);
		if (!listed)
			add_positions(document, term, terms.position + t.first,
				t.count);
	}
	return document;
}

npo_status
npo_doc_set_value(npo_doc *doc, uint32_t slot, npo_str value, npo_error *err)
{
	return npo_guard(err, [&] { doc->values[slot] = npo_string(value); });
}

npo_status
npo_doc_set_data(npo_doc *doc, npo_str data, npo_error *err)
{
	return npo_guard(err, [&] {
		bool fits = data.len <= LONGEST_VALUE;

		/* an empty one takes away what was there */
		doc->values[NPO_SLOT_DATA] = fits ? ranked(data) : "";
		doc->data = fits ? "" : npo_string(data);
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
