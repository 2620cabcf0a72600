"""The fields of a claim are written without a template, and say what Django's template would."""

import pytest
from django.template.loader import get_template
from django.test.html import parse_html

from organizations.templatetags.claim_fields import claim_fields


def assert_same(response):
    """Each group of fields on the page, the row to copy too, is as Django's template writes it."""
    django = get_template("admin/includes/fieldset.html")
    fieldsets = [each for group in response.context["inline_admin_formsets"] for claim in group for each in claim]
    assert len(fieldsets) > 30
    for each in fieldsets:
        assert parse_html(claim_fields(each)) == parse_html(django.render({"fieldset": each}))


@pytest.mark.slow
def test_fields_are_as_djangos_template_writes_them(editor, url):
    assert_same(editor.get(url))


def test_fields_that_nobody_may_change_are_as_djangos_template_writes_them(url, viewer):
    assert_same(viewer.get(url))


@pytest.mark.slow
def test_fields_that_were_refused_are_as_djangos_template_writes_them(editor, url, form):
    wrong = {name: ["\x00<b>"] for name in form if name.endswith(("-title", "-period", "-value", "-body", "-heading"))}
    page = editor.post(url, {**form, **wrong})
    assert b"Null characters" in page.content
    assert_same(page)
