#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""tune.py - numbers of ranking, chosen by cross-validation

    tune.py --bin BUILD --eval DIR [--settings N] [--folds K]

BUILD holds programs made with -DNPO_TUNE, whose numbers the environment sets
(make tune builds them). DIR has score.py and its data. N random settings are
tried beside the one that stands in the sources. For each fold, the setting
that is best on the other folds is judged by the one left out, so the mean of
these is what tuning promises for queries that it has not seen. Judged by the
mean of nDCG@10 (xquad, Russian and English) and average precision (cranfield);
the seed is fixed, so the output is the same for the same programs and data.
"""
import argparse, os, random, sys

# value in the sources, least and most that are tried
RANGES = {
    "rank_k1": (0.95, 0.6, 2.0), "rank_b": (0.8, 0.3, 0.9),
    "rank_title": (0.65, 0.0, 1.0), "rank_section": (0.1, 0.0, 0.5),
    "cross_weight": (0.85, 0.6, 1.0), "rank_near": (0.2, 0.0, 0.8),
    "rank_near_idf": (1.6, 0.5, 3.0), "rank_function": (0.2, 0.0, 0.5),
    "inflected_weight": (0.8, 0.6, 1.0), "related_weight": (0.65, 0.0, 0.8),
}


def settings(count):
    """The one that stands, neighbours of it in one number, random ones."""
    usual = {name: r[0] for name, r in RANGES.items()}
    out = [usual]
    for name, (value, low, high) in RANGES.items():
        for part in (0.25, 0.5):
            out.append(dict(usual, **{name: value + part * (low - value)}))
            out.append(dict(usual, **{name: value + part * (high - value)}))
    dice = random.Random(1)
    while len(out) < count:
        out.append({name: value + dice.uniform(0, 0.6) *
            (dice.choice((low, high)) - value)
            for name, (value, low, high) in RANGES.items()})
    return out[:count]


class Task:
    """One collection with its queries and judgements."""
    def __init__(self, score, engine, name, docs, queries, qrels, limit, measure):
        self.score, self.engine, self.name = score, engine, name
        self.queries = {q: t for q, t in queries.items() if qrels.get(q)}
        self.qrels, self.limit, self.measure = qrels, limit, measure
        self.db = engine.index(docs)

    def values(self):
        got = self.engine.search(self.db, self.queries, limit=self.limit)
        return {q: self.measure(got, {q: self.qrels[q]}) for q in self.queries}


def tasks(score, engine):
    out = []
    folder = os.path.join(score.HERE, "retrieval", "xquad")
    docs = [{"id": d["docid"], "lang": d["lang"], "text": d["text"]}
        for d in score.rows(folder, "docs.tsv")]
    qrels = {}
    for r in score.rows(folder, "qrels.tsv"):
        if r["kind"] == "same":
            qrels.setdefault(r["qid"], {})[r["docid"]] = int(r["relevance"])
    for lang in ("ru", "en"):
        queries = {r["qid"]: r["text"] for r in score.rows(folder, "queries.tsv")
            if r["lang"] == lang}
        out.append(Task(score, engine, "xquad " + lang, docs, queries, qrels,
            10, score.ndcg))
    folder = os.path.join(score.HERE, "retrieval", "cranfield")
    docs = [{"id": d["docid"], "lang": "en", "title": d["title"],
        "text": d["text"]} for d in score.rows(folder, "docs.tsv")]
    qrels = {}
    for r in score.rows(folder, "qrels.tsv"):
        grade = int(r["grade"]) if int(r["relevance"]) else 0
        qrels.setdefault(r["qid"], {})[r["docid"]] = grade
    queries = {r["qid"]: r["text"] for r in score.rows(folder, "queries.tsv")}
    out.append(Task(score, engine, "cranfield", docs, queries, qrels, 1000,
        score.mean_ap))
    return out


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def judge(results, setting, fold, folds, inside):
    """Mean over the collections of the queries in (or outside) a fold."""
    return mean(mean(v for i, (q, v) in enumerate(sorted(values.items()))
        if (i % folds == fold) == inside)
        for values in results[setting].values())


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--bin", required=True)
    p.add_argument("--eval", required=True)
    p.add_argument("--settings", type=int, default=80)
    p.add_argument("--folds", type=int, default=5)
    a = p.parse_args()
    sys.path.insert(0, a.eval)
    import score
    engine = score.Engine(os.path.abspath(a.bin))
    todo, results = settings(a.settings), []
    work = tasks(score, engine)
    for setting in todo:
        os.environ.update({n: "%.6f" % v for n, v in setting.items()})
        results.append({t.name: t.values() for t in work})
    every = range(len(todo))
    promised, usual = [], []
    for fold in range(a.folds):
        best = max(every,
            key=lambda i: judge(results, i, fold, a.folds, False))
        promised.append(judge(results, best, fold, a.folds, True))
        usual.append(judge(results, 0, fold, a.folds, True))
        print("fold %d: setting %d\tleft out %.4f\tas it stands %.4f" % (
            fold, best, promised[-1], usual[-1]))
    print("promised\t%.4f\tas it stands %.4f" % (mean(promised), mean(usual)))
    total = {i: mean(mean(v.values()) for v in results[i].values())
        for i in every}
    for i in [0] + sorted(every, key=lambda i: -total[i])[:5]:
        print("setting %d\t%.4f\t%s\t%s" % (i, total[i],
            "  ".join("%s %.4f" % (n, mean(v.values()))
                for n, v in results[i].items()),
            " ".join("%s=%.3f" % x for x in todo[i].items())))


if __name__ == "__main__":
    main()
