"""Which elements of a page of HTML are notes, and which links of a few characters are the marks that cite them."""

import re
from collections import Counter
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

_NOTE_LABEL = re.compile(r"[(\[]?(\w{1,12}|[^\W_]{1,9} \d{1,3}|[*†‡§¶#]{1,4})[)\]]?")
NOTES = frozenset(["li", "p", "dd", "div", "aside"])
_OF_NOTE = re.compile(r"(?:fn|ftn|ftnt|edn|cite_note|footnote|endnote|note)\W?_?\d", re.I)
"""How an element is called that is a note."""
_NAMED_BLOCKS = ", ".join(f"{tag}[id]" for tag in sorted(NOTES))
_MAX_STEPS = 20
"""So far an anchor is followed to the beginning of its block: a page may hold 100,000 of them."""
_ANCHORS = "a[id], a[name], span[id], sup[id]"

Attributes = Mapping[str, str | None]


class Notes:
    """The notes of a page that links of a few characters lead to: their labels, and the elements that they are."""

    def __init__(self, root: LexborNode) -> None:
        self.labels: dict[str, str] = {}
        self.elements: dict[int, str] = {}
        taken: set[str] = set()
        places = {name: each for each in reversed(root.css(_ANCHORS)) if (name := _name(each)) and _note_at(each)}
        places |= {name: each for each in reversed(root.css(_NAMED_BLOCKS)) if (name := _name(each))}
        links = [(link, *_split(link.attributes)) for link in root.css("a[href*='#']")]
        of_page = Counter(page for link, page, target in links if page and target in places and _label(link, target))
        self.pages = ("", *(page for page, _count in of_page.most_common(1)))
        for link, page, target in links:
            label = _label(link, target) if page in self.pages and target in places else ""
            if label and target not in self.labels:
                element = _note_at(places[target]) or places[target]
                text = label.replace(" ", "-") if label[0].isalnum() else "n"
                text = f"{text}-{len(self.labels) + 1}" if text in taken else text
                self.labels[target] = self.elements.setdefault(element.mem_id, text)
                taken.add(text)

    def target(self, attributes: Attributes) -> str:
        """The name of the element on this page that a link leads to; empty where it leads elsewhere."""
        page, target = _split(attributes)
        return target if page in self.pages else ""


def _note_at(node: LexborNode) -> LexborNode | None:
    """The block that an anchor opens, be it the anchor itself; None where words stand before it."""
    is_block = (node.tag or "") in NOTES
    for _step in range(0 if is_block else _MAX_STEPS):
        before, above = node.prev, node.parent
        if above is None or (before is not None and (before.text_content or "").strip()):
            return None
        node = above if before is None else before
        is_block = before is None and (above.tag or "") in NOTES
        if is_block:
            break
    return node if is_block else None


def _label(link: LexborNode, target: str) -> str:
    """The label that a link to a note is; empty where it is none, as a "2" that leads to a page is."""
    label = _NOTE_LABEL.fullmatch(" ".join(link.text().split()))
    return label[1] if label and _is_of_note(link, target) else ""


def _is_of_note(link: LexborNode, target: str) -> bool:
    """Whether a link stands as a mark does, or leads to what is called a note: no "2" that leads to a page."""
    above = link.parent
    return (
        (above is not None and above.tag == "sup") or link.css_first("sup") is not None or bool(_OF_NOTE.match(target))
    )


def _split(attributes: Attributes) -> tuple[str, str]:
    """Which page a link leads to, empty for its own, and the name of which element there."""
    page, _mark, target = (attributes.get("href") or "").partition("#")
    return page, target.lstrip("_")


def _name(node: LexborNode) -> str:
    """The name of an element, without the underline that Word puts before it where it is linked."""
    attributes = node.attributes
    return (attributes.get("id") or attributes.get("name") or "").lstrip("_")
