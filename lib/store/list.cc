/* SPDX-License-Identifier: GPL-2.0-or-later */
/* list.cc - cursors over sorted terms, a term's documents, a slot's values */
#include <memory>
#include <string>
#include <vector>

#include "barrier.hh"
#include "handles.hh"

namespace
{

enum class source { vocabulary, document, metadata };

} // namespace

struct npo_terms {
	Xapian::Database db; /* kept open with the cursor */
	source from;
	Xapian::docid docid = 0;
	std::string prefix;
	Xapian::TermIterator at;
	bool started = false; /* at is the current term, not the next */
	/* seeking is what the matcher does most: no new memory for it */
	std::string target;
	std::string current;

	npo_terms(const Xapian::Database &database, source origin)
	    : db(database), from(origin)
	{
	}

	bool
	ended() const
	{
		return at == Xapian::TermIterator();
	}

	void
	begin()
	{
		if (from == source::vocabulary)
			at = db.allterms_begin(prefix);
		else if (from == source::document)
			at = db.termlist_begin(docid);
		else
			at = db.metadata_keys_begin(prefix);
	}

	/* Xapian does not check where its iterators stand */
	void
	check_current() const
	{
		if (!started || ended())
			throw Xapian::InvalidOperationError("no current term");
	}

	npo_str
	load()
	{
		started = true;
		if (ended())
			current.clear();
		else
			current = *at;
		return npo_view(current);
	}
};

struct npo_postings {
	Xapian::Database db;
	std::string term;
	Xapian::PostingIterator at;
	bool started = false;

	bool
	ended() const
	{
		return at == Xapian::PostingIterator();
	}

	void
	check_current() const
	{
		if (!started || ended())
			throw Xapian::InvalidOperationError(
				"no current document");
	}
};

struct npo_values {
	Xapian::Database db;
	Xapian::valueno slot;
	Xapian::ValueIterator at;
	bool started = false;
	std::string current;

	npo_values(const Xapian::Database &database, Xapian::valueno number)
	    : db(database), slot(number), at(db.valuestream_begin(number))
	{
	}

	bool
	ended() const
	{
		return at == db.valuestream_end(slot);
	}

	void
	load(uint32_t *docid, npo_str *value)
	{
		started = true;
		current = ended() ? "" : *at;
		*docid = ended() ? 0 : at.get_docid();
		*value = npo_view(current);
	}
};

npo_status
npo_terms_open(npo_db *db, npo_str prefix, npo_terms **terms, npo_error *err)
{
	return npo_guard(err, [&] {
		auto self = std::make_unique<npo_terms>(
			db->read, source::vocabulary);

		self->prefix = npo_string(prefix);
		self->begin();
		*terms = self.release();
	});
}

npo_status
npo_terms_of_doc(npo_db *db, uint32_t docid, npo_terms **terms, npo_error *err)
{
	return npo_guard(err, [&] {
		auto self =
			std::make_unique<npo_terms>(db->read, source::document);

		self->docid = docid;
		self->begin();
		*terms = self.release();
	});
}

npo_status
npo_terms_of_meta(npo_db *db, npo_str prefix, npo_terms **terms, npo_error *err)
{
	return npo_guard(err, [&] {
		auto self =
			std::make_unique<npo_terms>(db->read, source::metadata);

		self->prefix = npo_string(prefix);
		self->begin();
		*terms = self.release();
	});
}

void
npo_terms_free(npo_terms *terms)
{
	delete terms;
}

npo_status
npo_terms_next(npo_terms *terms, npo_str *term, npo_error *err)
{
	return npo_guard(err, [&] {
		if (terms->started && !terms->ended())
			++terms->at;
		*term = terms->load();
	});
}

npo_status
npo_terms_seek(npo_terms *terms, npo_str target, npo_str *term, npo_error *err)
{
	return npo_guard(err, [&] {
		terms->target.assign(target.len ? target.p : "", target.len);
		/* Xapian takes a target before the prefix for the end */
		if (terms->target < terms->prefix)
			terms->target = terms->prefix;
		if (terms->started &&
			(terms->ended() || terms->target < terms->current))
			terms->begin();
		/* it takes an empty one for the end too; and we are there */
		if (!terms->ended() && terms->target > terms->prefix &&
			!(terms->started && terms->target == terms->current))
			terms->at.skip_to(terms->target);
		*term = terms->load();
	});
}

npo_str
npo_terms_current(const npo_terms *terms)
{
	return npo_view(terms->current);
}

npo_status
npo_terms_freq(npo_terms *terms, uint32_t *documents, npo_error *err)
{
	return npo_guard(err, [&] {
		terms->check_current();
		/* Xapian 1.4 crashes instead of refusing this one */
		if (terms->from == source::metadata)
			throw Xapian::InvalidOperationError(
				"metadata keys have no documents");
		*documents = terms->at.get_termfreq();
	});
}

npo_status
npo_terms_wdf(npo_terms *terms, uint32_t *wdf, npo_error *err)
{
	return npo_guard(err, [&] {
		terms->check_current();
		if (terms->from != source::document)
			throw Xapian::InvalidOperationError(
				"wdf is of a document's terms");
		*wdf = terms->at.get_wdf();
	});
}

npo_status
npo_postings_open(
	npo_db *db, npo_str term, npo_postings **postings, npo_error *err)
{
	return npo_guard(err, [&] {
		auto self = std::make_unique<npo_postings>();

		self->db = db->read;
		self->term = npo_string(term);
		self->at = self->db.postlist_begin(self->term);
		*postings = self.release();
	});
}

void
npo_postings_free(npo_postings *postings)
{
	delete postings;
}

npo_status
npo_postings_next(npo_postings *postings, uint32_t *docid, npo_error *err)
{
	return npo_guard(err, [&] {
		if (postings->started && !postings->ended())
			++postings->at;
		postings->started = true;
		*docid = postings->ended() ? 0 : *postings->at;
	});
}

npo_status
npo_postings_wdf(npo_postings *postings, uint32_t *wdf, npo_error *err)
{
	return npo_guard(err, [&] {
		postings->check_current();
		*wdf = postings->at.get_wdf();
	});
}

npo_status
npo_postings_positions(npo_postings *postings, npo_buf *out, npo_error *err)
{
	return npo_guard(err, [&] {
		postings->check_current();
		auto found = npo_positions_of(
			postings->db, *postings->at, postings->term);

		npo_buf_add(out, found.data(), found.size() * sizeof(found[0]));
	});
}

npo_status
npo_values_open(npo_db *db, uint32_t slot, npo_values **values, npo_error *err)
{
	return npo_guard(err, [&] {
		*values =
			std::make_unique<npo_values>(db->read, slot).release();
	});
}

void
npo_values_free(npo_values *values)
{
	delete values;
}

npo_status
npo_values_next(
	npo_values *values, uint32_t *docid, npo_str *value, npo_error *err)
{
	return npo_guard(err, [&] {
		if (values->started && !values->ended())
			++values->at;
		values->load(docid, value);
	});
}

npo_status
npo_values_seek(npo_values *values, uint32_t target, uint32_t *docid,
	npo_str *value, npo_error *err)
{
	return npo_guard(err, [&] {
		if (!values->ended())
			values->at.skip_to(target);
		values->load(docid, value);
	});
}
