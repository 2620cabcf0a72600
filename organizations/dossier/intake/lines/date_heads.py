"""The date at the head of a line, in any hand: "1949: …", "**4 April 1949** – …", "In 1973, …", "1949" alone."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from organizations.dossier.messages import Message
from organizations.dossier.period import MAX_LENGTH, UNREAD, PeriodError, is_early_year, parse_period
from organizations.dossier.period.tokens import is_word_of_dates, tokens
from organizations.dossier.period.vocabulary import Word, plain
from organizations.dossier.words import fold, listed

MAX_HEAD = 400
"""How many characters of a line are looked at: a period, its emphasis, reference marks, and where a link leads."""


class Separator(StrEnum):
    """What stands between a date and its text."""

    COLON = "colon"
    DASH = "dash"
    TAB = "tab"
    COMMA = "comma"
    STOP = "stop"
    SPACE = "space"
    ALONE = "alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateHead:
    """The date at the head of a line.

    `words` are the date as written, emphasis, brackets and link taken off; `rest` is the text behind the separator,
    its Markdown kept. `marks` are reference marks between the two ("[1]"), `link` is where the date led to: both stand
    nowhere else. `certain` is a date with a colon, a dash or a tab behind it, in bold, or alone on its line; with less
    it is a guess, and so is a bare number of three figures. Where it `lacks_year`, `with_year` lends it one; where it
    has a `problem` it cannot be read as it is.
    """

    words: str
    rest: str
    separator: Separator
    certain: bool
    lacks_year: bool = False
    problem: Message | None = None
    marks: str = ""
    link: str = ""


_UNREAD_HEAD = re.compile(rf"[\s*_]{{0,9}}({UNREAD.pattern})[*_]{{0,3}}\s*[:：–—-][*_]{{0,3}}", re.I)


def date_head(text: str) -> DateHead | None:
    """The date at the head of a line, or None where it begins with none. Takes time that is bounded for any line."""
    if unread := _UNREAD_HEAD.match(text):
        return DateHead(
            words=unread[1], rest=text[unread.end() :].strip(), separator=Separator.COLON, certain=True, problem=None
        )
    if text.startswith("©"):
        return None  # the foot of a page, "© 2023 Harbour League"
    bare = _bare(text)
    ends = _ends(bare.text)
    for end in reversed(ends):
        head = _head_at(end, bare, text)
        if head:
            return _within_marks(head, end, ends, bare, text)
    return None


def _within_marks(head: DateHead, end: int, ends: list[int], bare: "_Bare", text: str) -> DateHead:
    """The date that stands in emphasis alone, where the words behind it are of dates by accident: "**1960** Fin d'un
    traité"."""
    if head.separator != Separator.SPACE or _is_marked(bare, end):
        return head
    closes = {close for start, close, _mark, _address in bare.spans if start <= _lead(bare.text)}
    behind = (each for each in ends if each in closes and not any(map(str.isdigit, bare.text[each:end])))
    return next(filter(None, (_head_at(each, bare, text) for each in behind)), head)


def with_year(head: DateHead, year: int) -> str:
    """The words of a date without a year, with one that was found elsewhere: "14 November" in 1977.

    Raises PeriodError where they are no date of that year.
    """
    if dotted := _DOTTED_DAYS.fullmatch(head.words):
        days = re.findall(_DAY, dotted[0])
        return "/".join(f"{year}-{month:0>2}-{day:0>2}" for day, month in days)
    text = head.words.removesuffix(".")
    forms = [f"{text} {year}", f"{text}, {year}", f"{year} {text}"]
    if "月" in text:
        forms.insert(0, f"{year}年{text}")
    elif text[-1:].isdigit():
        forms.pop(0)
    for form in forms:
        if _starts_in(form, year):
            return form
    parse_period(forms[0])
    raise PeriodError("unreadable-period", words=forms[0])


def _starts_in(text: str, year: int) -> bool:
    """Whether words are a period that begins in a year: "25 Dec–2 Jan 1977" begins in 1976."""
    try:
        start = parse_period(text).start_earliest
    except PeriodError:
        return False
    return start is not None and start.year == year


@dataclass(slots=True)
class _Bare:
    """The beginning of a line without its marks: the text, where each character stood, and what was taken off.

    `spans` are emphasis and links, each with its beginning and end in the bare text, its opening mark and, of a link,
    where it leads.
    """

    text: str
    at: list[int]
    spans: list[tuple[int, int, str, str]]
    marks: list[tuple[int, str]]


