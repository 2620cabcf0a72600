"""Words to a period: which side of it they name, and how the sides belong together."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from organizations.dossier.messages import Message, checked
from organizations.dossier.period import assemble
from organizations.dossier.period.edtf import from_edtf, is_edtf
from organizations.dossier.period.points import Point
from organizations.dossier.period.sides import Side, completed, pair_of, point_of, side_of, unreadable
from organizations.dossier.period.tokens import Token, has_words_of_dates, tokens
from organizations.dossier.period.value import MAX_LENGTH, UNREAD, Period, PeriodError
from organizations.dossier.period.vocabulary import Word, plain

DOUBTS: Mapping[str, tuple[str, ...]] = {
    "month-or-years": ("words", "month", "year", "last_year"),
    "years-or-month": ("words", "month", "year", "last_year"),
    "years-or-part": ("words", "part", "year", "last_year"),
    "part-or-years": ("words", "part", "year", "last_year"),
    "early-year": ("words",),
}
"""What is said of words that can be read in two ways, of which the first is taken."""

_CUTS = (Word.DASH, Word.TO, Word.SLASH)
_ONE_SIDED: Mapping[Word, Callable[[str, Point], Period]] = {
    Word.SINCE: assemble.open_end,
    Word.ONWARDS: assemble.open_end,
    Word.UNTIL: assemble.open_start,
    Word.BEFORE: assemble.before,
    Word.AFTER: assemble.after,
    Word.BY: lambda words, point: assemble.at_latest(words, point.latest, point),
}
_TOLD_WHY = frozenset(
    {"reversed-period", "reversed-or-month", "no-such-century", "no-such-day", "no-such-month"}
    | {"part-of-no-span", "before-christ", "two-readings", "no-century"}
)
"""Errors of what is a period by its form, but none that can be."""

_MAY_BE_TWO = re.compile(r"\d{4}\W\d\d")

_CENTURIES = ("centur", "siecle", "siglo", "seculo", "secol", "jahrhundert", "век", "قرن", "世纪", "世紀")

_OF_YEARS = frozenset({Word.YEAR, Word.DECADE, Word.DAY, Word.PAIR})
_OF_A_YEAR = frozenset({Word.MONTH, Word.SEASON})
_OF_FORM = frozenset(
    {*_OF_YEARS, *_CUTS, Word.NUMBER, Word.ORDINAL, Word.MONTH, Word.CENTURY, Word.PART, Word.CIRCA}
    | {Word.SINCE, Word.UNTIL, Word.PRESENT}
)


def parse_period(text: str) -> Period:
    """The period that words say. Raises PeriodError, with the reason, when they say none."""
    text = text.strip()
    if not text:
        raise PeriodError("no-period")
    if UNREAD.fullmatch(text):
        return _without_days(text)
    if len(text) > MAX_LENGTH:
        raise PeriodError("period-too-long", max_length=MAX_LENGTH)
    read = _read(text)
    # The message is what is remembered: an exception that is raised twice would grow a longer traceback each time.
    if isinstance(read, Message):
        raise PeriodError(read.code, **read.details)
    return read


def unread_period(words: str) -> Period:
    """The period of words that nobody understood, kept as they are: unclear date “Lent 1944”.

    Raises PeriodError where they are none, or too long to be the words of a date.
    """
    kept = " ".join(words.split())
    text = f"unclear date “{kept}”"
    if not UNREAD.fullmatch(text):
        raise PeriodError("unreadable-period", words=kept[:MAX_LENGTH])
    return _without_days(text)


def _without_days(text: str) -> Period:
    return Period(words=text, start_earliest=None, start_latest=None, end_earliest=None, end_latest=None, edtf="")


@lru_cache(maxsize=8192)
def _read(text: str) -> Period | Message:
    """The period that words say, or why they say none: asked for several times on the way into a dossier."""
    try:
        return from_edtf(plain(text).strip(), text) or _Reader(text).read(tokens(text))
    except PeriodError as error:
        return error.message


@lru_cache(maxsize=8192)
def looks_like_period(text: str) -> bool:
    """Whether words say a period, be it one that cannot be: "31 February 2016" looks like a period.

    So does a date that was not understood, as texts say it. A number of three figures does not, though `parse_period`
    reads it as a year: see `is_early_year`.
    """
    if UNREAD.fullmatch(text.strip()):
        return True
    if not 3 <= len(text.strip()) <= MAX_LENGTH or not _may_be_one(text) or is_early_year(text):
        return False
    # The quick looks first: most lines of a text are asked, and few are periods.
    if not has_words_of_dates(plain(text)):
        return False
    read = _read(text.strip())
    return isinstance(read, Period) or read.code in _TOLD_WHY or _has_its_form(tokens(text))


def _may_be_one(words: str) -> bool:
    """Whether there is a figure, or a word for a century ("XX век"), so that it is worth a closer look."""
    if any(char.isdecimal() for char in words):
        return True
    text = plain(words)
    return any(char.isdecimal() for char in text) or any(word in text for word in _CENTURIES)


def _has_its_form(found: Sequence[Token]) -> bool:
    """Whether tokens are of a period that has a slip: a year, or a day and its month, and nothing but their like."""
    kinds = {token.kind for token in found}
    return kinds <= _OF_FORM and (not kinds.isdisjoint(_OF_YEARS) or {Word.MONTH, Word.NUMBER} <= kinds)


def is_early_year(words: str) -> bool:
    """Whether words are a bare number of three figures: a year before 1000, or a count of anything."""
    if len(words) > 8:
        return False
    text = plain(words).strip()
    return len(text) == 3 and text.isdecimal() and text[0] != "0"


@lru_cache(maxsize=8192)
def ambiguity(text: str) -> Message | None:
    """What to say of words that `parse_period` could have read in another way too: "2008-12", "2001-21", "476"."""
    if not _MAY_BE_TWO.search(text) and len(text) > 8:
        return None
    if is_early_year(text):
        return checked(DOUBTS, "early-year", {"words": text.strip()})
    found = tokens(text)
    pairs = [pair_of(token.value) for token in found if isinstance(token.value, tuple) and token.kind == Word.PAIR]
    if any(token.kind == Word.FISCAL for token in found):
        return None  # "FY 2009-10"
    pair = next((pair for pair in pairs if pair.has_two_readings), None)
    if not pair or is_edtf(plain(text).strip()):
        return None
    kind = "month" if pair.number <= 12 else "part"
    code = f"{kind}-or-years" if pair.is_part else f"years-or-{kind}"
    details = {"words": text.strip(), "year": str(pair.year), "last_year": str(pair.last_year)}
    return checked(DOUBTS, code, {**details, kind: pair.number})


class _Reader:
    """Reads the tokens of a period; raises PeriodError in its words."""

    def __init__(self, text: str) -> None:
        self.words = text
        self.in_era = False

    def read(self, found: Sequence[Token]) -> Period:
        if any(token.kind == Word.UNKNOWN for token in found):
            raise unreadable(found, self.words)
        found = self._without_era(found)
        if is_early_year(self.words):
            # Whoever asks for a period means one: "476" alone is a year here, and a number to `looks_like_period`.
            found = [found[0]._replace(kind=Word.YEAR)]
        kinds = [token.kind for token in found]
        if not found:
            raise unreadable(found, self.words)
        # Before AND, which stands in it as well.
        if kinds[0] == Word.BETWEEN:
            return assemble.one_within(self.words, *self._pair(found[1:], (Word.AND, *_CUTS)), "..")
        if Word.OR in kinds:
            return assemble.one_within(self.words, *self._pair(found, (Word.OR,)), ",")
        if Word.AND in kinds and kinds.count(Word.YEAR) > 2:
            raise PeriodError("several-periods", words=self.words)
        if Word.AND in kinds:
            return assemble.adjoining(self.words, *self._pair(found, (Word.AND,)))
        return self._one_sided(found) or self._range(found)

    def _without_era(self, found: Sequence[Token]) -> list[Token]:
        """Tokens without "AD"; the number beside it is a year. Raises PeriodError for years before Christ."""
        kept = list(found)
        is_counted = any(token.kind in (Word.YEAR, Word.NUMBER, Word.CENTURY, Word.DECADE) for token in found)
        for at, token in enumerate(found):
            if token.kind == Word.BEFORE_CHRIST and is_counted:
                raise PeriodError("before-christ", words=self.words)
            if token.kind == Word.OUR_ERA:
                self.in_era = True
                for beside in (at + 1, at - 1):
                    if 0 <= beside < len(kept) and kept[beside].kind == Word.NUMBER and len(kept[beside].text) <= 3:
                        kept[beside] = kept[beside]._replace(kind=Word.YEAR)
                        break
        return [token for token in kept if token.kind != Word.OUR_ERA]

    def _one_sided(self, found: Sequence[Token]) -> Period | None:
        """The period that has one side, by its first word ("since") or its last ("onwards"); None where it has two."""
        first, last = found[0], found[-1]
        if last.kind in (Word.ONWARDS, Word.PRESENT):
            # "since 1990 to present" says it twice.
            rest = [token for token in found[:-1] if token.kind != Word.SINCE]
            while (rest and rest[-1].kind in _CUTS) or (rest and rest[-1].kind == Word.UNTIL):
                rest.pop()
            return assemble.open_end(self.words, self._point(rest))
        if first.kind == Word.DASH:
            return assemble.open_start(self.words, self._point(found[1:]))
        if first.kind in _ONE_SIDED and not (first.kind == Word.SINCE and self._cuts(found)):
            return _ONE_SIDED[first.kind](self.words, self._point(found[1:]))
        if last.kind in (Word.BEFORE, Word.AFTER, Word.SINCE) and len(found) > 1:
            return _ONE_SIDED[last.kind](self.words, self._point(found[:-1]))
        return None

    def _cuts(self, found: Sequence[Token]) -> list[int]:
        # At the beginning "until" is the side of a period that has one; behind something it is "to".
        return [at for at, token in enumerate(found) if token.kind in _CUTS or (at and token.kind == Word.UNTIL)]

    def _range(self, found: Sequence[Token]) -> Period:
        if found[0].kind == Word.SINCE:
            found = found[1:]
        cuts = self._cuts(found)
        if not cuts and sum(token.kind in _OF_YEARS for token in found) > 1:
            raise PeriodError("several-periods", words=self.words)
        if not cuts:
            return assemble.single(self.words, self._point(found))
        if len(cuts) > 1:
            raise unreadable([], self.words)
        left, right = found[: cuts[0]], found[cuts[0] + 1 :]
        kinds = {token.kind for token in right}
        if [token.kind for token in left] == [Word.YEAR] and kinds & _OF_A_YEAR and not kinds & _OF_YEARS:
            return assemble.single(self.words, self._point([*left, *right]))  # "1951 – 14 May"
        if not right and found[cuts[0]].kind == Word.DASH:
            return assemble.open_end(self.words, self._point(left))
        if [token.kind for token in right] == [Word.UNSURE]:
            return assemble.end_unknown(self.words, self._point(left))
        if [token.kind for token in left] == [Word.UNSURE]:
            return assemble.start_unknown(self.words, self._point(right))
        return self._of_two(*self._completed(left, right))

    def _of_two(self, left: Side, right: Side) -> Period:
        """The period between two sides; "Winter 1968–69" is one."""
        if left.season and right.order == "Y" and not right.has_part and right.year == left.year + 1:
            return assemble.single(self.words, point_of(left, self.words))
        return assemble.span(self.words, point_of(left, self.words), point_of(right, self.words))

    def _pair(self, found: Sequence[Token], cuts: Sequence[Word]) -> tuple[Point, Point]:
        """The points on both sides of the only one of such words."""
        at = [at for at, token in enumerate(found) if token.kind in cuts]
        if len(at) != 1:
            raise unreadable([], self.words)
        left, right = self._completed(found[: at[0]], found[at[0] + 1 :])
        return point_of(left, self.words), point_of(right, self.words)

    def _completed(self, left: Sequence[Token], right: Sequence[Token]) -> tuple[Side, Side]:
        first, second = (side_of(each, self.words, in_era=self.in_era) for each in (left, right))
        return completed(first, second, self.words, in_era=self.in_era)

    def _point(self, found: Sequence[Token]) -> Point:
        return point_of(side_of(found, self.words, in_era=self.in_era), self.words)
