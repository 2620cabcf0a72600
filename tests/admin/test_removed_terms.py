"""An era or theme that was deleted comes back whole: by restoring a dossier that has it, or by adding it again."""

from django.urls import reverse

from organizations.models import Era, Program, Theme, TimelineEvent
from tests.support.responses import body

WHOLE = ("name", "description", "words", "position")


def test_restoring_a_dossier_brings_a_deleted_theme_back_whole(iom, editor):
    theme = Theme.objects.get(slug="returns")
    before = [getattr(theme, name) for name in WHOLE]
    assert theme.words and theme.description
    editor.post(reverse("admin:organizations_theme_delete", args=[theme.pk]), {"post": "yes"})
    assert not Theme.objects.filter(slug="returns").exists()
    editor.post(reverse("admin:organizations_organization_restore", args=[iom.pk, 1]))
    again = Theme.objects.get(slug="returns")
    assert [getattr(again, name) for name in WHOLE] == before
    assert TimelineEvent.objects.filter(themes=again).exists() or Program.objects.filter(themes=again).exists()


def test_what_is_added_again_gets_what_it_said_where_nothing_else_is_said(iom, editor):
    theme, era = Theme.objects.get(slug="returns"), Era.objects.get(slug="cold-war")
    Theme.objects.filter(pk=theme.pk).delete()
    Era.objects.filter(pk=era.pk).delete()
    page = editor.post(
        reverse("admin:organizations_theme_add"),
        {"name": "Returns", "slug": "returns", "description": "Mine"},
        follow=True,
    )
    assert "It was there before" in body(page)
    editor.post(reverse("admin:organizations_era_add"), {"name": "Cold", "slug": "cold-war", "period": "1947–1991"})
    again = Theme.objects.get(slug="returns")
    assert (again.description, again.words) == ("Mine", theme.words)
    assert Era.objects.get(slug="cold-war").description == era.description
