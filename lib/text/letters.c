/* SPDX-License-Identifier: GPL-2.0-or-later */
/* letters.c - tables of code points: class, folded form, look-alikes */
#include "letters.h"

#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#define OTHER                                                               \
	{                                                                   \
		0, NPO_CLASS_OTHER, NPO_SCRIPT_NONE, 0                      \
	}
#define ROW(fold, cls, script, flags)                                       \
	{                                                                   \
		fold, NPO_CLASS_##cls, NPO_SCRIPT_##script, flags           \
	}
#define SINGLE ROW('\'', SINGLE, NONE, 0)
#define DOUBLE ROW('"', DOUBLE, NONE, 0)
#define HYPHEN ROW('-', HYPHEN, NONE, 0)
#define D(code) ROW(code, DIGIT, NONE, 0)
#define A(code) ROW(code, LETTER, LATIN, NPO_UPPER)
#define B(code) ROW(code, LETTER, LATIN, NPO_LOWER)
#define U(code) ROW(0x##code, LETTER, CYRILLIC, NPO_UPPER)
#define L(code) ROW(0x##code, LETTER, CYRILLIC, NPO_LOWER)
#define N(code) ROW(0x##code, LETTER, CYRILLIC, 0)
#define M(code) ROW(0x##code, MARK, CYRILLIC, 0)

const npo_letter npo_ascii[0x80] = {
	/* clang-format off */
	/* U+0000 */
	OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER,
	OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER,
	/* U+0010 */
	OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER,
	OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER,
	/* U+0020 */
	OTHER, OTHER, DOUBLE, OTHER, OTHER, OTHER, OTHER, SINGLE,
	OTHER, OTHER, OTHER, OTHER, OTHER, HYPHEN, OTHER, OTHER,
	/* U+0030 */
	D('0'), D('1'), D('2'), D('3'), D('4'), D('5'), D('6'), D('7'),
	D('8'), D('9'), OTHER, OTHER, OTHER, OTHER, OTHER, OTHER,
	/* U+0040 */
	OTHER, A('a'), A('b'), A('c'), A('d'), A('e'), A('f'), A('g'),
	A('h'), A('i'), A('j'), A('k'), A('l'), A('m'), A('n'), A('o'),
	/* U+0050 */
	A('p'), A('q'), A('r'), A('s'), A('t'), A('u'), A('v'), A('w'),
	A('x'), A('y'), A('z'), OTHER, OTHER, OTHER, OTHER, OTHER,
	/* U+0060 */
	SINGLE, B('a'), B('b'), B('c'), B('d'), B('e'), B('f'), B('g'),
	B('h'), B('i'), B('j'), B('k'), B('l'), B('m'), B('n'), B('o'),
	/* U+0070 */
	B('p'), B('q'), B('r'), B('s'), B('t'), B('u'), B('v'), B('w'),
	B('x'), B('y'), B('z'), OTHER, OTHER, OTHER, OTHER, OTHER,
	/* clang-format on */
};

/*
 * Unicode 15, UnicodeData.txt and CaseFolding.txt (C), but for four: U+0450
 * and U+045D are letters with a stress mark, U+0451 (io) is often written
 * without its dots. Palochka U+04C0 stands as it is in small letters too.
 */
