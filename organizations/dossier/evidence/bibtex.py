"""BibTeX and BibLaTeX, as programs and pages give it to paste: entries, their fields in plain characters, names.

Whatever is pasted is read in one pass; a damaged entry ends where the next line begins with an @.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from organizations.dossier.evidence.dates import MONTHS

_BEGIN = re.compile(r"@[ \t]*([A-Za-z]{1,40})\s*([{(])\s*")
_KEY = re.compile(r"[^\s,{}()=\"#@]{0,200}\s*")
_NAME = re.compile(r"\s*([A-Za-z][\w:.+-]{0,80})\s*=\s*")
_SPACE = re.compile(r"\s*")
_BARE = re.compile(r"[\w.:+-]{1,200}")
# At the beginning of a line alone: an "@" within a field is an e-mail address.
_NEXT = re.compile(r"\n[ \t]*@[ \t]*[A-Za-z]{1,40}\s*[{(]")
_OF_VALUE = re.compile(r"[{}\"]|\n[ \t]*@[ \t]*[A-Za-z]{1,40}\s*[{(]")
_MONTHS = {month[:3].lower(): month for month in MONTHS}
# Fields in which "~", "%" and "--" are what they are.
_VERBATIM = frozenset({"url", "doi", "isbn", "file", "urldate", "eprint"})

_ACCENTS = {
    **{"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307"},
    **{"c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323"},
    "b": "\u0331",
}
_WORDS = {
    **{"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å"},
    **{"AA": "Å", "i": "ı", "j": "ȷ", "th": "þ", "TH": "Þ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "ng": "ŋ"},
    **{"textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…", "S": "§", "P": "¶"},
    **{"textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”"},
    **{"textexclamdown": "¡", "textquestiondown": "¿", "pounds": "£", "euro": "€", "texteuro": "€", "copyright": "©"},
    **{"textunderscore": "_", "textasciitilde": "\ue005", "textasciicircum": "^", "textbar": "|", "textdegree": "°"},
    **{"textless": "<", "textgreater": ">", "textdollar": "\ue004", "guillemotleft": "«", "guillemotright": "»"},
    **{"textbackslash": "\ue003", "textbraceleft": "\ue001", "textbraceright": "\ue002", "slash": "/"},
    **{"quotedblbase": "„", "quad": " ", "qquad": " ", "newline": " ", "par": " ", "and": "&"},
}
# \i and \j are letters without their dot, to which an accent belongs; "\in" is another command.
_SIGN_ACCENT = re.compile(r"\\(['\"`^~=.])\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\[ij](?![A-Za-z])|[A-Za-z]))")
_LETTER_ACCENT = re.compile(r"\\([cvuHkrdb])(?:\s*\{\s*(\\?[A-Za-z])\s*\}|\s+([A-Za-z]))")
_WORD = re.compile(r"\\([A-Za-z]+)(?:[ \t]*\{\}|[ \t]*(?=\{)|[ \t]+)?")
_SIGN = re.compile(r"\\([^A-Za-z])")
# What is a sign and not LaTeX until the end, when braces and dollars go.
_KEPT = {"{": "\ue001", "}": "\ue002", "\\": " ", "$": "\ue004", "~": "\ue005", " ": " ", "\n": " ", ",": " ", "-": ""}
_LAST = str.maketrans(
    {"\ue001": "{", "\ue002": "}", "\ue003": "\\", "\ue004": "$", "\ue005": "~", "{": None, "}": None, "$": None}
)
# What is pasted may hold these too: taken away first, or it would come out as braces.
_FREE = str.maketrans(dict.fromkeys("\ue001\ue002\ue003\ue004\ue005"))


@dataclass(slots=True)
class Entry:
    """An entry: its type and its fields in small letters, with the braces and commands that they had."""

    type: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Damaged:
    """What cannot be read as an entry, in its first words."""

    text: str


def looks_like_bibtex(text: str) -> bool:
    """Whether a text begins as BibTeX does, behind whatever comments."""
    found = re.search(r"(?:\A|\n)[ \t\ufeff]*@[ \t]*([A-Za-z]{1,40})\s*[{(][^,{}=]{0,200}[,=}\"{]", text)
    return bool(found)


def entries_of(text: str) -> Iterator[Entry | Damaged]:
    """The entries of a text in their order; comments and preambles are none, macros stand where they are used."""
    # Every style knows the months; a text may define them anew.
    macros: dict[str, str] = dict(_MONTHS)
    at = 0
    while found := _BEGIN.search(text, at):
        name = found[1].lower()
        reader = _EntryReader(text, found.end(), macros, "}" if found[2] == "{" else ")")
        if name in {"comment", "preamble"}:
            at = reader.skipped()
            continue
        try:
            fields = reader.fields(has_key=name != "string")
        except ValueError:
            yield Damaged(" ".join(_NEXT.split(text[found.start() : found.start() + 60])[0].split()))
            at = reader.resumed()
            continue
        at = reader.at
        if name == "string":
            macros.update({macro.lower(): words for macro, words in fields.items()})
        else:
            yield Entry(name, fields)


class _EntryReader:
    """Reads the fields of one entry; raises ValueError where they are damaged, `at` being where."""

    def __init__(self, text: str, at: int, macros: Mapping[str, str], end: str) -> None:
        self.text, self.at, self.macros, self.end = text, at, macros, end

    def fields(self, *, has_key: bool) -> dict[str, str]:
        found: dict[str, str] = {}
        if has_key:
            self._skip(_KEY)
            if not self._takes(","):
                self._must_end()
                return found
        while True:
            name = _NAME.match(self.text, self.at)
            if not name:
                self._must_end()
                return found
            self.at = name.end()
            found.setdefault(name[1].lower(), self._value())
            if not self._takes(","):
                self._must_end()
                return found

    def skipped(self) -> int:
        """Where to go on behind a comment or a preamble."""
        try:
            self._inside("{")
        except ValueError:
            return self.resumed()
        return self.at

    def resumed(self) -> int:
        """Where the next entry may begin, behind what was read of this one."""
        found = _NEXT.search(self.text, max(self.at - 1, 0))
        return found.start() if found else len(self.text)

    def _takes(self, sign: str) -> bool:
        self._space()
        if self.text[self.at : self.at + 1] == sign:
            self.at += 1
            return True
        return False

    def _space(self) -> None:
        self._skip(_SPACE)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _must_end(self) -> None:
        if not self._takes(self.end):
            raise ValueError(self.at)

    def _value(self) -> str:
        """A value: words in braces or quotes, figures, macros, joined by #."""
        pieces = [self._piece()]
        while self._takes("#"):
            self._space()
            pieces.append(self._piece())
        return "".join(pieces)

    def _piece(self) -> str:
        opening = self.text[self.at : self.at + 1]
        if opening and opening in '{"':
            self.at += 1
            return self._inside(opening)
        bare = _BARE.match(self.text, self.at)
        if not bare:
            raise ValueError(self.at)
        self.at = bare.end()
        return self.macros.get(bare[0].lower(), bare[0])

    def _inside(self, opening: str) -> str:
        """The words until the brace, or the quote, that closes them; the reader then stands behind it."""
        first, depth = self.at, 0
        for found in _OF_VALUE.finditer(self.text, self.at):
            sign = found[0]
            if len(sign) > 1:
                self.at = found.start()
                raise ValueError(self.at)
            is_end = sign == ("}" if opening == "{" else '"') and not depth
            if is_end:
                self.at = found.end()
                return self.text[first : found.start()]
            depth += (sign == "{") - (sign == "}")
            if depth < 0:
                break
        self.at = len(self.text) if depth >= 0 else found.end()
        raise ValueError(self.at)


