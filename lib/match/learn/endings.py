#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What Snowball takes off the forms of words: endings.py DIR ENGLISH RUSSIAN > endings.tsv

DIR: where fetch.sh unpacked aspell-ru, whose paradigms are spelled out. ENGLISH, RUSSIAN: what counts.py printed. A form
counts once, however often it occurs. Deterministic. Python 3.8+.
"""
import re
import sys
from collections import Counter

from aspell import paradigms, stems_of

LEAST = {"ru": 20, "en": 3}  # forms of an ending
LEAST_TEXTS = 3  # or forms in the texts, which have what aspell has not
OCCURRENCES = {"ru": 1, "en": 5}  # of a word of the texts


def read_words(path, least):
    for line in open(path, encoding="utf-8"):
        word, count = line.split("\t")[:2]
        if int(count) >= least:
            yield word


def endings_of(lang, language, forms, texts):
    count, seen = Counter(), Counter()
    for form, stem in stems_of(language, sorted(forms)):
        # English: happi of happy and happiness; npo_inflect() looks behind happ
        stem = stem[:-1] if lang == "en" and stem.endswith("i") and len(stem) > 2 else stem
        if form.startswith(stem):
            count[form[len(stem):]] += 1
            seen[form[len(stem):]] += form in texts
    return sorted(((-n, e) for e, n in count.items() if n >= LEAST[lang] or seen[e] >= LEAST_TEXTS))


def main():
    folder, english, russian = sys.argv[1:]
    texts = {"ru": {w for w in read_words(russian, OCCURRENCES["ru"]) if re.fullmatch("[а-я]+", w)},
             "en": set(read_words(english, OCCURRENCES["en"]))}
    lexicon = {w.lower().replace("ё", "е") for _, _, fs in paradigms(folder) for w in fs}
    forms = {"ru": texts["ru"] | {w for w in lexicon if re.fullmatch("[а-я]+", w)}, "en": texts["en"]}
    print("# Endings: what a word form has behind the stem that Snowball gives it.")
    print("#")
    print("# lang: the stemmer; ending: an empty cell is no ending; count: forms with that ending in the sample.")
    print("# For en the stem is taken without a final i (happi, from happy). Made by learn/endings.py.")
    print("# source: ru = {:,} word forms: the paradigms of aspell-ru and {:,} of the Russian packages of".format(
        len(forms["ru"]), len(texts["ru"])))
    print("# learn/packages.tsv ({} forms or more, or {} of those of the texts); en = {:,} word forms of its".format(
        LEAST["ru"], LEAST_TEXTS, len(forms["en"])))
    print("# English packages that occur {} times or more ({} forms or more).".format(
        OCCURRENCES["en"], LEAST["en"]))
    print("lang\tending\tcount")
    for lang, language in (("ru", "russian"), ("en", "english")):
        for count, ending in endings_of(lang, language, forms[lang], texts[lang]):
            print(lang, ending, -count, sep="\t")


main()
