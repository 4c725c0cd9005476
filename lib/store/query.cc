/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query.cc - queries, made of terms */
#include <memory>
#include <vector>

#include "barrier.hh"
#include "handles.hh"
#include "npo/schema.h"

namespace
{

/* in the order of npo_op */
const Xapian::Query::op operators[] = {
	Xapian::Query::OP_AND,
	Xapian::Query::OP_OR,
	Xapian::Query::OP_AND_NOT,
	Xapian::Query::OP_AND_MAYBE,
	Xapian::Query::OP_FILTER,
	Xapian::Query::OP_SYNONYM,
	Xapian::Query::OP_MAX,
	Xapian::Query::OP_PHRASE,
	Xapian::Query::OP_NEAR,
};

npo_query *
made(const Xapian::Query &query)
{
	return new npo_query{query};
}

Xapian::Query
in_range(uint32_t slot, npo_str low, npo_str high)
{
	if (low.len && high.len)
		return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot,
			npo_string(low), npo_string(high));
	if (low.len)
		return Xapian::Query(
			Xapian::Query::OP_VALUE_GE, slot, npo_string(low));
	if (high.len)
		return Xapian::Query(
			Xapian::Query::OP_VALUE_LE, slot, npo_string(high));
	return Xapian::Query::MatchAll;
}

} // namespace

npo_status
npo_query_term(npo_str term, uint32_t wqf, npo_query **query, npo_error *err)
{
	/* to Xapian the empty term is every document */
	if (!term.len || term.len > NPO_TERM_MAX)
		return npo_fail(err, NPO_EINVAL,
			"term of %zu bytes, not 1 to %d", term.len,
			NPO_TERM_MAX);
	return npo_guard(err,
		[&] { *query = made(Xapian::Query(npo_string(term), wqf)); });
}

npo_query *
npo_query_all(void)
{
	npo_query *query = nullptr;

	npo_surely([&] { query = made(Xapian::Query::MatchAll); });
	return query;
}

npo_query *
npo_query_none(void)
{
	npo_query *query = nullptr;

	npo_surely([&] { query = made(Xapian::Query::MatchNothing); });
	return query;
}

npo_status
npo_query_combine(npo_op op, npo_query *const *parts, size_t count,
	uint32_t window, npo_query **query, npo_error *err)
{
	return npo_guard(err, [&] {
		std::vector<Xapian::Query> list;

		list.reserve(count);
		for (size_t i = 0; i < count; i++)
			list.push_back(parts[i]->query);
		*query = made(Xapian::Query(
			operators[op], list.begin(), list.end(), window));
	});
}

npo_status
npo_query_scale(
	const npo_query *part, double factor, npo_query **query, npo_error *err)
{
	return npo_guard(err, [&] {
		*query = made(Xapian::Query(
			Xapian::Query::OP_SCALE_WEIGHT, part->query, factor));
	});
}

npo_status
npo_query_value_range(uint32_t slot, npo_str low, npo_str high,
	npo_query **query, npo_error *err)
{
	return npo_guard(
		err, [&] { *query = made(in_range(slot, low, high)); });
}

npo_status
npo_query_constant(double weight, npo_query **query, npo_error *err)
{
	if (!(weight >= 0))
		return npo_fail(err, NPO_EINVAL, "negative weight");
	return npo_guard(err, [&] {
		auto all = std::make_unique<Xapian::FixedWeightPostingSource>(
			weight);

		/* release(): the query owns it from here on */
		*query = made(Xapian::Query(all.release()->release()));
	});
}

void
npo_query_free(npo_query *query)
{
	delete query;
}

npo_status
npo_query_describe(const npo_query *query, npo_buf *out, npo_error *err)
{
	return npo_guard(err, [&] {
		npo_buf_addstr(out, npo_view(query->query.get_description()));
	});
}
