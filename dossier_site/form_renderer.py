"""Django's form renderer, but for what a page holds hundreds of: plain widgets, labels and lists of no errors."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from typing import Any, ClassVar

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template import Context
from django.template.base import render_value_in_context
from django.utils.safestring import SafeString

Write = Callable[["FormRenderer", Mapping[str, Any]], str]
"""What a template makes of its context, written without the template."""

NO_CONTEXT = Context()


class FormRenderer(DjangoTemplates):
    """Gives the HTML of Django's own templates, save for white space, in a tenth of their time."""

    writers: ClassVar[dict[str, Write]]

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The HTML of one widget, label or list of errors."""
        write = self.writers.get(template_name)
        return write(self, context) if write else super().render(template_name, context, request)


def text(value: object) -> str:
    """A value as `{{ value }}` gives it."""
    return plain(value) if isinstance(value, str) else render_value_in_context(value, NO_CONTEXT)


def plain(value: object) -> str:
    """A value as `{{ value|stringformat:'s' }}` gives it: numbers as they are in Python, whatever the locale."""
    # What is safe stays as it is: Django's own `escape` would escape it again.
    return value if isinstance(value, SafeString) else escape(str(value))


@lru_cache(maxsize=4096, typed=True)
def name(value: object) -> str:
    """What code calls a thing, as `plain` gives it: rows, pages and readers have the same names again and again.

    Typed, since a safe string equals one that has to be escaped.
    """
    return plain(value)


def attributes(attrs: Mapping[str, object] | None) -> str:
    """The attributes of a tag, each after a space; those that are False are left out. Names are those of the code."""
    # As Django's attrs.html has it: `is`, for 0 is a value and no False.
    pairs = [(key, value) for key, value in (attrs or {}).items() if value is not False]
    return "".join([f" {key}" if value is True else f' {key}="{name(value)}"' for key, value in pairs])


def _input(_renderer: FormRenderer, context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{plain(widget["value"])}"'
    return f'<input type="{name(widget["type"])}" name="{name(widget["name"])}"{value}{attributes(widget["attrs"])}>'


def _input_option(renderer: FormRenderer, context: Mapping[str, Any]) -> str:
    widget, drawn = context["widget"], _input(renderer, context)
    if not widget["wrap_label"]:
        return drawn
    pk = widget["attrs"].get("id")
    place = f' for="{name(pk)}"' if pk else ""
    return f"<label{place}>{drawn} {text(widget['label'])}</label>"


def _textarea(_renderer: FormRenderer, context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    value = text(widget["value"]) if widget["value"] else ""
    # The line end after the tag is dropped by browsers: without it, a value that begins with one would lose it.
    return f'<textarea name="{name(widget["name"])}"{attributes(widget["attrs"])}>\n{value}</textarea>'


def _boxes(renderer: FormRenderer, context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    attrs = [f' {key}="{name(widget["attrs"][key])}"' for key in ("id", "class") if widget["attrs"].get(key)]
    found = [f"<div{''.join(attrs)}>"]
    for group, options, _index in widget["optgroups"]:
        boxes = [renderer.render(option["template_name"], {"widget": option}) for option in options]
        drawn = "".join(f"<div>{box}</div>" for box in boxes)
        found.append(f"<div><label>{text(group)}</label>{drawn}</div>" if group else drawn)
    return "".join([*found, "</div>"])


def _select(renderer: FormRenderer, context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    found = [f'<select name="{name(widget["name"])}"{attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        drawn = "".join(renderer.render(option["template_name"], {"widget": option}) for option in options)
        found.append(f'<optgroup label="{text(group)}">{drawn}</optgroup>' if group else drawn)
    return "".join([*found, "</select>"])


def _option(_renderer: FormRenderer, context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    return f'<option value="{plain(widget["value"])}"{attributes(widget["attrs"])}>{text(widget["label"])}</option>'


def _label(_renderer: FormRenderer, context: Mapping[str, Any]) -> str:
    label = text(context["label"])
    if not context["use_tag"]:
        return label.strip()
    tag = text(context["tag"])
    return f"<{tag}{attributes(context['attrs'])}>{label}</{tag}>"


def _errors(_renderer: FormRenderer, context: Mapping[str, Any]) -> str:
    if not context["errors"]:
        return ""
    field = context["errors"].field_id
    place = f' id="{text(field)}_error"' if field else ""
    items = "".join(f"<li>{text(error)}</li>" for error in context["errors"])
    return f'<ul class="{text(context["error_class"])}"{place}>{items}</ul>'


WIDGETS = "django/forms/widgets"
INPUTS = ("text", "hidden", "number", "email", "url", "password", "date", "datetime", "time", "file", "checkbox")
FormRenderer.writers = {
    **{f"{WIDGETS}/{name}.html": _input for name in INPUTS},
    **{f"{WIDGETS}/{name}_option.html": _input_option for name in ("checkbox", "radio")},
    **{f"{WIDGETS}/{name}.html": _boxes for name in ("checkbox_select", "radio")},
    f"{WIDGETS}/textarea.html": _textarea,
    f"{WIDGETS}/select.html": _select,
    f"{WIDGETS}/select_option.html": _option,
    "django/forms/label.html": _label,
    "django/forms/errors/list/default.html": _errors,
    "django/forms/errors/list/ul.html": _errors,
}
