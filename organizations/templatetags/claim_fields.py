"""The fields of one claim on its dossier's page, written without a template: a page holds hundreds of them."""

from html import escape
from weakref import WeakKeyDictionary

from django import template
from django.contrib.admin.helpers import AdminField, AdminReadonlyField, Fieldline, Fieldset
from django.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


Labels = dict[str, tuple[str, str]]
"""What stands before and after the id in the label of a field, by its name: each form of a set has it."""

# Weak: the admin makes a class of forms for each request, which would otherwise never be let go of.
_labels: WeakKeyDictionary[type[BaseForm], dict[str | None, Labels]] = WeakKeyDictionary()
"""Those of a form in a language."""


@register.simple_tag
def claim_fields(fieldset: Fieldset) -> SafeString:
    """What `admin/includes/fieldset.html` makes of fields without a heading, one on each line."""
    labels = _labels.setdefault(type(fieldset.form), {}).setdefault(get_language(), {})
    rows = "".join([_row(line, labels) for line in fieldset])
    return SafeString(f'<fieldset class="module aligned {escape(fieldset.classes)}">{rows}</fieldset>')


def _row(line: Fieldline, labels: Labels) -> str:
    # A fieldset whose lines hold several fields would be drawn without all but one: that is an error here.
    [field] = line
    # Names and identifiers are those of fields: there is nothing to escape in them.
    errors = line.errors() if line.form.errors else ""
    classes = (" errors" if errors else "") + ("" if line.has_visible_field else " hidden")
    parts = _read(field, labels) if isinstance(field, AdminReadonlyField) else _typed(field, labels)
    name, drawn, help_text = parts
    is_box = " checkbox-row" if field.is_checkbox else ""
    return (
        f'<div class="form-row{classes} field-{name}">{errors}'
        f'<div><div class="flex-container{is_box}">{drawn}</div>{help_text}</div></div>'
    )


def _read(field: AdminReadonlyField, labels: Labels) -> tuple[str, str, str]:
    """The name, label and words of a field that nobody changes, and its help."""
    name: str = field.field["name"]
    drawn = f'{_label(field, labels, name)}<div class="readonly">{field.contents()}</div>'
    return name, drawn, _help(field.field["help_text"], is_hidden=field.field["is_hidden"])


def _typed(field: AdminField, labels: Labels) -> tuple[str, str, str]:
    """The name, label and widget of a field, a box before its label, and its help."""
    bound = field.field
    place = bound.id_for_label
    label = _label(field, labels, bound.name, place)
    drawn = f"{bound}{label}" if field.is_checkbox else f"{label}{bound}"
    return bound.name, drawn, _help(str(bound.help_text), is_hidden=bound.is_hidden, place=place)


def _label(field: AdminField | AdminReadonlyField, labels: Labels, name: str, place: str = "") -> str:
    target = f' for="{place}"' if place else ""
    if name not in labels:
        label = field.label_tag()
        before, _target, after = label.partition(target) if target else (label, "", "")
        labels[name] = before, after
    before, after = labels[name]
    return f"{before}{target}{after}"


def _help(text: str, *, is_hidden: bool, place: str = "") -> str:
    if not text:
        return ""
    hidden = " hidden" if is_hidden else ""
    # Help texts come as they are: Django takes them for HTML too.
    called = f' id="{place}_helptext"' if place else ""
    return f'<div class="help{hidden}"{called}><div>{text}</div></div>'