const npo_letter npo_cyrillic[NPO_CYRILLIC_COUNT] = {
	/* clang-format off */
	/* U+0400 */
	U(435), U(435), U(452), U(453), U(454), U(455), U(456), U(457),
	U(458), U(459), U(45A), U(45B), U(45C), U(438), U(45E), U(45F),
	/* U+0410 */
	U(430), U(431), U(432), U(433), U(434), U(435), U(436), U(437),
	U(438), U(439), U(43A), U(43B), U(43C), U(43D), U(43E), U(43F),
	/* U+0420 */
	U(440), U(441), U(442), U(443), U(444), U(445), U(446), U(447),
	U(448), U(449), U(44A), U(44B), U(44C), U(44D), U(44E), U(44F),
	/* U+0430 */
	L(430), L(431), L(432), L(433), L(434), L(435), L(436), L(437),
	L(438), L(439), L(43A), L(43B), L(43C), L(43D), L(43E), L(43F),
	/* U+0440 */
	L(440), L(441), L(442), L(443), L(444), L(445), L(446), L(447),
	L(448), L(449), L(44A), L(44B), L(44C), L(44D), L(44E), L(44F),
	/* U+0450 */
	L(435), L(435), L(452), L(453), L(454), L(455), L(456), L(457),
	L(458), L(459), L(45A), L(45B), L(45C), L(438), L(45E), L(45F),
	/* U+0460 */
	U(461), L(461), U(463), L(463), U(465), L(465), U(467), L(467),
	U(469), L(469), U(46B), L(46B), U(46D), L(46D), U(46F), L(46F),
	/* U+0470 */
	U(471), L(471), U(473), L(473), U(475), L(475), U(477), L(477),
	U(479), L(479), U(47B), L(47B), U(47D), L(47D), U(47F), L(47F),
	/* U+0480 */
	U(481), L(481), OTHER, M(483), M(484), M(485), M(486), M(487),
	M(488), M(489), U(48B), L(48B), U(48D), L(48D), U(48F), L(48F),
	/* U+0490 */
	U(491), L(491), U(493), L(493), U(495), L(495), U(497), L(497),
	U(499), L(499), U(49B), L(49B), U(49D), L(49D), U(49F), L(49F),
	/* U+04A0 */
	U(4A1), L(4A1), U(4A3), L(4A3), U(4A5), L(4A5), U(4A7), L(4A7),
	U(4A9), L(4A9), U(4AB), L(4AB), U(4AD), L(4AD), U(4AF), L(4AF),
	/* U+04B0 */
	U(4B1), L(4B1), U(4B3), L(4B3), U(4B5), L(4B5), U(4B7), L(4B7),
	U(4B9), L(4B9), U(4BB), L(4BB), U(4BD), L(4BD), U(4BF), L(4BF),
	/* U+04C0 */
	N(4CF), U(4C2), L(4C2), U(4C4), L(4C4), U(4C6), L(4C6), U(4C8),
	L(4C8), U(4CA), L(4CA), U(4CC), L(4CC), U(4CE), L(4CE), N(4CF),
	/* U+04D0 */
	U(4D1), L(4D1), U(4D3), L(4D3), U(4D5), L(4D5), U(4D7), L(4D7),
	U(4D9), L(4D9), U(4DB), L(4DB), U(4DD), L(4DD), U(4DF), L(4DF),
	/* U+04E0 */
	U(4E1), L(4E1), U(4E3), L(4E3), U(4E5), L(4E5), U(4E7), L(4E7),
	U(4E9), L(4E9), U(4EB), L(4EB), U(4ED), L(4ED), U(4EF), L(4EF),
	/* U+04F0 */
	U(4F1), L(4F1), U(4F3), L(4F3), U(4F5), L(4F5), U(4F7), L(4F7),
	U(4F9), L(4F9), U(4FB), L(4FB), U(4FD), L(4FD), U(4FF), L(4FF),
	/* U+0500 */
	U(501), L(501), U(503), L(503), U(505), L(505), U(507), L(507),
	U(509), L(509), U(50B), L(50B), U(50D), L(50D), U(50F), L(50F),
	/* U+0510 */
	U(511), L(511), U(513), L(513), U(515), L(515), U(517), L(517),
	U(519), L(519), U(51B), L(51B), U(51D), L(51D), U(51F), L(51F),
	/* U+0520 */
	U(521), L(521), U(523), L(523), U(525), L(525), U(527), L(527),
	U(529), L(529), U(52B), L(52B), U(52D), L(52D), U(52F), L(52F),
	/* clang-format on */
};

