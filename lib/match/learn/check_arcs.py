#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Hold the arcs that name a system against the system's table: check_arcs.py [--all]

A source of ../arcs.tsv like bgn/uk is a system and a language of ../systems.tsv. Such a row whose system does not write
the Cyrillic chunk so is printed, and the status is 1. With --all: each row whose source is no system, nor hand, names or
learned, with the systems that write it so. That a table is like another, and leaves out marks, is followed; where a rule
holds is not asked. tests/unit/match/romanize.c asks the reverse, if every rule is read. Python 3.8+, standard library only.
"""
import os
import re
import sys
import unicodedata
from collections import defaultdict
from itertools import product

TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
SIGNS = str.maketrans({"ʹ": "'", "’": "'", "ʼ": "'", "ʻ": "'", "´": "'", "`": "'", "ʺ": '"', "”": '"', "“": '"',
                       "·": ""})
MEASURED = {"hand", "names", "learned"}
TABLE = re.compile("[a-z0-9.-]+/[a-z]{2,3}")


def read(name):
    header = True
    for line in open(os.path.join(TABLES, name), encoding="utf-8"):
        if not line.startswith("#") and line.strip("\n"):
            if not header:
                yield line.rstrip("\n").split("\t")
            header = False


def fold(latin):
    """as npo_fold() does; a mark that makes no letter with the one before it says nothing to the matcher"""
    text = unicodedata.normalize("NFC", latin.translate(SIGNS)).replace("''", '"')
    return "".join(c for c in text if not unicodedata.combining(c))


def bare(latin):
    return "".join(c for c in unicodedata.normalize("NFD", latin) if not unicodedata.combining(c))


def tables():
    """system/language -> Cyrillic chunk -> what it may be in Latin letters, folded"""
    own, out = defaultdict(lambda: defaultdict(set)), {}
    systems = {"%s/%s" % (cell[0], cell[1]): cell[2:4] for cell in read("systems.tsv")}
    for system, lang, cyrillic, latin, _, _ in read("romanize.tsv"):
        own["%s/%s" % (system, lang)][cyrillic.replace("ё", "е")].add(fold(latin))

    def full(name):
        if name not in out:
            like, without = systems[name]
            rules = dict(own[name])
            if like:
                for chunk, latin in full(like).items():
                    rules.setdefault(chunk, latin)
            if without == "marks":
                rules = {chunk: {bare(x) for x in latin} for chunk, latin in rules.items()}
            out[name] = rules
        return out[name]

    for name in systems:
        full(name)
    return out


def writes(rules, cyrillic, latin):
    """in one rule, or in several one behind the other"""
    if latin in rules.get(cyrillic, ()):
        return True
    parts = [rules.get(letter, ()) for letter in cyrillic]
    return len(parts) > 1 and any(fold("".join(one)) == latin for one in product(*parts))


def main():
    found, status = tables(), 0
    for cyrillic, latin, after, nats, source in read("arcs.tsv"):
        if TABLE.fullmatch(source):
            if not writes(found.get(source, {}), cyrillic, latin):
                print(cyrillic, latin, after, nats, source, sep="\t")
                status = 1
        elif "--all" in sys.argv and source not in MEASURED:
            print(cyrillic, latin, after, nats, source, " ".join(
                name for name, rules in found.items() if writes(rules, cyrillic, latin)), sep="\t")
    sys.exit(status)


main()
