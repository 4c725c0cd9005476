#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bench-doc.py - what make bench has measured, as tables and plots

	bench-doc.py table RAW	print the tables
	bench-doc.py doc RAW	write doc/performance.tsv (medians), the tables
				of doc/PERFORMANCE.md and doc/performance-*.svg

RAW has lines "part corpus tool case metric value" (.ci/bench.sh). In the page,
what stands between "<!-- figures: NAME -->" and "<!-- end -->" is written anew.
doc/performance.tsv has "part corpus tool case metric n p50 p95" lines and can
be given for RAW, to draw again.
"""
import math, os, re, sys, textwrap
from collections import defaultdict

TEXT = {"ru": "Russian text", "en": "English text",
	"mixed": "small mixed files", "help-ru": "help, Russian (HTML)",
	"help-en": "help, English (HTML)"}
NAMES = {"npo": "npo", "npo-j1": "npo -j1", "npo-j2": "npo -j2", "npo-l": "npo, paths",
	"bare": "bare Xapian", "sqlite3": "SQLite FTS5", "sphinx": "Sphinx",
	"postgres": "PostgreSQL",
	"lucene": "Lucene", "omindex": "omindex", "quest": "quest",
	"recollindex": "recollindex", "recollq": "recollq"}
INDEXERS = ["npo", "npo-j1", "omindex", "recollindex", "sqlite3", "sphinx",
	"lucene", "postgres"]
SEARCHERS = ["npo", "npo-l", "bare", "quest", "recollq", "sqlite3"]
CASES = ["rare", "frequent", "two words", "phrase", "inflected", "romanized"]
WORDS = ("commit", "date", "cpu", "kernel", "size", "words")


def quantile(values, part):
	"""The value that this part of the sorted ones is not above."""
	values = sorted(values)
	return values[min(len(values) - 1, int(part * len(values)))]


def median(values):
	values = sorted(values)
	half = len(values) // 2
	return values[half] if len(values) % 2 else (
		values[half - 1] + values[half]) / 2


class Figures:
	"""(part, corpus, tool, case, metric): n, median, 95th percentile."""

	def __init__(self, name):
		self.rows = {}
		raw = defaultdict(list)
		for line in open(name, encoding="utf-8"):
			field = line.rstrip("\n").split("\t")
			key = tuple(field[:5])
			if key[4] in WORDS:
				self.rows[key] = field[5:]
			elif len(field) == 8:
				self.rows[key] = (int(field[5]),
					float(field[6]), float(field[7]))
			else:
				raw[key].append(float(field[5]))
		for key, values in raw.items():
			self.rows[key] = (len(values), median(values),
				quantile(values, 0.95))

	def get(self, *key, at=1):
		"""A median; None if it was not measured, or the run failed."""
		row = self.rows.get(key)
		status = self.rows.get(key[:4] + ("status",))
		found = self.rows.get(key[:4] + ("found",))
		# 1: nothing found; of a query, "found" says so
		if not row or (status and status[1] > 0) or (
				found and not found[1]):
			return None
		return row[at]

	def about(self, part):
		"""The machine that a part was measured on."""
		return {k[4]: v[-1] if k[4] in WORDS else v[1]
			for k, v in self.rows.items()
			if k[0] == part and k[1] == "-"}

	def corpora(self):
		have = {k[1] for k in self.rows if k[0] == "corpus"}
		return [c for c in TEXT if c in have] + sorted(have - set(TEXT))

	def write(self, name):
		"""Parts that were not measured stay as they are."""
		rows, parts = dict(self.rows), {k[0] for k in self.rows}
		if os.path.exists(name):
			rows.update((k, v) for k, v in
				Figures(name).rows.items() if k[0] not in parts)
		with open(name, "w", encoding="utf-8") as out:
			for key, row in rows.items():
				row = [x if isinstance(x, str) else "%.6g" % x
					for x in row]
				print(*key, *row, sep="\t", file=out)


def seconds(ms):
	return None if ms is None else ms / 1e3


def number(x, digits=3):
	"""Three digits that say something, no exponent."""
	if x is None:
		return "-"
	whole = len("%d" % abs(x)) if abs(x) >= 1 else 0
	return "%.*f" % (max(0, digits - max(whole, 1)), x)


def table(title, head, rows):
	"""A title, and columns of text below it, the first to the left."""
	rows = [[""] + head] + rows
	width = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
	return title + "\n" + "\n".join("  ".join(
		[r[0].ljust(width[0])] + [x.rjust(w)
		for x, w in zip(r[1:], width[1:])]).rstrip() for r in rows)


# ------------------------------------------------------------- tables

def machine(f, part="about"):
	a = f.about(part)
	if not a:
		return None
	# older figures do not tell how often
	how = "".join(" %s=%d" % (name.upper(), a[name])
		for name in ("rounds", "limit") if name in a)
	return ("Commit %s, %s, SIZE=%s%s.\n"
		"%s, %d cores, %d MB of memory, %s.\nLoad %.2f at the start."
		% (a["commit"], a["date"], a["size"], how, a["cpu"], a["cores"],
		a["memory_mb"], a["kernel"], a["load_before"]))


def index_table(f):
	out = []
	for c in f.corpora():
		size = f.get("corpus", c, "-", "-", "bytes") / 1e6
		files = f.get("corpus", c, "-", "-", "files")
		rows = []
		for tool in INDEXERS:
			key = ("index", c, tool, "build")
			wall = f.get(*key, "wall_ms")
			if wall is None:
				continue
			room = f.get(*key, "index_bytes")
			rows.append([NAMES[tool], "%d" % f.get(*key, "wall_ms",
				at=0), number(size / wall * 1e3),
				"%.0f" % (files / wall * 1e3),
				number(seconds(f.get(*key, "cpu_ms"))),
				number(f.get(*key, "peak_mb")),
				number(room and room / size / 1e6)])
		if rows:
			out.append(table("%s: %d files, %.0f MB" % (
				TEXT.get(c, c), files, size), ["runs", "MB/s",
				"files/s", "CPU s", "peak MB", "index/text"],
				rows))
	return "\n\n".join(out)


QUERY_HEAD = ["runs", "p50 ms", "p95 ms", "to bare", "CPU ms", "peak MB"]


def query_table(f):
	out = [machine(f, "query")] if f.about("query") else []
	for c in f.corpora():
		rows = []
		for case in CASES:
			bare = f.get("query", c, "bare", case, "wall_ms")
			for tool in SEARCHERS:
				key = ("query", c, tool, case, "wall_ms")
				wall = f.get(*key)
				if wall is None:
					continue
				rows.append([case + ", " + NAMES[tool],
					"%d" % f.get(*key, at=0), "%.2f" % wall,
					"%.2f" % f.get(*key, at=2),
					"%.2f" % (wall / bare) if bare else "-",
					number(f.get(*key[:4], "cpu_ms")),
					"%.0f" % f.get(*key[:4], "peak_mb")])
		if rows:
			out.append(table(TEXT.get(c, c), QUERY_HEAD, rows))
			words = [(k[3], v[0]) for k, v in f.rows.items()
				if k[0] == "words" and k[1] == c]
			out[-1] += "\n\n" + textwrap.fill("The queries: " +
				"; ".join("%s: %s" % w for w in words) + ".", 80)
	return "\n\n".join(out)


def each(f, c, tool, case):
	"""Milliseconds of a query in a batch, without the process's start."""
	wall = f.get("batch", c, tool, case, "wall_ms")
	one = f.get("batch", c, tool, "one", "wall_ms")
	n = f.get("batch", c, "-", case, "queries")
	return (wall - one) / (n - 1) if wall and one and n > 1 else None


