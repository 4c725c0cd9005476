#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Places that several languages write in Cyrillic: twins.py DIR TWINS.tsv > new.tsv

DIR: where fetch.sh unpacked the packages of packages.tsv. The names of cities are GeoNames' (libgeonames-common), those of
countries, and the adjectives that regions are named by, CLDR's (unicode-cldr-core); which stem a Ukrainian name is
inflected with is hunspell-uk's. Rows of TWINS.tsv with another source stay as they are, behind the new ones. Which cities
and countries are taken is a choice, and stands below; names of two words are left out, and rows that have but one
spelling. Deterministic. Python 3.8+, standard library only.
"""
import gettext
import os
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import defaultdict

LANGUAGES = ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky")
ADJECTIVES = ("ru", "uk", "be", "bg", "sr", "mk")  # with an adjective in front of the word for a region
CITIES = """
Харьков Киев Львов Чернигов Николаев Черновцы Запорожье Днепр Одесса Винница Житомир Луцк Полтава Луганск Донецк
Тернополь Ужгород Херсон Черкассы Кропивницкий Хмельницкий Кременчуг Бердянск Мариуполь Мелитополь Симферополь Севастополь
Евпатория Керчь Феодосия Ялта Славутич Павлоград Лисичанск Краматорск Славянск Бахмут Никополь Измаил Нежин
Борисполь Мукачево Стрый Коломыя Бердичев Умань Конотоп Шостка Бровары Ирпень Энергодар
Минск Могилёв Витебск Гродно Брест Полоцк Бобруйск Барановичи Борисов Пинск Орша Мозырь Новополоцк Солигорск
Молодечно Слуцк Речица Жлобин
Москва Воронеж Белгород Курск Брянск Смоленск Калуга Тверь Псков Рязань Тамбов Липецк Ярославль Кострома
Вологда Архангельск Мурманск Калининград Саратов Самара Казань Пенза Ульяновск Волгоград Астрахань Краснодар Ставрополь
Владикавказ Оренбург Пермь Екатеринбург Челябинск Тюмень Новосибирск Красноярск Иркутск Хабаровск Владивосток
Чебоксары Таганрог Ростов
София Пловдив Варна Бургас Плевен Белград Крагуевац Суботица Скопье Битола Охрид Подгорица Загреб Любляна Сараево
Варшава Краков Люблин Вильнюс Каунас Рига Таллин Кишинёв Тирасполь Бельцы Бухарест Будапешт Прага Братислава Берлин
Париж Лондон Мадрид Афины Стамбул Анкара Тбилиси Батуми Сухум Ереван Баку Алматы Нур-Султан Караганда Бишкек
Ташкент Самарканд Бухара Душанбе Ашхабад Пекин Токио Вашингтон Стокгольм Хельсинки Осло Копенгаген Брюссель Амстердам
Лиссабон Дублин Иерусалим Тегеран Дамаск Багдад Каир
""".split()
COUNTRIES = """
AF AM AR AT AU AZ BA BE BG BR BY CA CH CN CU CY CZ DE DK EE EG ES FI FR GB GE GR HR HU IE IL IN IQ IR IS IT JP KG KP KR KZ
LT LV MD ME MK MN MX NL NO PK PL PT RO RS RU SE SI SK SY TH TJ TM TR UA UZ VN
""".split()
# these are ordinary words of one of the languages as well, or inflected like one
NO_NAMES = set("""
берестя кина куба осла праг уладзімір
""".split())
LETTERS = re.compile("[а-яіїєґўјљњћђџѓќѕәғқңөұүһ']+")
LEAST = 4  # letters of a name
REGION = re.compile("(.*[сцчшжз]ь?к(?:ая|а|ий|и|і)) (?:область|вобласць|област|край|крај)")
ADJECTIVE = re.compile(".*[счш]ка")  # Француска: what other languages have as an adjective
ENDING = {"ru": "ий", "uk": "ий", "be": "і", "bg": "и", "sr": "и", "mk": "и"}


def fold(name):
    """as npo folds: None, if it is no single word of Cyrillic letters"""
    name = (name or "").lower().replace("ё", "е").replace("’", "'")
    return name if LETTERS.fullmatch(name) and len(name) >= LEAST and name not in NO_NAMES else None


def catalogue(folder, language):
    path = "root/libgeonames-common/usr/share/locale/{}/LC_MESSAGES/geonames.mo".format(language)
    with open(os.path.join(folder, path), "rb") as f:
        return gettext.GNUTranslations(f)._catalog


def cldr(folder, kind, language, path):
    tree = ElementTree.parse(os.path.join(folder, "root/unicode-cldr-core/usr/share/unicode/cldr/common", kind,
                                          language + ".xml"))
    return {e.get("type"): e.text for e in tree.iterfind(path) if not e.get("alt")}


def distinct(names):
    return list(dict.fromkeys(n for n in map(fold, names) if n))


# ---------------------------------------------------------------- Ukrainian stems


class Inflected:
    """the forms of hunspell-uk's words"""

    def __init__(self, folder):
        base = os.path.join(folder, "root/hunspell-uk/usr/share/hunspell/uk_UA")
        self.rules = defaultdict(list)
        for line in open(base + ".aff", encoding="utf-8"):
            cell = line.split()
            if len(cell) >= 5 and cell[0] == "SFX":
                off, on = ("" if x == "0" else x.split("/")[0] for x in cell[2:4])
                self.rules[cell[1]].append((off, on, re.compile(cell[4] + "$")))
        self.flags = defaultdict(str)
        for line in open(base + ".dic", encoding="utf-8"):
            word, _, flags = line.split("\t")[0].strip().partition("/")
            self.flags[word.lower()] += flags if word[:1].isupper() else ""

    def stem(self, name):
        """Харков, of Харкова: what a name has before its endings where another vowel stands in it; or None"""
        own = name.rstrip("ь")
        forms = [name[:len(name) - len(off)] + on for flag in self.flags[name] for off, on, ends in self.rules[flag]
                 if name.endswith(off) and ends.search(name)]
        stems = {f[:-1] for f in forms if f[-1] in "ая" and len(f) == len(own) + 1 and not f.startswith(own)}
        return min(stems, default=None)


