/* SPDX-License-Identifier: GPL-2.0-or-later */
/* the hash of cut terms, tables and versions */
#include "../test.h"

/* test vectors of draft-eastlake-fnv */
static void
the_hash_is_fnv_1a(void **state)
{
	static const struct {
		npo_str bytes;
		uint64_t hash;
	} rows[] = {
		{ { "", 0 }, UINT64_C(0xCBF29CE484222325) },
		{ { "a", 1 }, UINT64_C(0xAF63DC4C8601EC8C) },
		{ { "foobar", 6 }, UINT64_C(0x85944171F73967E8) },
		{ { "chongo was here!\n", 17 }, UINT64_C(0x46810940EFF5F915) },
	};

	(void)state;
	for (size_t i = 0; i < NPO_COUNT(rows); i++)
		assert_true(npo_fnv1a(rows[i].bytes) == rows[i].hash);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_hash_is_fnv_1a),
	};

	return RUN_TESTS();
}
