"""How much room words need, and how they are broken into lines."""

import re
from html import escape
from unicodedata import east_asian_width

# Guessed, since a server has no fonts of its readers; rather too wide, or words would run out of the picture.
CHARACTER, CAPITAL, IDEOGRAPH = 8.3, 9.8, 13.0  # px: in a wide face of 13 px
MAX_LINES = 4
MIN_END = 4  # characters, the space before them too: fewer of a long word do not stand alone at the end of a line
# What XML 1.0 does not allow: one such character, and a browser draws nothing of a picture that stands alone.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_BREAK = "\xa0"


class Widths(dict[str, float]):
    """How wide each character is, in px; one that is met for the first time is looked at, and remembered."""

    def __missing__(self, char: str) -> float:
        width = CAPITAL if char.isupper() else CHARACTER
        self[char] = width = IDEOGRAPH if east_asian_width(char) in "WF" else width
        return width


_WIDTHS = Widths(
    dict.fromkeys("ijlI|'.,:;!", 4.3) | dict.fromkeys("trf()[]-/ \xa0", 5.4) | dict.fromkeys("mwMW@%…—", 13.0)
)


def safe(text: str) -> str:
    """Words as they may stand in the text or in an attribute of XML and HTML."""
    return escape(text if text.isprintable() else _ILLEGAL.sub("\ufffd", text))


def room(text: str) -> float:
    """About how wide words are, in px, and rather more."""
    return sum(map(_WIDTHS.__getitem__, text))


def cut(text: str, width: float) -> str:
    """As many characters as have room in `width` px, with an ellipsis where that is not all of them."""
    if room(text) <= width:
        return text
    while text and room(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def lines_of(text: str, width: float) -> list[str]:
    """Words in at most MAX_LINES lines of `width` px; cut short where they need more."""
    lines = [""]
    words = text.split(" ")
    while words:
        word = words.pop(0)
        line = f"{lines[-1]} {word}" if lines[-1] else word
        if room(line) <= width:
            lines[-1] = line
        elif len(lines) == MAX_LINES:
            lines[-1] = cut(" ".join([line, *words]), width)
            break
        elif room(word) > width:
            # No space to break at: a very long word, or Chinese and Japanese.
            fits = next(at for at in range(len(line), 0, -1) if room(line[:at]) <= width or at == 1)
            if lines[-1] and fits - len(lines[-1]) <= MIN_END and _WIDTHS[word[0]] < IDEOGRAPH:
                fits = len(lines[-1])
            lines[-1] = line[:fits]
            lines.append("")
            words.insert(0, line[fits:].lstrip(" "))
        else:
            lines.append("")
            words.insert(0, word)
    return lines


def unbroken(text: str) -> str:
    """Words that stay in one line."""
    return text.replace(" ", _NO_BREAK)
