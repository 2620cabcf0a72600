"""The fields of one claim on its dossier's page, written without a template: a page holds hundreds of them."""

from django import template
from django.contrib.admin.helpers import AdminField, AdminReadonlyField, Fieldline, Fieldset
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def claim_fields(fieldset: Fieldset) -> SafeString:
    """What `admin/includes/fieldset.html` makes of fields without a heading, one on each line."""
    rows = format_html_join("", "{}", ((_row(line),) for line in fieldset))
    return format_html('<fieldset class="module aligned {}">{}</fieldset>', fieldset.classes, rows)


def _row(line: Fieldline) -> SafeString:
    [field] = line
    errors = line.errors()
    classes = (" errors" if errors else "") + ("" if line.has_visible_field else " hidden")
    name, drawn, help_text = _read(field) if isinstance(field, AdminReadonlyField) else _typed(field)
    is_box = " checkbox-row" if field.is_checkbox else ""
    return format_html(
        '<div class="form-row{} field-{}">{}<div><div class="flex-container{}">{}</div>{}</div></div>',
        classes, name, errors, is_box, drawn, help_text,
    )  # fmt: skip


def _read(field: AdminReadonlyField) -> tuple[str, SafeString, SafeString]:
    """The name, label and words of a field that nobody changes, and its help."""
    drawn = format_html('{}<div class="readonly">{}</div>', field.label_tag(), field.contents())
    return field.field["name"], drawn, _help(field.field["help_text"], is_hidden=field.field["is_hidden"])


def _typed(field: AdminField) -> tuple[str, SafeString, SafeString]:
    """The name, label and widget of a field, a box before its label, and its help."""
    bound = field.field
    drawn = format_html("{1}{0}" if field.is_checkbox else "{0}{1}", field.label_tag(), bound)
    return bound.name, drawn, _help(str(bound.help_text), is_hidden=bound.is_hidden, place=bound.id_for_label)


def _help(words: str, *, is_hidden: bool, place: str | None = None) -> SafeString:
    if not words:
        return SafeString("")
    hidden = " hidden" if is_hidden else ""
    called = format_html(' id="{}_helptext"', place) if place else ""
    return format_html('<div class="help{}"{}><div>{}</div></div>', hidden, called, SafeString(words))
