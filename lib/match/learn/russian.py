#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Count the forms of Russian running text: russian.py RUSSIAN PLAYS > russian.tsv

RUSSIAN: what counts.py printed for the packages. PLAYS: the folder tei/ of RusDraCor, plays in TEI
(CC0; fetch.sh gets them); what is spoken and the stage directions count, names of speakers do not. The packages are
manuals and games for the most part, so the plays bring what people say. Deterministic. Python 3.8+, standard library
only.
"""
import glob
import os
import re
import sys
from collections import Counter

LEAST = 5  # occurrences


def words_of_play(path):
    text = open(path, encoding="utf-8").read()
    text = text[text.find("<text"):]
    text = re.sub(r"(?s)<speaker>.*?</speaker>", " ", text)
    text = re.sub(r"<[^>]+>", " ", text).replace("\u0301", "")
    for word in re.findall(r"[А-Яа-яЁё]+", text):
        yield word.lower().replace("ё", "е")


def main():
    packages, plays = sys.argv[1:]
    count = Counter()
    for line in open(packages, encoding="utf-8"):
        word, times = line.split("\t")[:2]
        count[word] += int(times)
    of_packages = sum(count.values())
    for path in sorted(glob.glob(os.path.join(plays, "*.xml"))):
        count.update(words_of_play(path))
    print("# Forms of Russian text, folded, and how often they are in a sample; {} occurrences or more.".format(LEAST))
    print("# source: {:.1f} million words of the Russian packages of learn/packages.tsv, {:.1f} million of RusDraCor".format(
        of_packages / 1e6, (sum(count.values()) - of_packages) / 1e6))
    print("# (CC0); made by learn/russian.py.")
    print("word", "count", sep="\t")
    for word in sorted(count):
        if count[word] >= LEAST:
            print(word, count[word], sep="\t")


main()
