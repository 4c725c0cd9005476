/* SPDX-License-Identifier: GPL-2.0-or-later */
/* union.cc - documents that have any of some terms, without weight */
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "barrier.hh"
#include "handles.hh"
#include "source.hh"

namespace
{

/* Xapian's OR asks all of its lists for each document: of 10,000 lists with
 * 40,000 documents it took 640 ms, a union of them 35. */
constexpr size_t FEW = 16;

/** Terms, and their documents in a revision of the database: a query is often
 * run again for a longer page. Of several databases none are kept, as copies of
 * one, which become others, cannot be told apart. */
class gathered
{
      public:
	using list = std::shared_ptr<const std::vector<Xapian::docid>>;

	std::vector<std::string> terms;
	bool one;

	/** Those in a database, ascending. */
	list
	in(const Xapian::Database &db)
	{
		/* an empty one has none */
		Xapian::rev revision = one ? db.get_revision() : 0;

		if (revision && revision == of)
			return docids;
		std::vector<Xapian::docid> found;
		for (const auto &term : terms)
			found.insert(found.end(), db.postlist_begin(term),
				db.postlist_end(term));
		std::sort(found.begin(), found.end());
		found.erase(std::unique(found.begin(), found.end()),
			found.end());
		docids = std::make_shared<const std::vector<Xapian::docid>>(
			std::move(found));
		of = revision;
		return docids;
	}

      private:
	Xapian::rev of = 0;
	list docids;
};

class union_source : public npo_source
{
      public:
	explicit union_source(std::shared_ptr<gathered> those)
	    : all(std::move(those))
	{
	}

	void
	init(const Xapian::Database &shard) override
	{
		npo_source::init(shard);
		docids = all->in(shard);
		at = docids->begin();
	}

	Xapian::doccount
	get_termfreq_min() const override
	{
		return static_cast<Xapian::doccount>(docids->size());
	}

	Xapian::doccount
	get_termfreq_est() const override
	{
		return get_termfreq_min();
	}

	Xapian::doccount
	get_termfreq_max() const override
	{
		return get_termfreq_min();
	}

	void
	skip_to(Xapian::docid docid, double) override
	{
		at = std::lower_bound(at, docids->end(), docid);
		ended = at == docids->end();
		if (!ended)
			current = *at;
	}

	union_source *
	clone() const override
	{
		return new union_source(all);
	}

	std::string
	get_description() const override
	{
		return "any of " + std::to_string(all->terms.size()) +
		       " terms";
	}

      private:
	std::shared_ptr<gathered> all;
	gathered::list docids;
	std::vector<Xapian::docid>::const_iterator at;
};

} // namespace

npo_status
npo_query_any(const npo_db *db, const npo_str *terms, size_t count,
	npo_query **query, npo_error *err)
{
	return npo_guard(err, [&] {
		auto all = std::make_shared<gathered>();
		auto any = std::make_unique<npo_query>();
		const auto &list = all->terms;

		all->one = db->one;
		for (size_t i = 0; i < count; i++)
			all->terms.push_back(npo_string(terms[i]));
		any->query = count > FEW && !db->remote
				? npo_query_of(std::make_unique<union_source>(
					  all))
				: Xapian::Query(Xapian::Query::OP_OR,
					  list.begin(), list.end());
		*query = any.release();
	});
}
