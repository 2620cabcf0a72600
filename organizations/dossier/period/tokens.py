"""Words to tokens: numbers, marks and words of a date, each with what it stands for."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from organizations.dossier.period.vocabulary import KNOWN_PIECES, PHRASES, Word, pieces, plain

Value = int | str | tuple[int, ...]


class Token(NamedTuple):
    """What stands in a period: its kind, what it counts or names, and its plain text."""

    kind: Word
    value: Value
    text: str


# The longest first: a day would be a pair and a number, a time an hour and something. No figure may stand on either
# side, or a part of a long number would be a date.
_SPECIAL = re.compile(
    r"""(?<![0-9])(?P<day>[12][0-9]{3}([-/.])[0-9]{1,2}\2[0-9]{1,2})(?:t[0-9:.]+(?:z|[+-][0-9:]+)?)?(?![0-9])
    | (?<![0-9])(?P<numeric>[0-9]{1,2}(?:\.[ ]?[0-9]{1,2}\.[ ]?|/[0-9]{1,2}/|-[0-9]{1,2}-)[12][0-9]{3})(?![0-9])
    | (?<![0-9])(?P<roman>(?:[0-9]{1,2}[.][ ]?)?\b(?:x[i]{0,2}|i[xv]|v?i{1,3}|v)[.][ ]?[12][0-9]{3}
        | [0-9]{1,2}(?P<by>[-/]|[ ])(?:x[i]{0,2}|i[xv]|v?i{1,3}|v)(?P=by)[12][0-9]{3})(?![0-9])
    | (?<![0-9])(?P<time>[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?(?![0-9])(?:[ ]?(?:[ap]\.?m\b\.?|gmt|utc|uhr))?
        | [0-9]{1,2}(?:\.[0-9]{2})?[ ]?[ap]\.?m\b\.?(?![ ]*[0-9]))
    | (?<![0-9./-])(?P<month>[0-9]{1,2}[./][12][0-9]{3})(?![0-9./-])
    | (?<![0-9])(?P<pair>[12][0-9]{3}[-/][0-9]{2})(?!-?[0-9])(?!/[0-9]{1,2}(?![0-9]))
    | (?<![0-9])(?P<decade>(?:[0-9]{2})?[0-9]0)(?:'?s|ern?|-?(?:е|х|ые|ых))(?![^\W_])
    | (?<=\blos[ ])(?P<los>[2-9]0)(?![^\W_]|[ ]*[-/.][0-9])
    | (?<![0-9])(?P<ordinal>[0-9]{1,2})(?:st|nd|rd|th|er|ere|re|e|eme|\.?[ºª°]|-?(?:и|го|я))(?![^\W_])
    | (?<![^\W_])(?P<code>[qhts][1-4]|[1-4][qh])(?![^\W_])""",
    re.X,
)
"""What is written with figures and marks together, in plain text."""

_DAYS_IN_BRACKETS = re.compile(
    r"(?<![0-9])([12][0-9]{3}) ?\(([0-9]{1,2})\. ?([0-9]{1,2})\.(?: ?[-–—] ?([0-9]{1,2})\. ?([0-9]{1,2})\.)?\)"
)
"""Days as German writes them, behind their year: "1981 (10.11.)", "1987 (31.01. - 07.02.)". The dots say which is the
day."""

_LONG_DASH = re.compile(
    r"(?<=[0-9年]) ?(?:(?:~|-{2,3}|[-=]>|\.{2,3}|…) ?(?=[0-9])|[-=]> ?(?=[^\W\d_])|-{2,3} ?$|[-–—] ?(?:\.{2,3}|…)$)"
)
"""What stands for a dash: "1948--1949", "1950--", "1951 -> 1958", "2017–…", in Chinese "1946~1952年"; "1984~" is
EDTF."""

_ROMAN = re.compile(r"(?=[xvi])(x{0,2})(ix|iv|v?i{0,3})(?:e|eme|o)?")
_ROMAN_DIGITS = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_WITHOUT_MEANING = frozenset({Word.FILLER, Word.WEEKDAY})
_OF_ORDINALS = frozenset({Word.CENTURY, Word.QUARTER, Word.HALF})
_CUTS = frozenset({Word.DASH, Word.TO, Word.SLASH, Word.UNTIL})


@lru_cache(maxsize=8192)
def tokens(text: str) -> Sequence[Token]:
    """The tokens of words, without those that make no difference: articles, weekdays, times of day, brackets.

    Where one is of no date, it is the last: nothing behind it matters.
    """
    found: list[Token] = []
    for token in _all_tokens(_LONG_DASH.sub("–", _DAYS_IN_BRACKETS.sub(_with_year, plain(text)))):
        if token.kind == Word.UNKNOWN:
            # The unknown one is kept: whoever asks is told that there is one, and which.
            return [*found, token]
        if token.kind not in _WITHOUT_MEANING:
            found.append(token)
    return _in_context(found)


def _with_year(match: re.Match[str]) -> str:
    """Days in brackets with the year before them: "1981-11-10"."""
    year, *days = match.groups("")
    return " - ".join(f"{year}-{month}-{day}" for day, month in (days[:2], days[2:]) if day)


def _all_tokens(text: str) -> Iterator[Token]:
    at = 0
    for match in _SPECIAL.finditer(text):
        yield from _phrases(text[at : match.start()])
        yield from _SPECIALS[match.lastgroup or ""](match[match.lastgroup or ""])
        at = match.end()
    yield from _phrases(text[at:])


def _phrases(text: str) -> Iterator[Token]:
    found = pieces(text)
    at = 0
    while at < len(found):
        length, token = _phrase(found, at)
        yield token
        at += length


def _phrase(found: Sequence[str], at: int) -> tuple[int, Token]:
    """How many pieces from there on are one phrase or number, and its token."""
    piece = found[at]
    if token := _ALONE.get(piece):
        return 1, token
    for phrase, (kind, value) in PHRASES.get(piece, ()):
        if tuple(found[at : at + len(phrase)]) == phrase:
            return len(phrase), Token(kind, value, " ".join(phrase))
    if piece in "-–—":
        return 1, Token(Word.DASH, piece, piece)
    if piece == "/":
        return 1, Token(Word.SLASH, piece, piece)
    return 1, _number(piece) if piece.isdecimal() else _roman(piece)


def _number(text: str) -> Token:
    is_year = len(text) == 4 and text[0] in "12"
    # `int` refuses more than 4,300 figures; twelve are enough to say that it is no year.
    return Token(Word.YEAR if is_year else Word.NUMBER, int(text[:12]), text)


def _roman(text: str) -> Token:
    number = _roman_number(text)
    return Token(Word.UNKNOWN, text, text) if number is None else Token(Word.ORDINAL, number, text)


def _roman_number(text: str) -> int | None:
    match = _ROMAN.fullmatch(text)
    return 10 * len(match[1]) + _ROMAN_DIGITS[match[2]] if match else None


_SUFFIXES = frozenset(
    {"s", "st", "nd", "rd", "th", "er", "ere", "re", "e", "eme", "q", "h", "t", "x", "xx", "xxx", "z", "am", "pm", "p"}
    | {"m", "utc", "gmt", "uhr", "º", "ª", "ies", "е", "х", "ые", "ых", "и", "го", "я"}
)
"""What stands behind figures, and is no word."""

_WORDS = re.compile(r"[^\W\d_\u4e00-\u9fff]+")


def is_word_of_dates(piece: str) -> bool:
    """Whether a piece of plain text is of a phrase of dates, or a numeral of them."""
    return piece in KNOWN_PIECES or piece in _SUFFIXES or _ROMAN.fullmatch(piece) is not None


def has_words_of_dates(text: str) -> bool:
    """Whether each word of plain text may be of a date: a quick look, before its tokens are made."""
    return all(map(is_word_of_dates, _WORDS.findall(text)))


def _day(text: str) -> list[Token]:
    return [Token(Word.DAY, tuple(int(part) for part in re.split("[-/.]", text)), text)]


def _numeric(text: str) -> list[Token]:
    return [Token(Word.NUMERIC, tuple(int(part) for part in re.split("[-/.]", text)), text)]


def _roman_month(text: str) -> list[Token]:
    """ "12.X.1924", as clerks wrote it, "12-X-1924", and "X.1924"."""
    *day, month, year = filter(None, re.split("[-/. ]", text))
    return [*map(_number, day), Token(Word.MONTH, _roman_number(month) or 0, month), _number(year)]


def _month(text: str) -> list[Token]:
    month, year = re.split("[/.]", text)
    return [Token(Word.MONTH, int(month), month), Token(Word.YEAR, int(year), year)]


def _pair(text: str) -> list[Token]:
    return [Token(Word.PAIR, (int(text[:4]), int(text[5:]), int(text[4] == "/")), text)]


def _decade(text: str) -> list[Token]:
    return [Token(Word.DECADE, int(text), text)]


def _ordinal(text: str) -> list[Token]:
    return [Token(Word.ORDINAL, int(text), text)]


def _code(text: str) -> list[Token]:
    """ "Q3" and "3Q" as "third quarter", "H1" and French "S1" as "first half"."""
    number = text.strip("qhts")
    kind = Word.QUARTER if text.strip(number) in "qt" else Word.HALF
    return [Token(Word.ORDINAL, int(number), number), Token(kind, text, text)]


_ALONE = {
    piece: Token(*phrases[0][1], piece)
    for piece, phrases in PHRASES.items()
    if len(phrases) == 1 and len(phrases[0][0]) == 1
}
"""Pieces that are a word of their own and begin no phrase: most are."""

_SPECIALS: Mapping[str, Callable[[str], list[Token]]] = {
    "day": _day,
    "numeric": _numeric,
    "roman": _roman_month,
    "time": lambda text: [],
    "month": _month,
    "pair": _pair,
    "decade": _decade,
    "los": _decade,
    "ordinal": _ordinal,
    "code": _code,
}


def _in_context(found: Sequence[Token]) -> list[Token]:
    """Tokens as their places tell what they mean: "to" ahead of all is until, a dash behind "mid" is none."""
    kept: list[Token] = []
    for at, token in enumerate(found, start=1):
        if token.kind == Word.ONWARDS and at < len(found):
            continue  # "On 25 November", not "from 1945 on"
        if token.kind == Word.PRESENT and not kept and at < len(found) and found[at].kind not in _CUTS:
            continue  # "in office 1946–1952", not "present–1952"
        before = kept[-1].kind if kept else None
        # "mid-1960s", "pre-1914".
        if token.kind == Word.DASH and before in (Word.PART, Word.BEFORE, Word.AFTER):
            continue
        if token.kind == Word.SINCE and (before in (Word.SINCE, Word.PART) or (kept and token.value in ("da", "von"))):
            continue  # "début des années 1990": not "dès"
        if token.text == "meta" and before == Word.ORDINAL:
            token = Token(Word.HALF, "meta", "meta")  # "seconda metà"
        if not kept and token.kind == Word.TO:
            # "à 1960" is at, not until: French and Spanish have one word for both.
            if token.value in ("à", "a", "au", "al"):
                continue
            token = token._replace(kind=Word.UNTIL)
        kept.append(token)
    return _with_ordinals(kept)


def _with_ordinals(found: list[Token]) -> list[Token]:
    """ "20 century", as in "20. Jahrhundert" and "20世纪", with its number as the ordinal that it is."""
    for at, token in enumerate(found):
        if token.kind in _OF_ORDINALS:
            for beside in (at - 1, at + 1):
                if 0 <= beside < len(found) and found[beside].kind == Word.NUMBER:
                    found[beside] = found[beside]._replace(kind=Word.ORDINAL)
                    break
    return found
