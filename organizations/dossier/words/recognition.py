"""Which language a text is in: by its script, its letters, and how many of its words are small ones of a language."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from organizations.dossier.words import fold, folded, languages

MAX_SAMPLE = 20_000
"""Characters of a text by which its language is told."""
SCRIPTS = {"GREEK": "el", "HEBREW": "he", "HANGUL": "ko", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy"}
"""Scripts, as the names of their letters begin, in which one language is written now, or nearly so."""
_KANA = ("HIRAGANA", "KATAKANA")
_MIN_DIFFERENT, _MIN_SHARE, _MIN_LEAD = 3, 0.1, 1.2
"""How many small words of its language a text has at least: different ones, of all its words, and as many times as of
the next language. Measured on Django's catalogues: 0.06 to 0.43 of 600 characters, 0.11 at most in Dutch or Polish."""
_MAX_FOREIGN = 0.005
_LONG = 300
"""Letters among which one of those that mark a language stands."""


def likely_language(text: str) -> str:
    """The tag of the language that a text is likely in; empty where nothing tells it.

    One of those of the files beside this one, or one that is alone in its script.
    """
    sample = unicodedata.normalize("NFC", text[:MAX_SAMPLE]).casefold()
    by_script: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for letter, count in Counter(filter(str.isalpha, sample)).items():
        by_script[unicodedata.name(letter, "").split(" ")[0]][letter] = count
    script = max(by_script, key=lambda name: by_script[name].total(), default="")
    if script == "CJK" or script in _KANA:
        kana = sum(by_script[name].total() for name in _KANA)
        return "ja" if kana > _MIN_SHARE * by_script["CJK"].total() else "zh"
    return SCRIPTS.get(script) or _by_small_words(sample, by_script[script])


def language_of_headings(headings: Iterable[str]) -> str:
    """The tag of the language that alone calls sections so; empty where several do, or none."""
    words = {fold(heading.strip(" :")) for heading in headings}
    found = Counter(
        tag
        for tag, table in languages().items()
        for name in ("headings", "similar")
        for listed in table[name].values()
        for _ in words.intersection(map(fold, listed))
    )
    (tag, highest), (_next, second), *_ = [*found.most_common(2), ("", 0), ("", 0)]
    return tag if highest > second else ""


def _by_small_words(text: str, letters: Counter[str]) -> str:
    words = Counter("".join(char if char.isalpha() else " " for char in folded(text)).split())
    found: Counter[str] = Counter()
    for tag, table in languages().items():
        small = {fold(word) for word in table["common"]["words"]}
        if len(small & words.keys()) >= _MIN_DIFFERENT and _is_spelt(letters, **table["common"]):
            found[tag] = sum(words[word] for word in small)
    # Filled up, for there may be one, or none.
    (tag, highest), (_next, second), *_ = [*found.most_common(2), ("", 0), ("", 0)]
    return tag if highest >= _MIN_SHARE * words.total() and highest >= _MIN_LEAD * second else ""


def _is_spelt(letters: Counter[str], words: list[str], own: str, marking: str) -> bool:
    """Whether nearly all letters of a text are `own` ones, and some of a long one `marking`, if there are such."""
    # ASCII is no sign of anything: names and words of English stand in texts of all languages.
    foreign = sum(count for letter, count in letters.items() if not letter.isascii() and letter not in own)
    total = letters.total()
    return foreign <= _MAX_FOREIGN * total and (total < _LONG or not marking or any(letters[each] for each in marking))