def batch_table(f):
	out = []
	for c in f.corpora():
		rows = []
		for tool in ("npo-l", "bare", "sqlite3"):
			wall = f.get("batch", c, tool, "two", "wall_ms")
			if wall is None:
				continue
			n = f.get("batch", c, "-", "two", "queries")
			rows.append([NAMES[tool], "%.0f" % (n / wall * 1e3)] + [
				number(each(f, c, tool, case)) for case in
				("two", "words", "romanized", "single")])
		if rows:
			out.append(table(TEXT.get(c, c) + ": two words, "
				"queries a second; ms each", ["two/s", "two",
				"inflected", "romanized", "single term"], rows))
		ratios = [(name, each(f, c, "npo-l", a), each(f, c, "npo-l", b))
			for name, a, b in (
			("romanized to Cyrillic", "romanized", "words"),
			("inflected to a single term", "words", "single"))]
		for name, a, b in ratios:
			if a and b and b > 0:
				out[-1] += "\n%s: %.2f" % (name, a / b)
	return "\n\n".join(out)


def changes_table(f, title, part, corpus, tools):
	"""Rows of a second run, and of one with a changed file, beside find."""
	rows = []
	find = f.get(part, corpus, "find", "unchanged", "wall_ms")
	for case in ("unchanged", "one changed"):
		for tool in ("find",) + tools:
			key = (part, corpus, tool, case)
			wall = f.get(*key, "wall_ms")
			if wall is None:
				continue
			rows.append(["%s, %s" % (case, NAMES.get(tool, tool)),
				"%d" % f.get(*key, "wall_ms", at=0),
				"%.0f" % wall, "%.1f" % (wall / find),
				number(f.get(*key, "cpu_ms")),
				"%.0f" % f.get(*key, "peak_mb")])
	head = ["runs", "ms", "to find", "CPU ms", "peak MB"]
	return [table(title, head, rows)] if rows else []