/*
 * What is not as its general category says, sorted. Signs: soft and hard
 * sign, apostrophes and quotation marks as romanizations, keyboards and
 * typesetters write them. Marks: the ties of ALA-LC romanization, the point
 * of BGN/PCGN that keeps two letters from being read as one.
 */
static const struct special {
	uint32_t code;
	npo_letter letter;
} special[] = {
	{ 0x00AD, ROW(0, DROP, NONE, 0) },
	{ 0x00B2, ROW(0, SUPER, NONE, NPO_BY_ICU) },
	{ 0x00B3, ROW(0, SUPER, NONE, NPO_BY_ICU) },
	{ 0x00B4, ROW('\'', SINGLE, NONE, 0) },
	{ 0x00B7, ROW(0, DROP, NONE, 0) },
	{ 0x00B9, ROW(0, SUPER, NONE, NPO_BY_ICU) },
	{ 0x02B9, ROW('\'', SINGLE, NONE, NPO_FIRM) },
	{ 0x02BA, ROW('"', DOUBLE, NONE, NPO_FIRM) },
	{ 0x02BB, ROW('\'', SINGLE, NONE, 0) },
	{ 0x02BC, ROW('\'', SINGLE, NONE, NPO_FIRM) },
	{ 0x02EE, ROW('"', DOUBLE, NONE, NPO_FIRM) },
	{ 0x035C, ROW(0, DROP, NONE, 0) },
	{ 0x035E, ROW(0, DROP, NONE, 0) },
	{ 0x0361, ROW(0, DROP, NONE, 0) },
	{ 0x2010, ROW('-', HYPHEN, NONE, 0) },
	{ 0x2011, ROW('-', HYPHEN, NONE, 0) },
	{ 0x2018, ROW('\'', SINGLE, NONE, 0) },
	{ 0x2019, ROW('\'', SINGLE, NONE, 0) },
	{ 0x201B, ROW('\'', SINGLE, NONE, 0) },
	{ 0x201C, ROW('"', DOUBLE, NONE, 0) },
	{ 0x201D, ROW('"', DOUBLE, NONE, 0) },
	{ 0x2032, ROW('\'', SINGLE, NONE, NPO_FIRM) },
	{ 0x2033, ROW('"', DOUBLE, NONE, NPO_FIRM) },
	{ 0x2212, ROW('-', HYPHEN, NONE, NPO_FIRM) },
	{ 0xFE20, ROW(0, DROP, NONE, 0) },
	{ 0xFE21, ROW(0, DROP, NONE, 0) },
	{ 0xFF02, ROW('"', DOUBLE, NONE, 0) },
	{ 0xFF07, ROW('\'', SINGLE, NONE, 0) },
};

static int
compare_special(const void *key, const void *row)
{
	uint32_t a = *(const uint32_t *)key;
	uint32_t b = ((const struct special *)row)->code;

	return a < b ? -1 : a > b;
}

static npo_script
script_of(uint32_t code, UScriptCode script)
{
	if (script == USCRIPT_LATIN)
		return NPO_SCRIPT_LATIN;
	if (script == USCRIPT_CYRILLIC)
		return NPO_SCRIPT_CYRILLIC;
	return u_isdigit((UChar32)code) ? NPO_SCRIPT_NONE : NPO_SCRIPT_OTHER;
}

/* a letter that composes with the one before it, such as a Hangul vowel */
static bool
joins_backward(uint32_t code)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&status);

	return U_SUCCESS(status) &&
		!unorm2_hasBoundaryBefore(nfkc, (UChar32)code);
}

static npo_letter
word_letter(uint32_t code, uint32_t category)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript((UChar32)code, &status);
	npo_letter letter = ROW(0, LETTER, NONE, NPO_BY_ICU);

	letter.script = (uint8_t)script_of(code, script);
	if (category & U_GC_ND_MASK)
		letter.cls = NPO_CLASS_DIGIT;
	else if (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA)
		letter.cls = NPO_CLASS_IDEOGRAPH;
	else if (joins_backward(code))
		letter.cls = NPO_CLASS_MARK;
	if (category & (U_GC_LU_MASK | U_GC_LT_MASK))
		letter.flags |= NPO_UPPER;
	else if (category & U_GC_LL_MASK)
		letter.flags |= NPO_LOWER;
	return letter;
}

