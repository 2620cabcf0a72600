"""A source is added to a claim by one form: what is doubtful is shown first, what is not is added at once."""

import pytest
from django.urls import reverse

from organizations.dossier.evidence.changing import with_source
from organizations.dossier.text.writer import write
from organizations.editing import record
from organizations.models import Fact, Organization, Source
from organizations.store import dump_dossier, load_dossier
from tests.admin.tools import EVENT, last
from tests.support.responses import body

BOOK = "M. Geiger, Migration Management (Palgrave, 2010), ISBN 978-0-230-27258-3"


def page_of(claim):
    return reverse(f"admin:organizations_{claim._meta.model_name}_source", args=[claim.pk])


def text_of(organization):
    return write(dump_dossier(Organization.objects.get(pk=organization.pk)))


@pytest.fixture
def fact(iom):
    record(iom)
    return Fact.objects.get(organization=iom, key="headquarters")


@pytest.fixture
def add(editor, form_of, fact):
    """A function: what is typed on the page of the fact -> the response to the button that adds it."""

    def typed(page=None, **data):
        form = form_of(page or body(editor.get(page_of(fact))), "add-source")
        return editor.post(page_of(fact), {**form, **data, "apply": "1"})

    return typed


def test_a_source_is_added_in_five_actions(fact, iom, editor, form_of):
    page = body(editor.get(reverse("admin:organizations_fact_change", args=[fact.pk])))
    assert f'href="{page_of(fact)}"' in page  # 1: follow it; 2, 3, 4: paste, type the place, the quote; 5: Enter
    number, _note = last(iom)
    form = form_of(body(editor.get(page_of(fact))), "add-source")
    typed = {"source": BOOK, "place": "p. 3", "quote": "It is so"}
    assert editor.post(page_of(fact), {**form, **typed, "apply": "1"}).status_code == 302
    assert f"[1] {BOOK}\n    Quote: “It is so”" in text_of(iom) and "Geneva, Switzerland [1, p. 3]" in text_of(iom)
    assert last(iom) == (number + 1, f"Source added to 1 claim: {BOOK}")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.org/a", "[1] https://example.org/a"),
        ("10.1000/ABC", "[1] doi:10.1000/abc"),
        ("A/RES/71/1", "[1] A/RES/71/1"),
        ("@book{a, title={A Book}, year={1999}, abstract={Long}}", "[1] A Book (1999)"),
        ("TY  - BOOK\r\nTI  - A Book\r\nPY  - 1999\r\nER  - ", "[1] A Book (1999)"),
        ('[{"type": "book", "title": "A Book", "issued": {"date-parts": [[1999]]}}]', "[1] A Book (1999)"),
    ],
)
def test_whatever_form_a_source_has_it_is_added_at_once(add, iom, typed, kept):
    assert add(source=typed).status_code == 302
    assert kept in text_of(iom)


def test_it_may_dispute_the_claim_and_be_for_others_too(add, iom):
    add(source=BOOK, role="disputes", claim=[f"event/{EVENT}", "role/nobody", "fact/headquarters", "x"])
    text = text_of(iom)
    assert text.count("[but see 1]") == 2 and text.count("Palgrave") == 1
    assert last(iom)[1].startswith("Source added to 2 claims")


@pytest.mark.slow
def test_what_names_no_work_is_shown_before_it_is_added(add, iom):
    page = body(add(source="Somebody said so"))
    assert "name no work" in page and "Nothing was added yet" in page and not Source.objects.exists()
    assert add(page).status_code == 302
    assert "[1] Somebody said so" in text_of(iom)


@pytest.mark.slow
def test_what_was_changed_after_it_was_shown_is_shown_again_where_it_is_doubtful(add, iom):
    page = body(add(source="Somebody said so"))
    assert "Nothing was added yet" in body(add(page, source="Another said so"))
    assert add(page, source=BOOK).status_code == 302


@pytest.mark.slow
def test_a_source_of_the_dossier_is_used_again(add, iom, editor, fact):
    add(source=BOOK, place="p. 3", quote="It is so")
    page = body(editor.post(page_of(fact), {"source": "ISBN 9780230272583", "role": "supports"}))
    assert "This dossier has it: [1] M. Geiger" in page
    assert "It is cited there already" not in page
    add(source="ISBN 9780230272583", place="p. 9")
    assert "[1, p. 3][1, p. 9]" in text_of(iom) and Source.objects.count() == 1
    assert "cited there already" in body(add(source=BOOK, place="p. 9"))
    page = body(add(source=BOOK, place="p. 11", quote="Other"))
    assert "yours is not added" in page and add(page).status_code == 302


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["978-0-230-27258-3", "0-230-27258-4"])
def test_other_dossiers_that_cite_it_are_counted_and_lend_their_words(add, iom, twin, typed):
    typed = f"ISBN {typed}"
    text = f"{BOOK}\nPublisher: Palgrave\nQuote: “Theirs”"
    load_dossier(with_source(dump_dossier(twin), "fact", "headquarters", text=text), slug=twin.slug)
    page = body(add(source=typed))
    assert "Already cited in 1 other dossier." in page and BOOK in page
    assert add(page).status_code == 302
    assert f"[1] {BOOK}\n    Publisher: Palgrave" in text_of(iom) and "Theirs" not in text_of(iom)


@pytest.mark.slow
def test_several_sources_are_shown_first_and_have_no_one_place(add, iom):
    two = "https://example.org/a\r\n\r\nhttps://example.org/b"
    assert "one by one" in body(add(source=two, place="p. 3"))
    assert add(body(add(source=two))).status_code == 302
    assert "[1][2]" in text_of(iom)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"source": ""}, "required"),
        ({"source": BOOK, "place": "p. 3; 4"}, "cannot be a place"),
        ({"source": BOOK, "role": "x"}, "Select a valid choice"),
        ({"source": '[{"a": '}, "cannot be read"),
    ],
)
def test_what_cannot_be_added_is_refused_in_words(add, iom, typed, message):
    assert message in body(add(**typed))
    assert not Source.objects.exists()


def test_a_place_in_another_source_is_no_source(add, iom):
    add(source=BOOK)
    assert "place in another source" in body(add(source="Ibid., p. 5 (1999)"))


def test_who_only_looks_adds_nothing(fact, viewer):
    assert viewer.get(page_of(fact)).status_code == 403
    assert page_of(fact) not in body(viewer.get(reverse("admin:organizations_fact_change", args=[fact.pk])))


def test_a_claim_that_is_gone_is_not_found(editor, fact):
    assert editor.get(page_of(Fact(pk=999_999))).status_code == 404


def test_the_page_takes_few_queries(editor, fact, django_assert_max_num_queries):
    editor.get(page_of(fact))
    with django_assert_max_num_queries(30):
        editor.post(page_of(fact), {"source": BOOK, "role": "supports"})
