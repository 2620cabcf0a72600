"""Marks around words: emphasis, links and references to sources, taken off where a look at the words is to be had."""

import re

_EMPHASIS = re.compile(r"^(\*\*\*|\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(:?)$", re.S)
_REFERENCE = re.compile(r"\s*(?:\[\^[^\]\s]{1,40}\]|\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|[¹²³⁰⁴-⁹]+)$")
_LINK = re.compile(r"\[([^\[\]\n]{0,500})\]\([^()\s]{0,1000}\)")
_MARKED = re.compile(r"[*_\]¹²³⁰⁴-⁹]")
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "॥", "．")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’»)\]]?\s+(?=[\"“‘«(\[*_]?[^\W\d_a-z])|(?<=[。！？])|(?<=[؟۔।])\s*")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|St|Sr|Jr|No|Nr|Núm|Art|Gen|Col|Lt|Sen|Gov|Rev|Prof|vs|etc|approx|c|ca|cf|vol|p|pp))\.$"
)


_OF_MAIL = re.compile(
    r"(?:from|to|cc|bcc|subject|sent|date|re|fwd?|von|an|betreff|gesendet|de|à|objet|envoyé|para|asunto|enviado|assunto"
    r"|da|a|oggetto|inviato|от|кому|тема|من|إلى|الموضوع|发件人|收件人|主题)\s*[:：]\s",
    re.I,
)


def says_of_mail(text: str) -> bool:
    """Whether a line stands at the head of a mail: "Subject: history for the website"."""
    return _OF_MAIL.match(text) is not None


def without_references(text: str) -> str:
    """Words without the marks of sources at their end: "Treaty signed [2]" is "Treaty signed"."""
    while match := _REFERENCE.search(text[-80:]):
        if match.end() - match.start() >= len(text):
            break
        text = text[: len(text) - (match.end() - match.start())]
    return text


def without_emphasis(text: str) -> str:
    """Words without the emphasis that holds all of them: "**Timeline**" is "Timeline"."""
    match = _EMPHASIS.match(text)
    return match[2] + match[3] if match and match[1] not in match[2] else text


def is_emphasized(text: str) -> bool:
    """Whether strong emphasis holds all the words of a line, as in a heading of a text without headings."""
    return text.startswith(("**", "__")) and without_emphasis(text) != text


def without_links(text: str) -> str:
    """Words with the words of each link in the place of the link."""
    return _LINK.sub(r"\1", text) if "](" in text else text


def look(text: str) -> str:
    """Words as they look to a reader: without references at the end, links, and emphasis around all of them."""
    if not _MARKED.search(text):
        return " ".join(text.split())
    return without_emphasis(without_links(without_references(" ".join(text.split())))).strip()


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends with the words, in any script."""
    return without_references(text.rstrip()).rstrip('"”’»)]*_').endswith(SENTENCE_ENDS)


def ends_abbreviated(text: str) -> bool:
    """Whether the full stop at the end of words is that of an abbreviation: "Resolution No."."""
    return _ABBREVIATED.search(text[-12:]) is not None


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of words, and what follows it; all and nothing where no second begins."""
    for match in _SENTENCE.finditer(text):
        if match.start() >= 20 and not ends_abbreviated(text[: match.start()].rstrip('"”’»)] ')):
            return text[: match.end()].strip(), text[match.end() :].strip()
    return text, ""