def update_table(f):
	out = changes_table(f, TEXT["mixed"], "update", "mixed",
		("npo", "omindex", "recollindex"))
	rows = []
	for key, row in f.rows.items():
		if key[0] != "memory" or key[3:] != ("corpora", "peak_mb"):
			continue
		part = [f.get(*key[:3], of, "peak_mb")
			for of in ("tenth", "third")]
		if None in part or f.get(*key) is None:
			continue
		name = key[1].replace("memory-", "")
		rows.append(["%s, %s" % (TEXT.get(name, name),
			key[2].replace("npo-", "npo -")), "%d" % row[0]] +
			["%.0f" % mb for mb in part + [row[1]]] +
			["%.2f" % (row[1] / mb) for mb in part])
	if rows:
		out.append(table("Peak memory of npo-index, MB", ["runs",
			"a tenth", "a third", "all", "to a tenth",
			"to a third"], rows))
	return "\n\n".join(out)


def exponent(points):
	"""p of y = a x^p, by least squares of the logarithms."""
	points = [(math.log(x), math.log(y)) for x, y in points if y]
	if len(points) < 2:
		return None
	mx = sum(x for x, _ in points) / len(points)
	my = sum(y for _, y in points) / len(points)
	return sum((x - mx) * (y - my) for x, y in points) / sum(
		(x - mx) ** 2 for x, _ in points)


def growth_table(f):
	tool, rows, points = "npo-j2", [], []
	counts = sorted({int(k[1]) for k in f.rows
		if k[0] == "growth" and k[3] == "build"})
	for n in counts:
		key = ("growth", str(n), tool, "build")
		wall = seconds(f.get(*key, "wall_ms"))
		if not wall:
			continue
		cpu = seconds(f.get(*key, "cpu_ms"))
		text = f.get(*key, "text_bytes") / 1e6
		disk = f.get(*key, "index_bytes") / 1e6
		peak = f.get(*key, "peak_mb")
		points.append((n, wall, cpu, peak, disk))
		rows.append(["%d documents" % n,
			"%d" % f.get(*key, "wall_ms", at=0), number(text),
			number(wall), number(n / wall), number(cpu), number(peak),
			number(disk), number(disk / text)])
	if not rows:
		return None
	powers = [exponent([(p[0], p[i]) for p in points]) for i in range(1, 5)]
	time, cpu, peak, disk = ["-" if p is None else "%.2f" % p
		for p in powers]
	rows.append(["exponent", "", "", time, "", cpu, peak, disk, ""])
	out = [machine(f, "growth"), table("small mixed documents, a file each, "
		"npo -j2", ["runs", "MB", "s", "a second", "CPU s", "peak MB",
		"index MB", "index/text"], rows)]
	for n in counts:
		out += changes_table(f, "%d documents" % n, "growth", str(n),
			(tool,))
	return "\n\n".join(out)


TABLES = [("index", index_table), ("query", query_table),
	("batch", batch_table), ("update", update_table),
	("growth", growth_table)]

# ------------------------------------------------------------- plots

STYLE = """<style>
text { font: 12px sans-serif; fill: #777 }
.title { font-size: 14px; font-weight: bold }
.axis { stroke: #888; stroke-width: 1 }
.grid { stroke: #888; stroke-opacity: .25 }
.npo { fill: #c2410c } .bare { fill: #6b7280 } .peer { fill: #2563eb }
.tail { stroke: #777; stroke-width: 1.5 }
@media (prefers-color-scheme: light) {
text { fill: #222 } .tail { stroke: #444 }
}
@media (prefers-color-scheme: dark) {
text { fill: #ddd } .tail { stroke: #ccc }
.npo { fill: #fb923c } .bare { fill: #9ca3af } .peer { fill: #60a5fa }
}
</style>"""

LEFT, RIGHT, BAR, WIDTH = 130, 70, 16, 720


def ticks(most):
	"""Round numbers up to most, four to nine of them."""
	step = 1e-3
	while True:
		for factor in (1, 2, 5):
			if most / (step * factor) < 9:
				return [i * step * factor for i in
					range(int(most / (step * factor)) + 1)]
		step *= 10


def write_text(x, y, words, place=""):
	return '<text x="%.1f" y="%d"%s>%s</text>' % (x, y, place, words)


MIDDLE, END, TITLE = (' text-anchor="middle"', ' text-anchor="end"',
	' class="title"')