npo_letter
npo_letter_rare(uint32_t code)
{
	const npo_letter other = OTHER, drop = ROW(0, DROP, NONE, 0);
	const npo_letter mark = ROW(0, MARK, NONE, NPO_BY_ICU);
	const npo_letter super = ROW(0, SUPER, NONE, NPO_BY_ICU);
	const npo_letter digit = ROW(0, DIGIT, NONE, NPO_BY_ICU);
	const struct special *row;
	uint32_t category;

	if (code > 0x10FFFF)
		return other;
	row = bsearch(&code, special, NPO_COUNT(special), sizeof(*special),
		compare_special);
	if (row)
		return row->letter;
	category = U_MASK(u_charType((UChar32)code));
	if (u_hasBinaryProperty(
		    (UChar32)code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
		return drop;
	if (category & U_GC_M_MASK)
		return mark;
	if (category & (U_GC_L_MASK | U_GC_ND_MASK | U_GC_NL_MASK))
		return word_letter(code, category);
	/* raised and lowered digits: Unicode 15, 22.4 */
	if (code == 0x2070 || (code >= 0x2074 && code <= 0x2079))
		return super;
	return code >= 0x2080 && code <= 0x2089 ? digit : other;
}

/*
 * Letters that look alike: Unicode 15, confusables.txt (UTS 39), restricted
 * to pairs of one case. Those with a mark: the same pairs with that mark
 * (UnicodeData.txt). In one direction: a vowel with a stress mark, typed as
 * a letter of Western languages in a Cyrillic word.
 */
static const struct twin {
	uint16_t latin, cyrillic;
	bool one_way;		/* Latin to Cyrillic */
} twin[] = {
	{ 0x0061, 0x0430, false },	/* a а */
	{ 0x0041, 0x0410, false },	/* A А */
	{ 0x0063, 0x0441, false },	/* c с */
	{ 0x0043, 0x0421, false },	/* C С */
	{ 0x0065, 0x0435, false },	/* e е */
	{ 0x0045, 0x0415, false },	/* E Е */
	{ 0x006F, 0x043E, false },	/* o о */
	{ 0x004F, 0x041E, false },	/* O О */
	{ 0x0070, 0x0440, false },	/* p р */
	{ 0x0050, 0x0420, false },	/* P Р */
	{ 0x0078, 0x0445, false },	/* x х */
	{ 0x0058, 0x0425, false },	/* X Х */
	{ 0x0079, 0x0443, false },	/* y у */
	{ 0x0059, 0x0423, false },	/* Y У */
	{ 0x0069, 0x0456, false },	/* i і */
	{ 0x0049, 0x0406, false },	/* I І */
	{ 0x006A, 0x0458, false },	/* j ј */
	{ 0x004A, 0x0408, false },	/* J Ј */
	{ 0x0073, 0x0455, false },	/* s ѕ */
	{ 0x0053, 0x0405, false },	/* S Ѕ */
	{ 0x0068, 0x04BB, false },	/* h һ */
	{ 0x0071, 0x051B, false },	/* q ԛ */
	{ 0x0051, 0x051A, false },	/* Q Ԛ */
	{ 0x0077, 0x051D, false },	/* w ԝ */
	{ 0x0057, 0x051C, false },	/* W Ԝ */
	{ 0x0042, 0x0412, false },	/* B В */
	{ 0x0048, 0x041D, false },	/* H Н */
	{ 0x004B, 0x041A, false },	/* K К */
	{ 0x004D, 0x041C, false },	/* M М */
	{ 0x0054, 0x0422, false },	/* T Т */
	{ 0x0259, 0x04D9, false },	/* ə ә */
	{ 0x018F, 0x04D8, false },	/* Ə Ә */
	{ 0x00E6, 0x04D5, false },	/* æ ӕ */
	{ 0x00C6, 0x04D4, false },	/* Æ Ӕ */
	{ 0x00E7, 0x04AB, false },	/* ç ҫ */
	{ 0x00C7, 0x04AA, false },	/* Ç Ҫ */
	{ 0x00EB, 0x0451, false },	/* ë ё */
	{ 0x00CB, 0x0401, false },	/* Ë Ё */
	{ 0x00EF, 0x0457, false },	/* ï ї */
	{ 0x00CF, 0x0407, false },	/* Ï Ї */
	{ 0x0103, 0x04D1, false },	/* ă ӑ */
	{ 0x0102, 0x04D0, false },	/* Ă Ӑ */
	{ 0x0115, 0x04D7, false },	/* ĕ ӗ */
	{ 0x0114, 0x04D6, false },	/* Ĕ Ӗ */
	{ 0x00E4, 0x04D3, false },	/* ä ӓ */
	{ 0x00C4, 0x04D2, false },	/* Ä Ӓ */
	{ 0x00F6, 0x04E7, false },	/* ö ӧ */
	{ 0x00D6, 0x04E6, false },	/* Ö Ӧ */
	{ 0x00E1, 0x0430, true },	/* á а */
	{ 0x00C1, 0x0410, true },	/* Á А */
	{ 0x00E0, 0x0430, true },	/* à а */
	{ 0x00C0, 0x0410, true },	/* À А */
	{ 0x00E9, 0x0435, true },	/* é е */
	{ 0x00C9, 0x0415, true },	/* É Е */
	{ 0x00E8, 0x0435, true },	/* è е */
	{ 0x00C8, 0x0415, true },	/* È Е */
	{ 0x00F3, 0x043E, true },	/* ó о */
	{ 0x00D3, 0x041E, true },	/* Ó О */
	{ 0x00F2, 0x043E, true },	/* ò о */
	{ 0x00D2, 0x041E, true },	/* Ò О */
	{ 0x00FD, 0x0443, true },	/* ý у */
	{ 0x00DD, 0x0423, true },	/* Ý У */
};

uint32_t
npo_letter_twin(uint32_t code, npo_script to)
{
	for (size_t i = 0; i < NPO_COUNT(twin); i++) {
		if (to == NPO_SCRIPT_CYRILLIC && twin[i].latin == code)
			return twin[i].cyrillic;
		if (to == NPO_SCRIPT_LATIN && twin[i].cyrillic == code &&
			!twin[i].one_way)
			return twin[i].latin;
	}
	return 0;
}

/*
 * Marks over Cyrillic letters, the first row that fits. Acute and grave tell
 * the stress, but for the letters U+045C and U+0453 of Macedonian; dots over
 * ie are left out as often as they are written.
 */
static const struct stress {
	uint16_t mark, letter;	/* letter 0: any */
	uint16_t becomes;
} stress[] = {
	{ 0x0301, 0x043A, 0x0301 },
	{ 0x0301, 0x0433, 0x0301 },
	{ 0x0341, 0x043A, 0x0301 },
	{ 0x0341, 0x0433, 0x0301 },
	{ 0x0300, 0, 0 },
	{ 0x0301, 0, 0 },
	{ 0x0340, 0, 0 },
	{ 0x0341, 0, 0 },
	{ 0x0308, 0x0435, 0 },
	{ 0x0344, 0x0435, 0 },
	{ 0x0344, 0, 0x0308 },
};

uint32_t
npo_mark_over_cyrillic(uint32_t mark, uint32_t letter)
{
	for (size_t i = 0; i < NPO_COUNT(stress); i++) {
		if (stress[i].mark == mark &&
			(!stress[i].letter || stress[i].letter == letter))
			return stress[i].becomes;
	}
	return mark;
}
