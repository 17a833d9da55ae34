#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes han_readings.csv, han_standard.csv and han_variants.csv beside this file from the Unihan
database as Debian's package unicode-data ships it (15.0.0). The tables are kept in the repository;
this is run again only when the database changes. Usage: make_han_tables.py [FOLDER OF UNIHAN]"""
import bz2
import collections
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
UNIHAN = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
BOM = "\ufeff"


# Variants of place names that the database does not tie to one character of the list.
MORE_VARIANTS = {"墻": "墙", "裏": "里", "嶽": "岳", "埧": "坝", "堦": "阶", "塲": "场", "崐": "昆",
                 "崙": "仑", "鄕": "乡", "陜": "陕", "靑": "青", "鷄": "鸡", "麫": "面", "鼇": "鳌",
                 "嵗": "岁", "阯": "址", "淛": "浙", "窰": "窑", "檨": "杧", "鬭": "斗"}


def properties(name, wanted):
    out = {w: {} for w in wanted}
    with bz2.open(os.path.join(UNIHAN, name + ".txt.bz2"), "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, key, value = line.rstrip("\n").split("\t", 2)
                if key in out:
                    out[key][chr(int(code[2:], 16))] = value
    return out


SYLLABLE = re.compile(r"^[a-z]{1,6}$")


def plain(syllable):
    """The letters without tone, u with two dots as v."""
    letters = unicodedata.normalize("NFD", syllable)
    letters = letters.replace("u\u0308", "v")
    return "".join(c for c in letters if not unicodedata.combining(c))


def is_syllable(syllable):
    p = plain(syllable)
    if "\u0302" in unicodedata.normalize("NFD", syllable):  # \u00ea, of interjections
        return False
    return bool(SYLLABLE.match(p)) and any(c in "aeiouv" for c in p)


def main():
    r = properties("Unihan_Readings", ["kMandarin", "kHanyuPinlu", "kXHC1983", "kTGHZ2013"])
    standard = {c: int(v.split(":")[1])
                for c, v in properties("Unihan_OtherMappings", ["kTGH"])["kTGH"].items()}
    v = properties("Unihan_Variants", ["kSimplifiedVariant", "kTraditionalVariant",
                                       "kSemanticVariant", "kZVariant"])

    # Readings: of the modern dictionaries; kMandarin says which comes first.
    first, also = collections.defaultdict(list), collections.defaultdict(list)
    every = set(r["kMandarin"]) | set(r["kXHC1983"]) | set(r["kTGHZ2013"])
    for c in sorted(every):
        if not (0x3400 <= ord(c) <= 0x9FFF) and c not in standard:
            continue
        ordered = r["kMandarin"].get(c, "").split()[:1]
        for key in ("kTGHZ2013", "kXHC1983"):
            for entry in r[key].get(c, "").split():
                ordered += entry.split(":")[1].split(",")
        ordered += [re.sub(r"\(.*", "", e) for e in r["kHanyuPinlu"].get(c, "").split()]
        seen = []
        for s in ordered:
            s = unicodedata.normalize("NFC", s)
            if is_syllable(s) and s not in seen:
                seen.append(s)
        # A neutral tone beside the same syllable with a tone is how words use it, not a name.
        toned = [s for s in seen if unicodedata.normalize("NFD", s) != plain(s).replace("v", "u\u0308")]
        seen = toned or seen
        for i, s in enumerate(seen):
            (first if i == 0 else also)[s].append(c)
    with open(os.path.join(HERE, "han_readings.csv"), "w", encoding="utf-8", newline="") as out:
        out.write(BOM + "syllable,first,also\n")
        for s in sorted(set(first) | set(also), key=lambda s: (plain(s), s)):
            out.write(f"{s},{''.join(first[s])},{''.join(also[s])}\n")

    # The standard list, in its own order. 冈/岡 and the like share no number.
    levels = [[], [], []]
    for c, n in sorted(standard.items(), key=lambda item: (item[1], item[0])):
        levels[0 if n <= 3500 else 1 if n <= 6500 else 2].append(c)
    with open(os.path.join(HERE, "han_standard.csv"), "w", encoding="utf-8", newline="") as out:
        out.write(BOM + "level,characters\n")
        for i, chars in enumerate(levels):
            out.write(f"{i + 1},{''.join(chars)}\n")

    # Variants: characters outside the list that stand for exactly one inside it.
    def targets(c, key):
        return {chr(int(t.split("<")[0][2:], 16)) for t in v[key].get(c, "").split()} - {c}

    to = {}
    for c in sorted(set().union(*v.values())):
        if c in standard:
            continue
        for key in ("kSimplifiedVariant", "kSemanticVariant", "kZVariant"):
            good = {t for t in targets(c, key) if t in standard}
            if len(good) > 1:
                # Of several, the one that the list has for it, else the commonest.
                good = {min(good, key=lambda t: standard[t])}
            if len(good) == 1:
                to[c] = good.pop()
                break
    for c in sorted(standard):  # traditional forms named from the other side
        for t in targets(c, "kTraditionalVariant"):
            if t not in standard and t not in to:
                to[t] = c
    for c, t in MORE_VARIANTS.items():
        if c not in standard and t in standard:
            to[c] = t
    by_standard = collections.defaultdict(list)
    for c, t in to.items():
        by_standard[t].append(c)
    with open(os.path.join(HERE, "han_variants.csv"), "w", encoding="utf-8", newline="") as out:
        out.write(BOM + "standard,variants\n")
        for t in sorted(by_standard, key=lambda t: standard[t]):
            out.write(f"{t},{''.join(sorted(by_standard[t]))}\n")


if __name__ == "__main__":
    main()
