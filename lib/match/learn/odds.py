#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Learn odds.tsv: how much likelier a letter is in English than in romanized Russian, behind two others.

    odds.py ARCS.tsv ENGLISH RUSSIAN > odds.tsv

ENGLISH, RUSSIAN: word, count, lower a line, from running text of each language. Names are of every language: of ENGLISH
only the words that are mostly in lower case count. The romanized words are the Russian ones spelled by chance, by the
costs of the arc table. Two trigram models with Witten-Bell smoothing; a word counts 1 + log(count). Deterministic: the
random numbers have a fixed seed. Python 3.8+, standard library only.
"""
import math
import random
import sys
import unicodedata
from collections import defaultdict

LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOWELS, SIGNS = "аеиоуыэюя", "ьъ"
SPELLINGS = 3  # of each Russian word
COMMON_SHARE = 0.8  # of an English word's occurrences, in lower case


def read_arcs(path):
    arcs = defaultdict(list)
    for line in open(path, encoding="utf-8"):
        cell = line.rstrip("\n").split("\t")
        if line.startswith("#") or cell[0] == "cyrillic" or not cell[0]:
            continue
        after = "^VSC" if cell[2] == "any" else cell[2]
        arcs[cell[0]].append((cell[1], after, float(cell[3])))
    return arcs


def context(before):
    return "^" if not before else "V" if before in VOWELS else "S" if before in SIGNS else "C"


def spell(arcs, word, rnd):
    """one romanization, each arc taken with a chance of exp(-cost)"""
    out, at = "", 0
    while at < len(word):
        after = context(word[at - 1] if at else "")
        choice = [(y, len(x), c) for n in (1, 2, 3) for x in [word[at:at + n]] if len(x) == n
                  for y, a, c in arcs.get(x, ()) if after in a and "$" not in y]
        if not choice:
            return None
        weights = [math.exp(-c) for _, _, c in choice]
        y, n, _ = rnd.choices(choice, weights)[0]
        out, at = out + y, at + n
    return out


def ascii_only(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if c in LETTERS)


def read_words(path, share):
    words = []
    for line in open(path, encoding="utf-8"):
        cell = line.rstrip("\n").split("\t")
        if line.startswith("#") or cell[0] == "word" or len(cell[0]) < 2:
            continue
        if int(cell[2]) >= share * int(cell[1]):
            words.append((cell[0], 1 + math.log(int(cell[1]))))
    return words


class Model:
    """letters behind 0, 1 and 2 others, Witten-Bell"""

    def __init__(self, words):
        self.count = [defaultdict(lambda: defaultdict(float)) for _ in range(3)]
        for word, weight in words:
            text = "^^" + word + "$"
            for i in range(2, len(text)):
                for k in range(3):
                    self.count[k][text[i - k:i]][text[i]] += weight
        self.sum = [{h: (sum(d.values()), len(d)) for h, d in c.items()} for c in self.count]

    def chance(self, behind, letter):
        p = 1 / 28
        for k in range(3):
            h = behind[2 - k:]
            if h not in self.sum[k]:
                break
            total, kinds = self.sum[k][h]
            p = (self.count[k][h].get(letter, 0) + kinds * p) / (total + kinds)
        return p


def main():
    arcs = read_arcs(sys.argv[1])
    rnd = random.Random(1)
    english = Model([(ascii_only(w), n) for w, n in read_words(sys.argv[2], COMMON_SHARE)])
    romanized = []
    for word, weight in read_words(sys.argv[3], 0):
        for _ in range(SPELLINGS):
            latin = spell(arcs, word, rnd)
            if latin:
                romanized.append((ascii_only(latin), weight))
    romanized = Model(romanized)
    print("# How much likelier a letter is in English than in romanized Russian, behind two others, in eighths of a nat.")
    print("# ^: before the word, $: behind it. One column for each letter a-z and the end. Made by learn/odds.py from the arc")
    print("# table, the common words of english.tsv and the words of the Russian packages of learn/packages.tsv.")
    print("behind\t" + "\t".join(LETTERS + "$"))
    for a in "^" + LETTERS:
        for b in "^" + LETTERS:
            if b == "^" and a != "^":
                continue
            row = []
            for c in LETTERS + "$":
                odds = math.log(english.chance(a + b, c) / romanized.chance(a + b, c))
                row.append(str(max(-127, min(127, round(8 * odds)))))
            print(a + b + "\t" + "\t".join(row))


main()
