#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Are two Russian words of one stem forms of one word? By their endings: ending_pairs.py DIR [RUSSIAN] > ending_pairs.tsv

DIR: where fetch.sh unpacked aspell-ru and link-grammar's surnames. Each two forms of the dictionary with the same Snowball
stem are one pair of the two endings; it is worth 1 if they are forms of one lemma, VERB if only of one verb in the wide
sense (below), else 0. With RUSSIAN, which counts.py printed, nothing is written but how well that does: learnt from half
of the stems, asked of the forms of the other half that occur in those texts. Deterministic. Python 3.8+.

A lemma is an entry of aspell-ru: all forms of a noun; of an adjective, with its short forms, comparatives and its adverb;
of a verb, with infinitive and gerunds. Some more are one lemma: a plural that has its own entry (сестры of сестра), and an
irregular form without rules where only one lemma has its stem (борцов of борец). One verb in the wide sense are a verb, its
reflexive (-ся), and the participles of both, which are entries of their own. A surname is one lemma for man and woman.
"""
import os
import re
import sys
import zlib
from collections import Counter, defaultdict
from math import log

from aspell import paradigms, stems_of

VERB = 0.5  # who asks for a verb may mean its participles, which are also adjectives, or not
VERB_FLAGS = set("BDLMPQRTUVWY")  # of aspell-ru's affixes: those of verbs; A: of adjectives
SURNAMES = "root/link-grammar-dictionaries-all/usr/share/link-grammar/ru/words/words.17"
OF_SURNAME = ("", "а", "у", "ым", "е", "ой", "ы", "ых", "ыми")  # as counts.py has them
DEFAULT, WEIGHT = 0.1, 2  # pairs that were seen once to 15 times are one lemma in a tenth; worth so many observations
LEAST = 100  # pairs of an ending
LOSS, LOSS_ALL = 0.005, 20  # an ending may share the row of another if that costs so many nats a pair, and in all
NEAR = 0.03  # of the default: left out
THRESHOLDS, MANY = (0, 0.2, 0.4, 0.6, 0.8), 9  # of measure(); letters of a long stem


# ---------------------------------------------------------------- lemmas


def fold(word):
    return word.lower().replace("ё", "е")


def base(word):
    return re.sub("(?<=.)(ся|сь)$", "", word)


def is_verb(word, flags):
    return bool(VERB_FLAGS & set(flags)) and base(word).endswith(("ть", "ти", "чь"))


def participles(word, forms):
    """the headwords of what may be participles of a verb; its infinitive and its forms, without -ся"""
    for form in forms:
        if form.endswith("л"):
            yield form[:-1] + "вший"
        elif form[-1] in "бгзкпрсх":  # нес
            yield form + "ший"
        elif re.search("[ауюя]т$", form):
            yield form[:-1] + "щий"
        elif re.search("[еи]м$", form):
            yield form + "ый"
        elif re.search("[ую]$", form):  # брошу, брошенный
            yield form[:-1] + "енный"
        elif form.endswith("ешь"):  # сожжешь, сожженный
            yield form[:-3] + "енный"
    for off, on in (("ть", "нный"), ("ть", "тый"), ("ить", "енный"), ("еть", "енный"), ("ти", "енный")):
        if word.endswith(off):
            yield word[:-len(off)] + on


class Lexicon:
    def __init__(self):
        self.lemmas = defaultdict(set)  # of a form
        self.verbs = defaultdict(set)  # of a lemma, if it is one or a participle

    def add(self, lemma, forms):
        for form in forms:
            if re.fullmatch("[а-я]+", form):
                self.lemmas[form].add(lemma)

    def verbs_of(self, form):
        return set().union(*(self.verbs.get(lemma, ()) for lemma in self.lemmas[form]))

    def families(self):
        """stem -> its forms; the stem itself is one, whatever its own stem is: lemma.c takes it, too"""
        found = defaultdict(set)
        for form, stem in stems_of("russian", sorted(self.lemmas)):
            found[stem].add(form)
            if stem in self.lemmas:
                found[stem].add(stem)
        return {stem: sorted(found[stem]) for stem in sorted(found)}


def read_lexicon(folder):
    lex, entries, irregular, derived = Lexicon(), [], set(), defaultdict(set)
    for word, flags, forms in paradigms(folder):
        word, forms = fold(word), sorted({fold(form) for form in forms})
        if flags:
            entries.append((word, flags, forms))
        elif re.fullmatch("[а-я]+", word):
            irregular.add(word)
        if is_verb(word, flags):
            lex.verbs[word].add(base(word))
            for headword in participles(base(word), [base(form) for form in forms]):
                derived[headword].add(base(word))
    for word, flags, forms in entries:
        lex.add(word, forms)
        if "A" in flags:
            lex.verbs[word] |= derived.get(base(word), set())
    for word, flags, forms in entries:
        if "A" not in flags and re.search("([ыи]|[ео]й)$", word):  # no nominative singular: another's plural
            for lemma in sorted(lex.lemmas[word] - {word}):
                lex.add(lemma, forms)
    adopt(lex, sorted(irregular - set(lex.lemmas)))
    for stem in re.findall(r"(\w+)\.=", open(os.path.join(folder, SURNAMES), encoding="utf-8").read()):
        lex.add(stem + " (surname)", [fold(stem) + ending for ending in OF_SURNAME])
    return lex


def adopt(lex, forms):
    """forms without rules, where one lemma alone has their stem"""
    families = lex.families()
    for form, stem in stems_of("russian", forms):
        lemmas = set().union(*(lex.lemmas[other] for other in families.get(stem, ())))
        if len(lemmas) == 1:
            lex.add(lemmas.pop(), [form])


# ---------------------------------------------------------------- pairs


def pair_of(a, b):
    return (a, b) if a < b else (b, a)


def relation(a, b):
    """a, b: ending, lemmas, verbs"""
    if not a[1].isdisjoint(b[1]):
        return 1
    return 0 if a[2].isdisjoint(b[2]) else VERB


def shape(lex, stem, forms):
    """a family without its letters: endings, and lemmas by number; thousands of families have the same"""
    number, out = {}, []
    for form in forms:
        lemmas = [number.setdefault(x, len(number)) for x in sorted(lex.lemmas[form])]
        verbs = [number.setdefault("verb " + x, len(number)) for x in sorted(lex.verbs_of(form))]
        out.append((form[len(stem):], frozenset(lemmas), frozenset(verbs)))
    return tuple(out)


def count(shapes):
    """pair of endings -> (what its pairs of forms are worth, how many they are)"""
    worth, every = Counter(), Counter()
    for forms, times in Counter(shapes).items():
        for i, a in enumerate(forms):
            for b in forms[:i]:
                pair = pair_of(a[0], b[0])
                every[pair] += times
                worth[pair] += times * relation(a, b)
    return {pair: (worth[pair], n) for pair, n in every.items()}


def rate(worth, n):
    return (worth + WEIGHT * DEFAULT) / (n + WEIGHT)


def divergence(p, q):
    p, q = (min(0.99, max(0.01, x)) for x in (p, q))
    return p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))


# ---------------------------------------------------------------- classes


class Class:
    """endings with about the same likelihoods; the first is the most frequent"""

    def __init__(self):
        self.endings, self.row, self.within = [], {}, (0, 0)

    def add(self, ending, row):
        self.within = total([self.within] + [row[e] for e in self.endings if e in row])
        self.endings.append(ending)
        for other, one in row.items():
            self.row[other] = total([self.row.get(other, (0, 0)), one])

    def loss(self, row, limit):
        """nats lost if this class stood for an ending with this row; at least limit: too many"""
        out = 0
        for other, (worth, n) in row.items():
            if other not in self.endings:
                out += n * divergence(rate(worth, n), rate(*self.row.get(other, (0, 0))))
            elif len(self.endings) > 1:
                out += n * divergence(rate(worth, n), rate(*self.within))
            if out >= limit:
                break
        return out


def total(counts):
    return sum(worth for worth, _ in counts), sum(n for _, n in counts)


def classify(counts):
    rows, classes = defaultdict(dict), []
    for (a, b), one in counts.items():
        rows[a][b] = rows[b][a] = one
    size = {ending: total(row.values())[1] for ending, row in rows.items()}
    for ending in sorted(rows, key=lambda e: (-size[e], e)):
        if size[ending] < LEAST:
            break
        best, limit = None, LOSS * size[ending] + LOSS_ALL
        for one in classes:
            loss = one.loss(rows[ending], limit)
            if loss < limit:
                best, limit = one, loss
        if not best:
            best = Class()
            classes.append(best)
        best.add(ending, rows[ending])
    return classes


def merge(counts, leader):
    """the counts of pairs of classes, by their first endings"""
    out = defaultdict(lambda: (0, 0))
    for (a, b), one in counts.items():
        if a in leader and b in leader:
            pair = pair_of(leader[a], leader[b])
            out[pair] = total([out[pair], one])
    return out


def learn(shapes):
    """ending -> the first of its class; pair of such -> likelihood"""
    counts = count(shapes)
    leader = {ending: one.endings[0] for one in classify(counts) for ending in one.endings}
    merged = sorted(merge(counts, leader).items())
    return leader, {pair: rate(*one) for pair, one in merged if abs(rate(*one) - DEFAULT) >= NEAR}, counts


# ---------------------------------------------------------------- how well


def known_pairs(lex, families, texts):
    """(letters of the stem, pair of endings, relation) of forms that texts have"""
    for stem, forms in families:
        family = shape(lex, stem, [form for form in forms if form in texts])
        for i, a in enumerate(family):
            for b in family[:i]:
                yield len(stem), pair_of(a[0], b[0]), relation(a, b)


def measure(lex, families, path):
    texts = {line.split("\t")[0] for line in open(path, encoding="utf-8")}
    half = {stem: zlib.crc32(stem.encode("utf-8")) % 2 for stem in families}
    leader, likelihood, _ = learn(shape(lex, stem, forms) for stem, forms in families.items() if not half[stem])
    asked = Counter()
    for letters, (a, b), worth in known_pairs(lex, [x for x in families.items() if half[x[0]]], texts):
        guess = likelihood.get(pair_of(leader.get(a, "*"), leader.get(b, "*")), DEFAULT)
        asked[min(letters, MANY), guess, worth] += 1
    print("# of the pairs with at least a likelihood: how many are of one lemma, how many of one lemma or verb; and how many")
    print("# of all that are of one lemma they are. mean: of the likelihoods, and of what the pairs are worth.")
    print("letters\tpairs\tmean\tworth\tleast\tlemma\tlemma or verb\tof all")
    for letters in [*range(2, MANY + 1), None]:
        here = [(guess, worth, n) for (k, guess, worth), n in sorted(asked.items()) if letters in (None, k)]
        n = sum(n for _, _, n in here)
        mean = [sum(one[i] * one[2] for one in here) / n for i in (0, 1)]
        for least in THRESHOLDS:
            kept = [(worth, n) for guess, worth, n in here if guess >= least]
            hits, lemmas = sum(n for _, n in kept), sum(n for worth, n in kept if worth == 1)
            of_all = lemmas / sum(n for _, worth, n in here if worth == 1)
            print(letters or "all", n, *("%.3f" % x for x in (*mean, least, lemmas / hits, sum(
                n for worth, n in kept if worth) / hits, of_all)), sep="\t")


# ---------------------------------------------------------------- the table


def main():
    lex = read_lexicon(sys.argv[1])
    families = {stem: forms for stem, forms in lex.families().items() if len(forms) > 1}
    if len(sys.argv) > 2:
        measure(lex, families, sys.argv[2])
        return
    leader, likelihood, counts = learn(shape(lex, stem, forms) for stem, forms in families.items())
    print("# How likely two Russian words with one Snowball stem and these endings are forms of one word.")
    print("#")
    print("# ending: what the stemmer takes off, as in endings.tsv; an empty cell is no ending. The order of the two says nothing.")
    print("# likelihood: 0 to 1. =: what rows say of the second ending holds for the first one, too; a row that names an ending")
    print("# twice is about two that share its rows. *: all pairs that no row is about; it stands first.")
    print("# One verb, its reflexive and their participles count {} among each other. Made by learn/ending_pairs.py.".format(VERB))
    print("# source: {:,} pairs of forms with one stem, of {:,} forms: the paradigms of aspell-ru, the surnames of".format(
        sum(n for _, n in counts.values()), len(lex.lemmas)))
    print("# link-grammar (learn/packages.tsv).")
    print("ending\tending\tlikelihood")
    print("*", "*", "%.2f" % DEFAULT, sep="\t")
    for ending, first in sorted(leader.items(), key=lambda x: (x[1], x[0])):
        if ending != first:
            print(ending, first, "=", sep="\t")
    for (a, b), value in likelihood.items():
        print(a, b, "%.2f" % value, sep="\t")


main()
