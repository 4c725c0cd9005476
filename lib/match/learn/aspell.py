# SPDX-License-Identifier: GPL-2.0-or-later
"""The paradigms of aspell-ru as fetch.sh unpacked it, and the stems of Snowball: for endings.py and ending_pairs.py.

Needs libstemmer.so.0d (Debian: libstemmer0d). Python 3.8+, standard library only.
"""
import ctypes
import gzip
import os
import re
from collections import defaultdict

LIBRARY = ctypes.CDLL("libstemmer.so.0d")
LIBRARY.sb_stemmer_new.restype = ctypes.c_void_p
LIBRARY.sb_stemmer_stem.restype = ctypes.POINTER(ctypes.c_char)
LIBRARY.sb_stemmer_stem.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
LIBRARY.sb_stemmer_length.argtypes = [ctypes.c_void_p]


def stems_of(language, forms):
    stemmer = LIBRARY.sb_stemmer_new(language.encode(), b"UTF_8")
    for form in forms:
        data = form.encode("utf-8")
        stem = LIBRARY.sb_stemmer_stem(stemmer, data, len(data))
        yield form, stem[:LIBRARY.sb_stemmer_length(stemmer)].decode("utf-8")


def read_affixes(path):
    """flag -> [(what is taken off, what is put on, how the word must end)]"""
    rules = defaultdict(list)
    for line in open(path, encoding="koi8-r"):
        cell = line.split("#")[0].split()
        if len(cell) == 5 and cell[0] == "SFX":
            off, on = ("" if x == "0" else x for x in cell[2:4])
            rules[cell[1]].append((off, on, re.compile(cell[4] + "$")))
    return rules


def read_prezip(path):
    """aspell's list: before each word the number of letters that it shares with the one before"""
    word = ""
    data = gzip.decompress(open(path, "rb").read())
    for shared, rest in re.findall(rb"([\x00-\x1d])([^\x00-\x1f]*)", data[1:]):
        word = word[:shared[0]] + rest.decode("koi8-r")
        yield word


def paradigms(folder):
    """(headword, flags, forms) of each entry; the headword is the first of its forms"""
    folder = os.path.join(folder, "root/aspell-ru")
    rules = read_affixes(os.path.join(folder, "usr/lib/aspell/ru_affix.dat"))
    for entry in read_prezip(os.path.join(folder, "usr/share/aspell/ru.cwl.gz")):
        word, _, flags = entry.partition("/")
        forms = [word]
        for flag in flags:
            for off, on, ends in rules[flag]:
                if word.endswith(off) and ends.search(word):
                    forms.append(word[:len(word) - len(off)] + on)
        yield word, flags, forms