_MARKUP = re.compile(
    r"""(?P<link>\[(?=[^\[\]]{1,200}\]\([^()\s]{0,300}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?\)))
    | (?P<end>\]\((?P<address>[^()\s]{0,300}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?)\))
    | (?P<mark>[ ]?\[(?:[0-9]{1,3}|\^[\w-]{1,20}|[a-z]|note[ ][0-9]{1,3})\]|[⁰¹²³⁴-⁹]{1,4}|[†‡]{1,2})
    | (?P<emphasis>\*{1,3}|`{1,2}|(?<!\w)_{1,3}|_{1,3}(?!\w))
    | (?P<escape>\\(?=[^\w\s]))""",
    re.X | re.I,
)
_LOOSE_STAR = re.compile(r"(?<=\d)\*\s(?![^*]*\*)")
"""A star behind a year that opens no emphasis: the mark of a note, "1938* Strike"."""
_SIGN = re.compile(r"[][*_`†‡\\⁰¹²³⁴-⁹]")
"""Without one of these no markup begins, and most lines have none: it is found twenty times as fast."""


def _bare(text: str) -> _Bare:
    bare = _Bare("", [], [], [])
    if not _SIGN.search(text, 0, MAX_HEAD) or not _MARKUP.search(text, 0, MAX_HEAD):
        bare.text = text[:MAX_HEAD]
        bare.at += range(len(bare.text) + 1)
        return bare
    kept: list[str] = []
    opened: list[tuple[int, str]] = []
    last = 0
    for match in _MARKUP.finditer(text[:MAX_HEAD]):
        _keep(text, last, match.start(), kept, bare.at)
        last = match.end()
        kind, mark = match.lastgroup, match[0]
        if match["address"] is not None:
            kind = "end"
        if mark == "*" and not opened and _LOOSE_STAR.match(text, match.start()):
            kind = "mark"
        if kind == "end" and not any(opener == "[" for _start, opener in opened):
            _keep(text, match.start(), last, kept, bare.at)  # nothing opened the link that would end here
        elif kind == "mark":
            bare.marks.append((len(kept), mark.strip()))
        elif kind == "link":
            opened.append((len(kept), mark))
        elif kind in ("emphasis", "end"):
            _close(mark, match["address"] or "", len(kept), opened, bare)
    _keep(text, last, min(len(text), MAX_HEAD), kept, bare.at)
    bare.spans += [(start, len(text), mark, "") for start, mark in opened]
    bare.text = "".join(kept)
    bare.at.append(min(len(text), MAX_HEAD))
    return bare


def _keep(text: str, start: int, end: int, kept: list[str], at: list[int]) -> None:
    kept += text[start:end]
    at += range(start, end)


def _close(mark: str, url: str, here: int, opened: list[tuple[int, str]], bare: _Bare) -> None:
    """Take the span that a mark closes off the open ones, or open one."""
    opener = "[" if mark.startswith("]") else mark
    if opened and opened[-1][1] == opener:
        start, _mark = opened.pop()
        bare.spans.append((start, here, opener, url))
    elif opener != "[":
        opened.append((here, mark))


_PIECE = re.compile(r"\d+|[\u3007\u4e00-\u9fff]|[^\W\d_]+[\u0300-\u036f]*(?:[^\W\d_]+[\u0300-\u036f]*)*|.", re.S)
_WITHIN = frozenset(
    "+ \u00a0,.'’()[]/-–—−‐‑→➜➔⟶=>…~?%؟،：:、，（）～〜&\u200e\u200f\u200b\u061c\u2066\u2067\u2068\u2069·°"
)
_LAST = frozenset(")）]?؟~%+")
_ABBREVIATION = re.compile(r"(?<![\w'’])[^\W\d_]{1,4}$")
_DOTTED = re.compile(r"(?<![\d.])\d{1,2}\.[ ]?\d{1,2}\.$")
_DAY = r"(0?[1-9]|[12]\d|3[01])\.[ ]?(0?[1-9]|1[0-2])\."
_DOTTED_DAYS = re.compile(rf"{_DAY}(?:\s?[–—-]\s?{_DAY})?")
"""Days as German and its neighbours write them below a year: "25.6.", "4.2. – 11.2.". The dots say which is the day."""
_OPEN = re.compile(r"[–—-]\s?(?:…|\.{2,3})$")
"""A dash that leads nowhere: "2017–…"."""
_OPEN_END = re.compile(r"\s*(?:[:：,]|$)")
_SEPARATOR = re.compile(
    r"""(?P<alone>[^\S\n]*(?:\n|$))
    | (?P<colon>\s*[:：﹕](?![0-9/])(?:\s*[–—-]\s)?)
    | (?P<dash>\s*(?:[–—―]{1,2}|[|→]|[-=]>)\s* | \s+(?:-{1,3}|/|\.{2,}|…)(?:\s+|$)
        | -{1,3}\s+ | \s*-{2,3}(?=[^\W\d_]) | (?<=\d)(?:\.{3,}|…)\s*(?=[^\W\d_])
        | \s*[·•=▸►▶➤➜⇒○●■▪◦»]\s+ | \s+-(?=[^\W\d_]))
    | (?P<tab>[ ]*\t)
    | (?P<comma>\s*[,،，、;；]\s?)
    | (?P<stop>\s*[.。](?:\s|$)|(?<=\d{4})\.(?=[A-ZÀ-ÞА-Я][a-zà-ÿа-я]))
    | (?P<space>\s+)""",
    re.X,
)
_UNSEEN = "\u200e\u200f\u200b\u061c\u2066\u2067\u2068\u2069"
_AROUND = " \t\u00a0" + _UNSEEN


