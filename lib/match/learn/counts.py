#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Count the words of the packages that fetch.sh unpacked: counts.py DIR LANG > COUNTS.tsv

LANG: en or ru. Output: word (lower case, ё as е), count, lower, packages; by word. count: the occurrences whose case
says something, so not a capital at the start of a sentence, a line or a bracket, in a heading or in a run of capitals;
of Russian, which nobody asks for its case, all. lower: those in lower case. packages: how many have the word. A
paragraph counts once, however often the packages repeat it. What looks like code (digits, paths, marks inside) is no
word. packages.tsv names the files and how to read them. On stderr: package, words. Deterministic. Python 3.8+,
standard library only.
"""
import bz2
import gettext
import glob
import gzip
import html
import os
import re
import sys
import zlib
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
ALPHABET = {"en": "a-zA-Z", "ru": "а-яёА-ЯЁ"}


# ---------------------------------------------------------------- files


def read_bytes(path):
    data = open(path, "rb").read()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def read_text(path):
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return read_bytes(path).decode("latin-1")


def paragraphs(text):
    return re.split(r"\n\s*\n|\n%\n", text)


def read_plain(path):
    return paragraphs(read_text(path))


def read_html(path):
    """headings and code left out; a block is a paragraph"""
    text = read_text(path)
    text = re.sub(r"(?is)<(script|style|title|h[1-6]|pre|code|tt|kbd|dt|th)\b.*?</\1\s*>|<!--.*?-->", "\n\n", text)
    text = re.sub(r"\n\s*\n", "\n", text)
    text = re.sub(r"(?i)</?(p|div|li|ul|ol|dl|dd|td|tr|table|br|hr|body|blockquote|section)\b[^>]*>", "\n\n", text)
    return paragraphs(html.unescape(re.sub(r"<[^>]*>", "", text)))


def read_dict(path):
    """a dictionary of dictd: what is indented; without pronunciation and etymology"""
    text = re.sub(r"(?m)^\S.*", "", read_text(path))
    text = re.sub(r"\\[^\\\n]*\\|\[[^][]*\]|\{[A-Z][^}]*\}", " ", text)
    return paragraphs(text.replace("{", "").replace("}", ""))


def read_control(path):
    """descriptions of packages"""
    text = re.sub(r"(?m)^(Package|Description-md5):.*\n?|^Description-en:", "", read_text(path))
    return paragraphs(re.sub(r"(?m)^ \.$", "", text))


def read_roff(path):
    text = re.sub(r"(?m)^[.'].*", "", read_text(path))
    return paragraphs(re.sub(r"\\f.|\\[-&e]|\\\(..", "", text))


def catalog(path, side):
    entries = gettext.GNUTranslations(open(path, "rb"))._catalog.items()
    texts = (pair[side] for pair in entries)
    return [t[0] if isinstance(t, tuple) else t for t in texts]


def read_msgid(path):
    return [re.sub(r"^[^ ]*\x04|^\?[a-z]+:", "", t) for t in catalog(path, 0)]


def read_msgstr(path):
    return catalog(path, 1)


def read_zlib(path):
    """the printable runs of every compressed stream: data of R, texts of SWORD"""
    data, at, out = open(path, "rb").read(), 0, []
    while True:
        found = re.compile(rb"x[\x01\x5e\x9c\xda]|BZh9").search(data, at)
        if not found:
            return out
        at = found.start()
        stream = bz2.BZ2Decompressor() if data[at:at + 1] == b"B" else zlib.decompressobj()
        try:
            text = stream.decompress(data[at:])
            at = len(data) - len(stream.unused_data)
        except (zlib.error, OSError):
            at += 1
            continue
        for run in re.findall(rb"[\n\x20-\x7e]{4,}", text):
            out.append(re.sub(r"<[^>]*>", "", run.decode("ascii")))


def read_surnames(path):
    """a word list of link-grammar: masculine and feminine, in their cases"""
    stems = re.findall(r"(\w+)\.=", read_text(path))
    return [" ".join(stem + e for e in ("", "а", "у", "ым", "е", "ой", "ы", "ых", "ыми")) for stem in stems]


READERS = {"plain": read_plain, "html": read_html, "dict": read_dict, "control": read_control, "roff": read_roff,
           "msgid": read_msgid, "msgstr": read_msgstr, "zlib": read_zlib, "surnames": read_surnames}


# ---------------------------------------------------------------- words


class Counter:
    def __init__(self, lang):
        letter, self.cased = ALPHABET[lang], lang == "en"
        beside = r"\w@/\\=#$<>~^|"
        self.word = re.compile(r"(?<![%s.])[%s]+(?:['’][a-z]{1,2}\b)?(?![%s(]|\.\w)" % (beside, letter, beside))
        self.count, self.lower, self.packages = defaultdict(int), defaultdict(int), defaultdict(set)
        self.seen = set()

    def add(self, text, package):
        """one paragraph; returns its words"""
        key = hash_of(text)
        if key in self.seen:
            return 0
        self.seen.add(key)
        found = [(m.group().split("'")[0].split("’")[0], m.start(), m.end()) for m in self.word.finditer(text)]
        plain = sum(w.islower() for w, _, _ in found)
        heading = plain <= len(found) / 2
        for i, (word, _, _) in enumerate(found):
            lower = word.islower()
            if len(word) > 1 and (lower or not self.cased or not heading and tells(text, found, i)):
                word = word.lower().replace("ё", "е")
                self.count[word] += 1
                self.lower[word] += lower
                self.packages[word].add(package)
        return len(found)


def tells(text, found, i):
    """does the capital of a word say that it is a name?"""
    word, start, _ = found[i]
    if word.isupper():
        beside = found[max(0, i - 1):i] + found[i + 1:i + 2]
        return not any(len(w) > 1 and w.isupper() for w, _, _ in beside)
    before = text[max(0, start - 3):start]
    return word[1:].islower() and bool(re.search(r"[\w,;'’)\-]['’\"]?[ -]$", before))


def hash_of(text):
    return zlib.crc32(text.encode("utf-8")), zlib.adler32(text.encode("utf-8"))


def rows(lang):
    for line in open(os.path.join(HERE, "packages.tsv"), encoding="utf-8"):
        cell = line.rstrip("\n").split("\t")
        if not line.startswith("#") and cell[2] == lang and cell[3] in READERS:
            yield cell[0], cell[3], cell[4]


def main():
    root, lang = sys.argv[1:]
    counter = Counter(lang)
    for package, reader, files in rows(lang):
        words = 0
        paths = sorted(glob.glob(os.path.join(root, "root", package, files), recursive=True))
        if not paths:
            sys.exit("counts.py: no files '%s' of %s" % (files, package))
        for path in paths:
            if os.path.isfile(path):
                words += sum(counter.add(text, package) for text in READERS[reader](path))
        print(package, len(paths), words, sep="\t", file=sys.stderr)
    for word in sorted(counter.count):
        print(word, counter.count[word], counter.lower[word], len(counter.packages[word]), sep="\t")


main()