def plain(name: str, value: str) -> str:
    """The value of a field in plain characters: accents, dashes and quotes as such, without commands and braces."""
    if name in _VERBATIM:
        value = re.sub(r"\\url\s*|\\([&%$#_~])", r"\1", value)
        return " ".join(value.replace("{", "").replace("}", "").split())
    value = _LETTER_ACCENT.sub(_accented, _SIGN_ACCENT.sub(_accented, value.translate(_FREE)))
    value = _SIGN.sub(lambda found: _KEPT.get(found[1], found[1]), value)
    value = _WORD.sub(lambda found: _WORDS.get(found[1], ""), value)
    value = value.replace("~", " ").replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    # An accent was written behind its letter as a mark of its own.
    return unicodedata.normalize("NFC", " ".join(value.translate(_LAST).split()))


def _accented(found: re.Match[str]) -> str:
    letter = (found[2] or found[3]).removeprefix("\\")
    return f"{letter}{_ACCENTS[found[1]]}"


def names_of(value: str) -> list[str]:
    """The names of an author field: "Family, Given" of people, those in braces as they stand.

    "Martin van der Berg" is "van der Berg, Martin"; a name of one word has no given one.
    """
    return [name for name in map(_name, _apart(value, " and ")) if name and name.lower() != "others"]


def has_others(value: str) -> bool:
    """Whether an author field ends in "and others"."""
    return value.rstrip().lower().endswith(" and others")


def _name(written: str) -> str:
    written = written.strip()
    if written.startswith("{") and _apart(written, " ") == [written] and written.endswith("}"):
        return plain("author", written).replace(";", ",")
    parts = [plain("author", part).replace(";", ",") for part in _apart(written, ",")]
    if len(parts) > 2:
        return f"{parts[0]} {parts[1]}, {' '.join(parts[2:])}"
    if len(parts) == 2:
        return ", ".join(part for part in parts if part)
    words = [each for each in _apart(written, " ") if each]
    if len(words) < 2:
        return plain("author", written)
    first = next((at for at, word in enumerate(words[1:-1], 1) if word[0].islower()), len(words) - 1)
    family, given = (plain("author", " ".join(each)) for each in (words[first:], words[:first]))
    return f"{family}, {given}"


def _apart(value: str, mark: str) -> list[str]:
    """Words separated by a mark that stands in no braces."""
    value = re.sub(r"\s", " ", value)
    found, first, depth = [], 0, 0
    # "{Ministry of Trade and Industry}" is one name: its "and" stands in braces.
    for sign in re.finditer(rf"[{{}}]|{re.escape(mark)}", value, re.IGNORECASE):
        if sign[0] in "{}":
            depth += 1 if sign[0] == "{" else -1
        elif depth <= 0:
            found.append(value[first : sign.start()])
            first = sign.end()
    return [*found, value[first:]]