# ---------------------------------------------------------------- rows


def cities(folder):
    names = {language: catalogue(folder, language) for language in LANGUAGES}
    ids = defaultdict(list)
    for number, name in names["ru"].items():
        if number.isdigit():
            ids[name].append(number)
    for city in CITIES:
        found = sorted(ids[city], key=lambda n: (-sum(n in names[lang] for lang in LANGUAGES), int(n)))
        if found:
            yield [names[lang].get(found[0]) for lang in LANGUAGES]
        else:
            print("not in GeoNames:", city, file=sys.stderr)


def countries(folder):
    names = {lang: cldr(folder, "main", lang, ".//territories/territory") for lang in LANGUAGES}
    for code in COUNTRIES:
        row = [names[lang].get(code) for lang in LANGUAGES]
        yield ["" if ADJECTIVE.fullmatch(name or "") else name for name in row]


def adjectives(folder):
    """region -> its adjectives, masculine"""
    regions = {lang: cldr(folder, "subdivisions", lang, ".//subdivision") for lang in ADJECTIVES}
    for code in sorted(regions["ru"]):
        if code[:2] not in ("ua", "by", "ru"):
            continue
        found = ((lang, REGION.fullmatch(regions[lang].get(code) or "")) for lang in ADJECTIVES)
        row = [re.sub("(ая|а|ий|и|і)$", ENDING[lang], m.group(1)) for lang, m in found if m]
        if distinct(row):
            yield distinct(row)


def shared(a, b):
    return len(os.path.commonprefix([a, b]))


def main():
    folder, table = sys.argv[1:]
    inflected = Inflected(folder)
    rows = []
    for source, names in (("GeoNames", cities(folder)), ("CLDR", countries(folder))):
        for row in names:
            words = distinct(row)
            stem = inflected.stem(fold(row[1])) if fold(row[1]) else None
            if words:
                rows.append([words, [stem] if stem and stem not in words else [], [], source])
    # a region is named after the city that begins as it does
    for region in adjectives(folder):
        city = max((r for r in rows if r[3] == "GeoNames"), key=lambda r: shared(r[0][0], region[0]))
        if shared(city[0][0], region[0]) >= max(3, len(city[0][0]) - 2):
            city[2] = [word for word in region if word not in city[0]]
        else:
            rows.append([region, [], [], "CLDR"])
    lines = open(table, encoding="utf-8").read().split("\n")
    head = [line for line in lines if line.startswith("#")]
    kept = [line for line in lines if line and not line.startswith("#")]
    print("\n".join(head + kept[:1]))
    for words, stems, adjective, source in rows:
        if len(words) > 1 or stems or len(adjective) > 1:
            source += ", CLDR" if adjective else ""
            source += ", hunspell-uk" if stems else ""
            print(" ".join(words), "place", " ".join(stems), " ".join(adjective), source, sep="\t")
    print("\n".join(k for k in kept[1:] if not re.match("GeoNames|CLDR", k.split("\t")[-1])))


main()
