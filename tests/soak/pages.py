"""The pages that readers ask for, and what is wrong with an answer: two states in one page, or one that is over."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

BODIES = ("soak-1", "soak-2")
"""Two dossiers that are published together, each time in the same state."""

TEXT = """Soaked Body {body} (SOAK{body}) — Deep Dossier

This is what state {state} says.


Snapshot

  • Headquarters: Town of state {state}, Switzerland

Timeline

{events}

Key People

  • Ann Soak: Director of state {state}, 1950–1970
"""
_STATE = re.compile(r"state[\s-]+(\d+)", re.I)
_TAG = re.compile(r"<[^>]+>")
_EVENT = re.compile(r"<h2[^>]*>\s*<a[^>]*>Event (\d+) of")


def events_of(state: int) -> int:
    """How many events a dossier has in a state."""
    return 3 + state % 11


def text_of(body: str, state: int) -> str:
    """The text of one of the dossiers in a state, which stands in every claim."""
    event = "{year}: Event {number} of state {state}\n\nIt says state {state}."
    events = (event.format(year=1950 + each, number=each, state=state) for each in range(events_of(state)))
    return TEXT.format(body=body[-1], state=state, events="\n\n".join(events))


def states_in(page: str) -> list[int]:
    """The states that a page speaks of, in its order."""
    return [int(found) for found in _STATE.findall(unescape(_TAG.sub(" ", page)))]


def one_state(page: str, low: int, high: int) -> str:
    """What is wrong with a page that shows the published state alone."""
    found = set(states_in(page))
    return "mixed" if len(found) != 1 else age_of(found.pop(), low, high)


def latest_state(page: str, low: int, high: int) -> str:
    """What is wrong with a page that shows earlier states too, the latest first."""
    found = states_in(page)
    return "mixed" if not found or found[0] != max(found) else age_of(found[0], low, high)


def counted(sentence: str, more: int = 0) -> Callable[[str, int, int], str]:
    """What is wrong with a page of one state that says, as in the pattern, how many events it counts, and `more`."""

    def check(page: str, low: int, high: int) -> str:
        found = re.search(sentence, page)
        states = set(states_in(page))
        if not found or len(states) != 1 or int(found[1]) != events_of(*states) + more:
            return "mixed"
        return age_of(states.pop(), low, high)

    return check


def listed(page: str, low: int, high: int) -> str:
    """What is wrong with a list of a dossier's events, which says how many they are."""
    wrong = counted(r">(\d+) claims?<")(page, low, high)
    shown = {int(number) for number in _EVENT.findall(page)}
    return wrong or ("" if shown == set(range(len(shown))) and len(shown) == events_of(states_in(page)[0]) else "mixed")


def nothing(page: str, low: int, high: int) -> str:
    """Of other pages the status tells all."""
    return ""


def age_of(state: int, low: int, high: int) -> str:
    """ "stale" where something later was published before the page was asked for; "mixed" where nothing such was."""
    return "stale" if state < low else "mixed" if state > high else ""


@dataclass(frozen=True)
class Asked:
    """An address, and what finds its faults: called with the page, the state that was published for sure when it was
    asked for, and the latest that may have been when it came."""

    url: str
    fault: Callable[[str, int, int], str] = nothing


PAGES = [
    Asked("/?q=soaked", one_state),
    Asked("/organizations/soak-1/", one_state),
    Asked("/organizations/soak-2/?era=cold-war", one_state),
    # An introduction, a fact and a person are claims too.
    Asked("/organizations/soak-1/?era=cold-war", counted(r"\d+ of (\d+) claims<", 3)),
    Asked("/organizations/soak-1/history/", latest_state),
    Asked("/organizations/soak-1/feed/", latest_state),
    Asked("/explore/?organization=soak-1&kind=event", listed),
    Asked("/explore/?q=event+state&organization=soak-2", one_state),
    Asked("/compare/?org=soak-1&org=soak-2", one_state),
    Asked("/people/ann-soak/", one_state),
    Asked("/suggest/?q=event", one_state),
    Asked("/eras/cold-war/", one_state),
    Asked("/matrix/"),
    Asked("/matrix/?organization=soak-1"),
    Asked("/themes/"),
    Asked("/people/"),
    Asked("/feed/"),
    Asked("/sitemap-organizations.xml"),
    Asked("/about/"),
    Asked("/organizations/iom/"),
]
