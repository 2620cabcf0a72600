"""What the words of a dossier suggest is shown with the words, and taken for the whole dossier in one step."""

from django.urls import reverse
from django.utils.html import escape

from organizations.editing import record
from organizations.models import Organization, Program, Theme, TimelineEvent
from tests.admin.tools import last
from tests.support.responses import body


def page_of(organization):
    return reverse("admin:organizations_organization_suggested_themes", args=[organization.pk])


def without_themes(*records):
    for each in records:
        each.themes.clear()
    return records


def themes(record):
    return {theme.slug for theme in record.themes.all()}


def test_suggestions_name_the_words_and_are_taken_in_one_revision(iom, editor, form_of):
    event, program = without_themes(TimelineEvent.objects.first(), Program.objects.first())
    record(iom)
    number, _note = last(iom)
    page = body(editor.get(page_of(iom)))
    assert event.title in page and escape(program.title) in page and "“resettlement”" in page.casefold()
    assert themes(event) == themes(program) == set()
    editor.post(page_of(iom), {**form_of(page, "suggested"), "apply": "1"})
    assert themes(event) and themes(program)
    assert last(iom)[0] == number + 1 and last(iom)[1].startswith("Themes added: ")
    assert "Nothing is suggested" in body(editor.get(page_of(iom)))


def test_what_is_not_ticked_is_not_taken(iom, editor, form_of):
    event, program = without_themes(TimelineEvent.objects.first(), Program.objects.first())
    form = form_of(body(editor.get(page_of(iom))), "suggested")
    kept = [name for name in form["theme"] if name.startswith("event/")][:1]
    editor.post(page_of(iom), {**form, "theme": kept, "apply": "1"})
    assert themes(event) == {kept[0].rpartition("/")[2]} and themes(program) == set()


def test_nothing_is_done_where_the_dossier_has_changed_or_nothing_is_ticked(iom, editor, form_of):
    [event] = without_themes(TimelineEvent.objects.first())
    form = form_of(body(editor.get(page_of(iom))), "suggested")
    assert "No theme is ticked." in body(editor.post(page_of(iom), {**form, "theme": [], "apply": "1"}))
    assert "has changed" in body(editor.post(page_of(iom), {**form, "seen": "99", "apply": "1"}))
    editor.post(page_of(iom), {**form, "theme": ["event/nobody/borders", "x"], "apply": "1"})
    assert themes(event) == set()


def test_a_dossier_in_another_language_is_offered_nothing(iom, editor):
    without_themes(*TimelineEvent.objects.all(), *Program.objects.all())
    Organization.objects.update(language="fr")
    assert Theme.objects.exists() and "Nothing is suggested" in body(editor.get(page_of(iom)))


def test_who_only_looks_takes_no_themes(iom, viewer):
    assert viewer.get(page_of(iom)).status_code == 403


def test_the_form_of_a_claim_names_what_its_words_suggest(iom, editor):
    [event] = without_themes(TimelineEvent.objects.first())
    event.title, event.body = "Resettlement begins", ""
    event.save()
    page = f"/admin/organizations/timelineevent/{event.pk}/change/"
    shown = body(editor.get(page))
    assert "Its words suggest:" in shown and "“Resettlement”" in shown
    assert themes(event) == set()
    event.themes.set(Theme.objects.all())
    assert "Its words suggest:" not in body(editor.get(page))


def test_the_form_of_a_claim_in_another_language_suggests_nothing(iom, editor):
    [event] = without_themes(TimelineEvent.objects.first())
    event.title = "Resettlement"
    event.save()
    Organization.objects.filter(pk=iom.pk).update(language="de")
    assert "Its words suggest:" not in body(editor.get(f"/admin/organizations/timelineevent/{event.pk}/change/"))
