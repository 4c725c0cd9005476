#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How rare letters are in running text: letters.py ENGLISH RUSSIAN > letters.tsv

ENGLISH, RUSSIAN: what counts.py printed. Every occurrence of a word counts. Deterministic. Python 3.8+, standard library
only.
"""
import sys
from collections import Counter
from math import log


def letters_of(path):
    count = Counter()
    for line in open(path, encoding="utf-8"):
        word, n = line.split("\t")[:2]
        for letter in word:
            count[letter] += int(n)
    return count


def main():
    counts = [letters_of(path) for path in sys.argv[1:]]
    print("# How rare letters are: -log of their part of all letters of running text, in nats. Made by learn/letters.py.")
    print("#")
    print("# source: {:,} letters of the English and {:,} of the Russian packages of learn/packages.tsv; ё is an е there.".format(
        *(sum(count.values()) for count in counts)))
    print("letter\tnats")
    for count in counts:
        for letter, n in sorted(count.items(), key=lambda x: (-x[1], x[0])):
            print(letter, "%.1f" % -log(n / sum(count.values())), sep="\t")


main()