def bar(tool, value, tail, y, scale, most):
	"""A bar with its name and number; a line from its end to the tail."""
	kind = tool if tool == "bare" else (
		"npo" if tool.startswith("npo") else "peer")
	end = LEFT + value * scale
	out = [write_text(LEFT - 6, y + 12, NAMES.get(tool, tool), END),
		'<rect class="%s" x="%d" y="%d" width="%.1f" height="%d"/>' %
		(kind, LEFT, y + 1, value * scale, BAR - 3)]
	if tail:
		start, end = end, LEFT + min(tail, most) * scale
		out.append('<line class="tail" x1="%.1f" x2="%.1f" y1="%d" '
			'y2="%d"/>' % (start, end, y + 7, y + 7))
	return out + [write_text(end + 5, y + 12, number(value))]


def plot(title, unit, groups):
	"""Bars to the right. groups: (name, [(tool, value, tail or None)])."""
	values = [v for _, bars in groups for _, v, _ in bars]
	tails = [t for _, bars in groups for _, _, t in bars if t]
	# a tail of a slow moment must not press the bars together
	most = max(values + [min(t, 1.5 * max(values)) for t in tails])
	scale = (WIDTH - LEFT - RIGHT) / most
	top = y = 34
	out = []
	for name, bars in groups:
		out.append(write_text(8, y + 22, name, TITLE))
		y += 28
		for one in bars:
			out += bar(*one, y, scale, most)
			y += BAR
	grid = [write_text(8, 20, title, TITLE)]
	for at in ticks(most):
		x = LEFT + at * scale
		grid.append('<line class="%s" x1="%.1f" x2="%.1f" '
			'y1="%d" y2="%d"/>' % ("grid" if at else "axis",
			x, x, top, y + 6))
		grid.append(write_text(x, y + 20, "%g" % at, MIDDLE))
	grid.append(write_text(LEFT + (WIDTH - LEFT - RIGHT) / 2, y + 38, unit,
		MIDDLE))
	return ('<svg xmlns="http://www.w3.org/2000/svg" role="img" '
		'viewBox="0 0 %d %d"><title>%s</title>\n%s\n%s\n</svg>\n' % (
		WIDTH, y + 46, title, STYLE, "\n".join(grid + out)))


def plots(f):
	speed, room, memory, query = [], [], [], []
	for c in f.corpora():
		size = f.get("corpus", c, "-", "-", "bytes")
		have = [(t, ("index", c, t, "build")) for t in INDEXERS
			if f.get("index", c, t, "build", "wall_ms")]
		name = TEXT.get(c, c)
		speed.append((name, [(t, size / 1e3 / f.get(*k, "wall_ms"),
			None) for t, k in have]))
		room.append((name, [(t, f.get(*k, "index_bytes") / size, None)
			for t, k in have]))
		memory.append((name, [(t, f.get(*k, "peak_mb"), None)
			for t, k in have if f.get(*k, "peak_mb")]))
	c = next((c for c in f.corpora() if
		f.get("query", c, "npo", "frequent", "wall_ms")), None)
	for case in CASES:
		bars = [(t, f.get("query", c, t, case, "wall_ms"),
			f.get("query", c, t, case, "wall_ms", at=2))
			for t in SEARCHERS]
		query.append((case, [b for b in bars if b[1]]))
	for name, title, unit, groups in (
		("index", "Indexing: text read in a second",
			"MB/s, more is better", speed),
		("size", "Indexing: size of the index to that of the text",
			"index/text, less is better", room),
		("memory", "Indexing: peak memory of the process",
			"MB, less is better", memory),
		("query", "One query, whole process, %s" % TEXT.get(c, c),
			"ms, median; the line reaches to p95; less is better",
			query)):
		groups = [g for g in groups if g[1]]
		if groups:
			yield name, plot(title, unit, groups)


def write_doc(f):
	os.chdir(os.path.join(os.path.dirname(sys.argv[0]) or ".", ".."))
	page = "doc/PERFORMANCE.md"
	text = open(page, encoding="utf-8").read()
	for name, make in [("machine", machine)] + TABLES:
		figures = make(f)
		if not figures:
			continue # not measured: the earlier ones stay
		if name != "machine":
			figures = "```text\n%s\n```" % figures
		text = re.sub("(<!-- figures: %s -->\n).*?(<!-- end -->)" %
			name, lambda m: m[1] + figures + "\n" + m[2], text,
			flags=re.S)
	open(page, "w", encoding="utf-8").write(text)
	f.write("doc/performance.tsv")
	for name, svg in plots(f):
		with open("doc/performance-%s.svg" % name, "w",
				encoding="utf-8") as out:
			out.write(svg)


def main():
	if len(sys.argv) != 3 or sys.argv[1] not in ("table", "doc"):
		sys.exit(__doc__)
	f = Figures(sys.argv[2])
	if sys.argv[1] == "doc":
		write_doc(f)
		return
	for _, make in [("machine", machine)] + TABLES:
		figures = make(f)
		if figures:
			print(figures + "\n")


main()
