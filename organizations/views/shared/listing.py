"""What list pages share: the page that was asked for, facets with counts, addresses with one thing changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pyroaring import FrozenBitMap

from organizations.reading.filters import UrlFilter
from organizations.reading.selection import Selection, Value


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: its name, how many it would show (or more, if `at_least`), whether it is chosen.

    `possible` of those that it would show are in an era only possibly. `language` is that of a name of a dossier's.
    """

    value: str
    name: str
    count: int
    chosen: bool
    at_least: bool = False
    possible: int = 0
    language: str = ""
    __getitem__ = object.__getattribute__  # a template asks for choice["name"] before choice.name


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter, and the address without it; `language` is that of a name of a dossier's."""

    name: str
    url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class WayOut:
    """Where no result is: a filter that could be left out, the address without it, and how many there are then.

    `language` is that of a name of a dossier's.
    """

    name: str
    url: str
    count: int
    language: str = ""


class Stretches:
    """Something that is never there as a whole: a function from start and stop to the keys between them."""

    def __init__(self, take: Callable[[int, int], list[int]]) -> None:
        self.take = take

    def __getitem__(self, part: slice) -> list[int]:
        return self.take(part.start, part.stop)


class CountedPaginator(Paginator[Any]):
    """A Paginator that is told how many there are."""

    def __init__(self, found: Any, per_page: int, count: int) -> None:
        super().__init__(found, per_page)
        self.count = count


def per_page(request: HttpRequest, usual: int) -> int:
    """How many claims stand on a page of a list: a request that asks for all pages, to keep them, has longer ones."""
    return getattr(request, "per_page", usual)


def has_filters(request: HttpRequest) -> bool:
    """Whether a list of claims has its filters, which take long to count: one that is kept has none."""
    return getattr(request, "has_filters", True)


def page_of(paginator: "Paginator[Any]", asked: str) -> "tuple[Page[Any], str]":
    """The page asked for and no complaint; or the first one and what was wrong with the number."""
    try:
        return paginator.page(asked or 1), ""
    except PageNotAnInteger:
        return paginator.page(1), _("The page asked for is not a number; this is the first.")
    except EmptyPage:
        return paginator.page(1), _("There is no such page; this is the first.")


def url_without(query: QueryDict, *names: str, value: str | None = None) -> str:
    """The query string without one value of each name, or without all of them; and without the page."""
    changed = query.copy()
    changed.pop("page", None)
    for name in names:
        changed.setlist(name, [each for each in changed.getlist(name) if value is not None and each != value])
    return f"?{changed.urlencode()}"


def complaints_of(filterset: UrlFilter | None, *more: str) -> list[str]:
    """What was wrong with the values asked for, in words."""
    found = []
    if filterset:
        for name, errors in filterset.form.errors.items():
            found += [f"{filterset.label(name)}: {str(error)[:200]}" for error in errors]
    return [*found, *(each for each in more if each)]


def choices(
    values: Iterable[Value], among: FrozenBitMap, chosen: Iterable[str], *, at_least: bool = False
) -> list[Choice]:
    """The values of a filter, counted among what the other filters let through.

    Those that would show nothing are left out unless they are chosen.
    """
    taken = set(chosen)
    found = []
    for each in values:
        possible = among.intersection_cardinality(each.possible) if each.possible else 0
        # Counted apart: what has a value is never put together, and on a large site would be a bitmap for each.
        count = among.intersection_cardinality(each.certain) + possible
        if count or each.value in taken:
            is_chosen = each.value in taken
            found.append(Choice(each.value, each.name, count, is_chosen, at_least, possible, each.language))
    return found


def facets_of(
    filters: type[UrlFilter],
    values: Mapping[str, Iterable[Value]],
    selection: Selection,
    asked: Mapping[str, Any],
    *,
    at_least: bool = False,
) -> list[tuple[str, str, list[Choice]]]:
    """The label, name and choices of each filter that has values to choose from."""
    return [
        (filters.label(name), name, choices(those, selection.without(name), asked.get(name, ()), at_least=at_least))
        for name, those in values.items()
    ]


def around(
    request: HttpRequest,
    filterset: UrlFilter | None,
    selection: Selection,
    complaint: str,
    shown: Iterable[str],
) -> dict[str, Any]:
    """What stands around the results of every list: what was asked for, what was wrong with it, what to leave out.

    `filterset` is None where nothing is asked for; `shown` are the filters whose values are said, in their order.
    """
    asked = filterset.asked if filterset else {}
    return {
        "here": request.path,
        "words": asked.get("q", ""),
        "complaints": complaints_of(filterset, complaint),
        "chips": chips(request.GET, filterset, shown) if filterset else [],
        "ways_out": ways_out(request.GET, selection, filterset) if filterset and not selection.passing else [],
    }


def ways_out(query: QueryDict, selection: Selection, filterset: UrlFilter) -> list[WayOut]:
    """The filters without each of which something would pass, named by what is chosen, with the addresses without them.

    The filter that costs most stands first.
    """
    # Sorted by the number alone: of equals the order of the page's filters stays.
    counts = sorted(selection.ways_out().items(), key=lambda each: -each[1])
    return [
        WayOut(_("the years"), url_without(query, "from", "to"), count)
        if name == "years"
        else WayOut(
            _("the words “%(words)s”") % {"words": query["q"]}
            if name == "q"
            else ", ".join(chosen_names(query, filterset, name)),
            url_without(query, name),
            count,
            _language(filterset, *query.getlist(name)),
        )
        for name, count in counts
    ]


def chosen_names(query: QueryDict, filterset: UrlFilter, name: str) -> list[str]:
    """What the values of a filter that are asked for are called: by their own names, or as they were typed."""
    labels = {str(value): str(label) for value, label in getattr(filterset.form.fields[name], "choices", ())}
    return [labels.get(value, value) for value in dict.fromkeys(query.getlist(name)) if value]


def _language(filterset: UrlFilter, *values: str) -> str:
    """The language of the name of a chosen organization; of others it is not known."""
    known = getattr(filterset, "organizations", {})
    return known[values[0]].language if len(values) == 1 and values[0] in known else ""


def chips(query: QueryDict, filterset: UrlFilter, names: Iterable[str]) -> list[Chip]:
    """The chosen values of the named filters that are understood."""
    found: list[Chip] = []
    for name in names:
        field = filterset.form.fields[name]
        labels = {str(value): str(label) for value, label in getattr(field, "choices", ())}
        found += [
            Chip(
                capfirst(labels.get(value) or f"{field.label}: {value}"),
                url_without(query, name, value=value),
                _language(filterset, value),
            )
            for value in dict.fromkeys(query.getlist(name))
            if value and name not in filterset.form.errors
        ]
    return found
