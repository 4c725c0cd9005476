/* SPDX-License-Identifier: GPL-2.0-or-later */
/* source.hh - what our posting sources have in common */
#ifndef NPO_STORE_SOURCE_HH
#define NPO_STORE_SOURCE_HH

#include <cstdint>
#include <memory>
#include <string>

#include <xapian.h>

/** A cursor over documents of one database; a kind of it says how it moves. */
class npo_source : public Xapian::PostingSource
{
      public:
	Xapian::doccount get_termfreq_min() const override { return 0; }
	bool at_end() const override { return ended; }
	Xapian::docid get_docid() const override { return current; }

	void
	next(double min_weight) override
	{
		if (current == UINT32_MAX)
			ended = true;
		else
			skip_to(current + 1, min_weight);
	}

	bool
	check(Xapian::docid docid, double min_weight) override
	{
		skip_to(docid, min_weight);
		return true;
	}

	void
	init(const Xapian::Database &shard) override
	{
		db = shard;
		current = 0;
		ended = false;
	}

	/* to send it to a remote database */
	std::string
	serialise() const override
	{
		throw Xapian::UnimplementedError("not for a remote database");
	}

      protected:
	Xapian::Database db;
	Xapian::docid current = 0;
	bool ended = false;
};

/** A query of a source, which it owns from here on. */
inline Xapian::Query
npo_query_of(std::unique_ptr<Xapian::PostingSource> source)
{
	return Xapian::Query(source.release()->release());
}

/** What a weight may be less than asked for, as sums of the same weights in
 * another order differ. */
inline double
npo_about(double weight)
{
	return weight - 1e-9 * (1 + weight);
}

/**
 * One that finds its documents in windows of docids, of which it knows each
 * document before it weighs any.
 */
class npo_window_source : public npo_source
{
      public:
	/* docids of a window, and in a word of the machine */
	static constexpr size_t LEAST = 64, MOST = 512, BITS = 64;

	/** The first document of a window of size docids, as bits, at *offset
	 * or behind it; false: there is none. */
	static bool first_bit(
		const uint64_t *bits, size_t size, size_t *offset);

	void skip_to(Xapian::docid docid, double min_weight) override;
	void init(const Xapian::Database &shard) override;

      protected:
	/** What a hit must weigh from now on. */
	virtual void expect(double) {}
	/** Move the window to the first document at a docid or behind it;
	 * false: there is none. */
	virtual bool open_window(Xapian::docid from) = 0;
	/** The documents of the window, as bits. */
	virtual const uint64_t *documents() const = 0;
	/** Whether the document so far behind the window's beginning weighs
	 * enough. */
	virtual bool weigh(size_t offset, double min_weight) = 0;

	/** Begin a window: small behind a leap, as more leaps may come, then
	 * twice as large each time. */
	void begin_window(Xapian::docid first, bool leap);

	Xapian::docid
	docid_at(size_t offset) const
	{
		return static_cast<Xapian::docid>(base + offset);
	}

	uint64_t base = 1; /* first docid of the window */
	size_t size = 0;   /* of it, in docids */
};

#endif
