"""Our form renderer gives the HTML of Django's own, save for white space, for every widget that the site uses."""

import re
from itertools import product

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test import override_settings
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from dossier_site.form_renderer import FormRenderer

DJANGO = override_settings(FORM_RENDERER="django.forms.renderers.DjangoTemplates")
ODD = '<b class="x">&amp; “it\'s”</b>'
CHOICES = [("", "-----"), (1234567, gettext_lazy("Add")), ("x&y", ODD), ("safe", mark_safe("<i>one</i>"))]
GROUPED = [*CHOICES, (ODD, [("a", "A"), ("b", 1234567)])]
VALUES = (None, "", 0, 1234567, 1.5, True, "x&y", ODD, mark_safe("&lt;"), gettext_lazy("Add"), ("a", "b"))
ATTRS = (
    *({}, {"id": "id_x"}, {"id": ODD, "class": "a b", "required": True, "disabled": False, "rows": 1234, "x": None}),
    *({"title": "a&amp;b"}, {"title": mark_safe("a&amp;b")}),  # equal, and written in two ways
)
TYPED = (
    forms.TextInput, forms.HiddenInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput,
    forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.FileInput, forms.CheckboxInput, forms.Textarea,
)  # fmt: skip
CHOSEN = (forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple)


class OddForm(forms.Form):
    """Labels and errors of all sorts."""

    plain = forms.CharField(label=ODD)
    lazy = forms.CharField(label=gettext_lazy("Add"), widget=forms.TextInput({"id": "own"}), help_text="Help & more")
    safe = forms.CharField(label=mark_safe("<i>Safe</i>?"), error_messages={"required": mark_safe("<b>Fill</b>")})
    boxes = forms.MultipleChoiceField(choices=GROUPED, widget=forms.CheckboxSelectMultiple, label="")

    def clean(self):
        raise forms.ValidationError([ODD, gettext_lazy("Add")])


def squeezed(html):
    """HTML without white space around its tags, but for what a text area holds; tokens differ from page to page."""
    html = re.sub(r'(name="csrfmiddlewaretoken" value|href="[^"]*/preview)[^>]*', "", html)
    areas = re.split(r"(<textarea.*?</textarea>)", html, flags=re.S)
    return "".join(each if n % 2 else re.sub(r"\s*(<[^>]*>)\s*", r"\1", each) for n, each in enumerate(areas))


def same(render, *given):
    """Whether both renderers give the same."""
    return squeezed(render(*given, renderer=FormRenderer())) == squeezed(render(*given, renderer=DjangoTemplates()))


@pytest.mark.parametrize("widget", TYPED)
def test_a_widget_to_type_into_is_written_as_django_writes_it(widget):
    for value, attrs in product(VALUES, ATTRS):
        assert same(widget().render, "a&b", value, attrs), (value, attrs)


@pytest.mark.parametrize("widget", CHOSEN)
def test_a_widget_to_choose_from_is_written_as_django_writes_it(widget):
    for value, attrs in product((None, "", ["1234567", "a"], ["x&y"], "safe"), ATTRS):
        assert same(widget(choices=GROUPED).render, "a&b", value, attrs), (value, attrs)


@pytest.mark.parametrize("language", ["en", "de"])
def test_numbers_are_written_as_django_writes_them_in_each_language(language, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    with translation.override(language):
        assert same(forms.Select(choices=GROUPED).render, "a", 1234567, {"size": 1234})


def test_what_another_template_draws_in_a_widget_is_left_to_it():
    class Own(forms.CheckboxSelectMultiple):
        option_template_name = "django/forms/widgets/select_option.html"

    assert same(Own(choices=CHOICES).render, "a", [""], {})
    assert same(forms.SplitDateTimeWidget().render, "a", None, {})


@pytest.mark.parametrize("data", [None, {}, {"boxes": ["nowhere"], "plain": ODD}], ids=repr)
@pytest.mark.parametrize("auto_id", ["id_%s", False])
def test_labels_and_errors_are_written_as_django_writes_them(data, auto_id):
    def render(renderer):
        form = OddForm(data, auto_id=auto_id, renderer=renderer)
        labels = [field.label_tag() + field.legend_tag(attrs={"class": "x"}) for field in form]
        parts = [str(form), *labels, *(box for field in form for box in map(str, field))]
        return "".join([*parts, form.errors.as_ul(), *(str(field.errors) for field in form)])

    assert same(render)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    ["login/", "auth/user/add/", "organizations/organization/add/", "organizations/organization/import/",
     "organizations/organization/{}/change/", "organizations/organization/{}/step/schedule-publish/",
     "organizations/organization/{}/replace/", "organizations/timelineevent/?q=war", "organizations/role/add/"],
)  # fmt: skip
@pytest.mark.parametrize("is_sent", [False, True], ids=["opened", "refused"])
def test_pages_are_as_with_djangos_renderer(path, is_sent, as_member, iom):
    client, path = as_member("admin"), "/admin/" + path.format(iom.pk)

    def shown():
        response = client.post(path, {"name": ODD}) if is_sent else client.get(path)
        return squeezed(response.content.decode())

    ours = shown()
    with DJANGO:
        assert shown() == ours
