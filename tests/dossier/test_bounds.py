"""How long each field may be: refused in a text with its line, and when words are replaced."""

import pytest

from organizations.dossier.bounds import MAX_LINE, MAX_NAME, MAX_PROSE
from organizations.dossier.changes.replacing import Search, places, replaced
from organizations.dossier.document import excesses
from organizations.dossier.messages import Message
from organizations.dossier.text.errors import DossierError, FieldTooLong
from organizations.dossier.text.parser import parse
from organizations.wording import sentence

TOO_LONG = {
    "name": ("A" * (MAX_NAME + 1), 1, "name"),
    "title": ("A Body (AB) " + "b" * MAX_LINE, 1, "title"),
    "fact": ("A Body\n\nSnapshot\n\n• Headquarters: " + "b" * (MAX_LINE + 1), 5, "value"),
    "event": ("A Body\n\nTimeline\n\n1951: Title\n\n1952: " + "b" * (MAX_LINE + 1), 7, "title"),
    "influence": ("A Body\n\nKey People\n\n• Donors: " + "b" * (MAX_LINE + 1), 5, "text"),
    "country": ("A Body\n\nKey People\n\n• Amy Pope: Chair (" + "b" * (MAX_NAME + 1) + ")", 5, "country"),
    "point": ("A Body\n\nKey Programs\n\n1. " + "b" * (MAX_LINE + 1), 5, "title"),
    "heading": ("A Body\n\nWords.\n\n## " + "b" * (MAX_LINE + 1) + "\n\nMore.", 5, "heading"),
    "body": ("A Body\n\nTimeline\n\n1951: Title\n\n" + f"{'b' * 1_000}\n" * 201, 5, "body"),
    "introduction": ("A Body\n\n" + f"{'b' * 1_000}\n" * 201, 3, "introduction"),
}


@pytest.mark.parametrize("name", TOO_LONG)
def test_a_field_that_is_too_long_is_refused_with_its_line(name):
    text, line, field = TOO_LONG[name]
    with pytest.raises(FieldTooLong) as refusal:
        parse(text)
    assert sentence(refusal.value.message).startswith(f"the {field} that begins here has")
    assert refusal.value.line == line


def test_a_field_may_be_as_long_as_it_may_be():
    value, body = "b" * MAX_LINE, "\n".join(["b" * 999] * 200)
    dossier = parse(f"A Body\n\nSnapshot\n\n• Label: {value}\n\nTimeline\n\n1951: Title\n\n{body}")
    assert not list(excesses(dossier))
    fact, event = (claim for _section, claim in dossier.items())
    assert (len(fact.value), len(event.body)) == (MAX_LINE, MAX_PROSE - 1)


def test_replacing_does_not_make_a_field_too_long():
    dossier = parse("A Body\n\nKey Programs\n\n1. " + "b " * (MAX_LINE // 2))
    search = Search("b", "longer words")
    done = replaced(dossier, search, {place.name for place in places(dossier, search)})
    assert done.refused["program/" + "b-" * 29 + "b/title/0"] == Message("too-long-then", {"max_length": MAX_LINE})
    assert not list(excesses(done.dossier))


def test_an_error_of_length_is_one_of_a_dossier():
    assert issubclass(FieldTooLong, DossierError)