def _ends(text: str) -> list[int]:
    """Where a date may end at the head of a text: behind each piece, as long as all are of dates."""
    found = []
    for start, end, piece in _pieces(text):
        if start >= MAX_LENGTH + 10:
            break
        is_end = piece.isalnum() or piece in _LAST or (piece == "." and _ABBREVIATION.search(text, 0, start))
        is_end = is_end or (piece == "." and _DOTTED.search(text, max(start - 7, 0), end) is not None)
        if is_end or (piece in "–—-" and _OPEN_END.match(text, end)) or (piece in ".…" and _OPEN.search(text, 0, end)):
            found.append(end)
    return found


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """The pieces of dates that a text begins with, each with its place, up to the first that is of none."""
    start = _lead(text)
    for match in _PIECE.finditer(text, start):
        piece = match[0]
        if (
            piece.isdecimal()
            or piece in _WITHIN
            or piece in "〇零一二三四五六七八九十"
            or is_word_of_dates(plain(piece))
        ):
            yield match.start(), match.end(), piece
        else:
            return


def _lead(text: str) -> int:
    """Where a line begins behind its white space and pictures."""
    at = 0
    while at < len(text) and at < 20 and (text[at].isspace() or unicodedata.category(text[at]) in ("So", "Mn", "Cf")):
        at += 1
    return at


def _head_at(end: int, bare: _Bare, text: str) -> DateHead | None:
    """The head whose date ends there; None where the words are no date, or nothing separates them from the rest."""
    end += len(bare.text[end:]) - len(bare.text[end:].lstrip(_UNSEEN))
    separator = _SEPARATOR.match(bare.text, end)
    written = bare.text[_lead(bare.text) : end].strip(_AROUND)
    words = " ".join(_unwrapped(written).split())
    if not separator or not words or len(words) > MAX_LENGTH or words.count("(") != words.count(")"):
        return None
    if _all_but_opens(words) or _STOPPED.search(words):
        return None
    kind = Separator(separator.lastgroup or "")
    if kind == Separator.SPACE and _ends_in_text(words, bare.text[separator.end() :]):
        return None
    # "2.3. Budget" is a numbered heading: a mark, or the end of the line, has to part a day from its text.
    is_dotted = kind in _SURE and _DOTTED_DAYS.fullmatch(words) is not None
    problem = None if is_dotted else _problem(words)
    if problem and problem.code not in _TOLD:
        return None
    until = separator.end()
    head = DateHead(
        words=words,
        rest=_rest(bare, text, until),
        separator=kind,
        certain=kind in _SURE or _is_marked(bare, end),
        lacks_year=is_dotted or (problem is not None and problem.code == "no-year"),
        problem=problem if problem and problem.code != "no-year" else None,
        marks=" ".join(mark for at, mark in bare.marks if at <= until),
        link=next((url for start, close, mark, url in bare.spans if mark == "[" and close <= until), ""),
    )
    return _weighed(head, is_wrapped=written[0] in "([")


def _ends_in_text(text: str, rest: str) -> bool:
    """Whether the last word is of the text behind it: "1962 – Spring congress", "In 2011 a summer school"."""
    last = _LAST_WORD.search(text)
    if last is None or {token.kind for token in tokens(text)[-1:]}.isdisjoint(_OF_A_YEAR):
        return False
    # "1946 Jan Huber elected", "1946 Jan Council meets": the year is right of both.
    is_name = text[: last.start()].isdecimal() and fold(last["word"]) in listed("dates", "names")
    is_counted = rest != "" and fold(last["article"]).strip() in listed("organization", "articles")
    return last["dash"] != "" or (is_name and rest[:1].isupper()) or is_counted


_LAST_WORD = re.compile(r"(?<=\d)\s*(?P<dash>[–—-]|\.{2,}|…|)\s*(?P<article>[^\W\d_]+\s+|)(?P<word>[^\W\d_]+)\.?$")
"""A word behind a figure, with or without a dash between them: with no mark behind the word it may be of the text."""
_OF_A_YEAR = frozenset({Word.MONTH, Word.SEASON})
_STOPPED = re.compile(r"(?<!\d)\d{4}\.\s*[A-ZÀ-ÞА-Я]")
"""A full stop behind a year: "1939. The early years" are words of two sentences."""
_SURE = frozenset({Separator.COLON, Separator.DASH, Separator.TAB, Separator.ALONE})
_TOLD = frozenset(
    {"no-year", "reversed-period", "reversed-or-month", "no-such-century", "no-such-day", "no-such-month"}
    | {"part-of-no-span", "before-christ", "two-readings", "several-periods", "no-century"}
)


