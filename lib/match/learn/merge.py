#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Merge learned arcs into the table: merge.py ARCS.tsv LEARNED.tsv > NEW.tsv

LEARNED.tsv is what align prints. An arc keeps the lower of its two costs; a learned one is let in up to COST_MAX, made
cheaper by BONUS (measured on names kept out of the training: a hand-set cost is a little lower than a learned one that
means the same). Rows of an earlier merge (source: names) are dropped first, so a second run changes nothing. Deterministic.
"""
import sys
from collections import defaultdict

COST_MAX, BONUS = 6.5, 0.25
PLACES = "^VSC"


def main():
    head, cost, source = [], {}, {}
    for line in open(sys.argv[1], encoding="utf-8"):
        if line.startswith("#") or line.startswith("cyrillic\t"):
            head.append(line)
            continue
        x, y, after, nats, origin = line.rstrip("\n").split("\t")
        if origin == "names":
            continue
        for place in PLACES if after == "any" else after:
            if float(nats) < cost.get((x, y, place), 99):
                cost[x, y, place], source[x, y, place] = float(nats), origin
    for line in open(sys.argv[2], encoding="utf-8"):
        x, y, place, nats, _ = line.rstrip("\n").split("\t")
        nats = max(0.0, float(nats) - BONUS)
        if x and x != "$" and nats <= COST_MAX and nats < cost.get((x, y, place), 99) - 0.01:
            cost[x, y, place], source[x, y, place] = nats, "names"
    rows = defaultdict(set)
    for (x, y, place), nats in cost.items():
        rows[x, y, "%.2f" % nats, source[x, y, place]].add(place)
    sys.stdout.writelines(head)
    for (x, y, nats, origin), places in sorted(rows.items()):
        after = "".join(p for p in PLACES if p in places)
        print(x, y, "any" if after == PLACES else after, nats, origin, sep="\t")


main()
