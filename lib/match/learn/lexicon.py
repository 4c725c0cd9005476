#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Choose the words of english.tsv: lexicon.py DIR ENGLISH > english.tsv

ENGLISH: what counts.py printed. Texts have words of other languages and abbreviations, too, so a word must be in the
spelling lists of SCOWL, or in several of the packages. DIR: where fetch.sh unpacked scowl. Measured: without the lists
romanized words (vo, kako) are taken for English; with twice the words, English keeps some more to itself and names
that both scripts have lose as much. Deterministic. Python 3.8+, standard library only.
"""
import glob
import os
import re
import sys

LIST = re.compile(r"/(english|american|british|british_z)-(words|upper|proper-names)\.(\d+)$")
SIZE = 70  # of SCOWL: "large"
LISTED = 5  # occurrences of a listed word
UNLISTED, PACKAGES, LETTERS = 10, 3, 4  # least of a word that is not


def read_lists(folder):
    words = set()
    for path in glob.glob(os.path.join(folder, "*")):
        name = LIST.search(path)
        if name and int(name.group(3)) <= SIZE:
            words.update(line.split("'")[0].strip().lower() for line in open(path, encoding="latin-1"))
    return words


def main():
    folder, counts = sys.argv[1:]
    listed = read_lists(os.path.join(folder, "root/scowl/usr/share/dict/scowl"))
    rows, total = [], 0
    for line in open(counts, encoding="utf-8"):
        word, count, lower, packages = line.rstrip("\n").split("\t")
        total += int(count)
        if int(count) >= (LISTED if word in listed else UNLISTED) and (
                word in listed or int(packages) >= PACKAGES and len(word) >= LETTERS):
            rows.append((word, count, lower))
    print("# Words of English text: how often in a sample, and how often of that in lower case; a name is hardly ever.")
    print("# source: counted in {:.1f} million words of the English packages of learn/packages.tsv whose case says".format(
        total / 1e6))
    print("# something; {} occurrences or more of what SCOWL lists up to size {}, {} in {} packages of the rest. Made by".format(
        LISTED, SIZE, UNLISTED, PACKAGES))
    print("# learn/lexicon.py.")
    print("word", "count", "lower", sep="\t")
    for row in rows:
        print(*row, sep="\t")


main()