_MARKS_OF_YEARS = frozenset(["г", "гг", "год", "года", "году", "годах", "годов", "年", "日", "号", "م"])


def _all_but_opens(text: str) -> bool:
    """Whether words end in one that belongs to what follows: "1946 On the", "1949 of"."""
    last = plain(re.split(r"[\s,،，;；]+", text)[-1])
    return last.isalpha() and last not in _MARKS_OF_YEARS and not tokens(last)


def _unwrapped(text: str) -> str:
    """Words without the brackets around them."""
    is_wrapped = text[:1] in ("(", "[") and text[-1:] in (")", "]") and not set(text[1:-1]) & set("()[]")
    return text[1:-1].strip() if is_wrapped else text


def _problem(text: str) -> Message | None:
    try:
        parse_period(text)
    except PeriodError as error:
        return error.message
    return None


def _is_marked(bare: _Bare, end: int) -> bool:
    """Whether the date stands in emphasis, or in a link, of its own."""
    return any(start <= _lead(bare.text) and end <= close <= end + 1 for start, close, _mark, _address in bare.spans)


def _rest(bare: _Bare, text: str, until: int) -> str:
    """The text behind the separator, with emphasis and links that go on in it opened again."""
    opened = "".join(mark for start, close, mark, _address in sorted(bare.spans) if start <= until < close)
    return (opened + text[bare.at[until] :].lstrip(_AROUND)).strip()


def _weighed(head: DateHead, *, is_wrapped: bool) -> DateHead | None:
    """The head, as sure as it is; None where its words are more likely no date, without brackets around them."""
    first = next((char for char in head.rest if char.isalnum()), "")
    if _OTHER_CALENDAR.match(head.rest):
        return None
    if is_early_year(head.words):
        is_one = head.separator in _SURE and not first.islower()
        return replace(head, certain=False) if is_one else None
    if head.separator == Separator.SPACE and _REMARK.match(head.rest) and not head.lacks_year:
        head = replace(head, separator=Separator.DASH, certain=False)
    if head.separator == Separator.ALONE and {token.kind for token in tokens(head.words)} == {Word.PART}:
        return None  # "End" is a heading as likely: of which year's it would be, nothing says
    if head.separator in _SURE:
        certain = head.certain and not (head.separator == Separator.DASH and head.rest[:1].isdecimal())
        return head if certain == head.certain else replace(head, certain=certain)
    kinds = [token.kind for token in tokens(head.words)]
    has_other_problem = head.problem is not None and head.problem.code != "two-readings"
    if has_other_problem or (head.separator == Separator.COMMA and first.isdecimal()):
        return None
    if head.lacks_year and not head.certain and not (Word.MONTH in kinds and {Word.NUMBER, Word.ORDINAL} & set(kinds)):
        return None
    is_of_rest = _runs_on(head, kinds, first) or _counts_what_follows(head, kinds)
    return None if head.separator == Separator.SPACE and is_of_rest and not is_wrapped else head


_OTHER_CALENDAR = re.compile(r"(?:A\.?H\.?|B\.?E\.?|هـ|ه|พ\.ศ\.)(?!\w)")
"""What says behind a year that it is not one of the common calendar."""

_REMARK = re.compile(r"\([^()]{1,80}(?:\([^()]{0,120}\)[^()]{0,20})?\)\s*[:–—]\s|\([^()]{1,80}\)\s+-\s")
"""Words in brackets between a date and its separator: "1975 (day unknown) – Archive lost"."""
_LOOSE = frozenset({"on", "present", "now", "today", "current", "date", "forward"})


def _counts_what_follows(head: DateHead, kinds: list[Word]) -> bool:
    """Whether the last word of a date is of the words behind it: "In July 1948 the first meeting"."""
    return kinds[-1:] == [Word.ORDINAL] and head.words.split()[-1].isalpha()


def _runs_on(head: DateHead, kinds: list[Word], first: str) -> bool:
    """Whether a date with nothing but a space behind it is more likely the beginning of a phrase: "2000 people"."""
    if head.words.split()[-1].casefold() in _LOOSE:
        return True
    # A span of years counts nothing: "1939–1945 ruhte die Arbeit" is read without its verb being known.
    is_bare = head.words.isdecimal() or head.lacks_year
    has_verb = fold(head.rest.split()[0]) in listed("dates", "verbs") if head.rest else False
    return is_bare and not head.certain and first.islower() and not has_verb
