/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query.cc - queries, made of terms */
#include <algorithm>
#include <memory>
#include <vector>

#include "barrier.hh"
#include "handles.hh"
#include "npo/schema.h"
#include "ranked.hh"

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
};

npo_query *
made(const Xapian::Query &query)
{
	return new npo_query{query, {}, {}, false, nullptr, false};
}

/* whether the conditions of a part are those of the whole */
bool
stay_asked(npo_op op, size_t part)
{
	switch (op) {
	case NPO_OP_AND:
	case NPO_OP_FILTER:
		return true;
	case NPO_OP_AND_NOT:
	case NPO_OP_AND_MAYBE:
		return part == 0;
	default:
		return false;
	}
}

bool
is_loose(const npo_conditions &conditions)
{
	return std::any_of(conditions.begin(), conditions.end(),
		[](const auto &one) { return one->remote; });
}

/* of a word, a term, or OR of terms */
std::vector<npo_condition::form>
forms_of(const npo_query &word)
{
	const auto &query = word.query;
	auto type = query.get_type();
	std::vector<npo_condition::form> forms;
	Xapian::TermIterator end;

	if (word.is_word) {
		for (const auto &term : word.words[0]->terms)
			forms.push_back(
				{term, npo_places_hash(npo_view(term))});
		return forms;
	}
	if (!word.conditions.empty() ||
		(type != Xapian::Query::LEAF_TERM &&
			type != Xapian::Query::LEAF_MATCH_NOTHING &&
			type != Xapian::Query::OP_OR))
		throw Xapian::InvalidArgumentError(
			"positions are of terms, or OR of terms");
	for (auto term = query.get_unique_terms_begin(); term != end; ++term)
		forms.push_back({*term, npo_places_hash(npo_view(*term))});
	return forms;
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

std::shared_ptr<npo_condition>
npo_condition_of(
	npo_place place, npo_query *const *parts, size_t count, uint32_t window)
{
	auto condition = std::make_shared<npo_condition>();

	if (!count)
		throw Xapian::InvalidArgumentError("no words to be placed");
	condition->window = window;
	condition->in_order = place == NPO_PHRASE;
	for (size_t i = 0; i < count; i++)
		condition->words.push_back(forms_of(*parts[i]));
	return condition;
}

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
	npo_query **query, npo_error *err)
{
	return npo_guard(err, [&] {
		std::vector<Xapian::Query> list;
		auto all = std::make_unique<npo_query>();
		auto &conditions = all->conditions;

		list.reserve(count);
		for (size_t i = 0; i < count; i++) {
			const auto &own = parts[i]->conditions;
			const auto &words = parts[i]->words;

			all->words.insert(
				all->words.end(), words.begin(), words.end());
			bool loose = parts[i]->loose;

			if (stay_asked(op, i)) {
				list.push_back(parts[i]->query);
				conditions.insert(conditions.end(), own.begin(),
					own.end());
				all->loose |= loose;
				continue;
			}
			loose |= is_loose(own);
			all->loose |= loose;
			if (op == NPO_OP_AND_NOT && loose)
				throw Xapian::InvalidArgumentError(
					"a phrase cannot be excluded in a "
					"remote database");
			list.push_back(npo_baked(*parts[i]));
		}
		all->query = Xapian::Query(
			operators[op], list.begin(), list.end());
		*query = all.release();
	});
}

npo_status
npo_query_place(const npo_db *db, const npo_query *where, npo_place place,
	npo_query *const *words, size_t count, uint32_t window,
	npo_query **query, npo_error *err)
{
	return npo_guard(err, [&] {
		auto condition = npo_condition_of(place, words, count, window);
		auto placed = std::make_unique<npo_query>(*where);

		condition->remote = db->remote;
		if (where->list && where->list->words.size() == count) {
			for (size_t i = 0; i < count; i++)
				npo_find_classes(condition->words[i],
					*where->list->words[i]);
			condition->classed = true;
		}
		placed->conditions.push_back(std::move(condition));
		placed->is_word = false;
		*query = placed.release();
	});
}

Xapian::Query
npo_baked(const npo_query &query)
{
	auto baked = query.query;

	for (const auto &condition : query.conditions) {
		if (condition->remote)
			continue;
		baked = Xapian::Query(Xapian::Query::OP_FILTER, baked,
			npo_query_of(std::make_unique<npo_placed_source>(
				condition)));
	}
	return baked;
}

npo_status
npo_query_scale(
	const npo_query *part, double factor, npo_query **query, npo_error *err)
{
	if (factor != 0 && factor != 1 && !part->words.empty())
		return npo_fail(err, NPO_EINVAL,
			"weights of words can only be left out");
	return npo_guard(err, [&] {
		auto scaled = std::make_unique<npo_query>(*part);

		scaled->is_word = false;
		scaled->list.reset();
		scaled->query = Xapian::Query(
			Xapian::Query::OP_SCALE_WEIGHT, part->query, factor);
		*query = scaled.release();
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
	return npo_guard(err, [&] { *query = made(npo_constant(weight)); });
}

Xapian::Query
npo_constant(double weight)
{
	return npo_query_of(
		std::make_unique<Xapian::FixedWeightPostingSource>(weight));
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
		npo_buf_addstr(
			out, npo_view(npo_baked(*query).get_description()));
	});
}
