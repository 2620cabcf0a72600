"""Django's library `i18n` (`TEMPLATES` in the settings), whose `translate` looks up words once in each language.

Its `url`, which Django has among its own tags, works out an address of the site once.
"""

import re

from django.template import Context, Library, Node
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags import i18n
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from organizations.models.urls import url_of

register = Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters

_OURS = "organizations:"
_SLUG = re.compile(r"[-\w]+", re.ASCII)


class KeptWords(Node):
    """Words that stand in a template, as its tag `translate` says them."""

    def __init__(self, text: str, name: str | None) -> None:
        self.text = text
        self.name = name
        self.kept: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The words in the language of now, or nothing where they are for a name of the context."""
        language = get_language()
        text = self.kept.get(language)
        if text is None:
            # Safe as the literals of a template are. In catalogues a percent sign stands twice.
            translated = gettext(self.text.replace("%", "%%")).replace("%%", "%")
            text = self.kept[language] = SafeString(translated)
        if not self.name:
            return text
        context[self.name] = text
        return SafeString()


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """As Django's; words that are given as they are, and not said in a context, are kept."""
    node = i18n.do_translate(parser, token)
    text = node.filter_expression
    if text.var.literal is None or text.filters or node.noop or node.message_context:
        return node
    return KeptWords(text.var.literal, node.asvar)


class KeptUrl(URLNode):
    """An address of the site: kept where it has no argument, made by `url_of` where its one argument is a slug."""

    def __init__(self, node: URLNode, name: str) -> None:
        super().__init__(node.view_name, node.args, node.kwargs, node.asvar)
        self.name = name
        self.kept: dict[tuple[str, str | None], str] = {}

    def render(self, context: Context) -> str:
        """The address, escaped."""
        if self.args:
            slug = self.args[0].resolve(context)
            if isinstance(slug, str) and _SLUG.fullmatch(slug):
                try:
                    return url_of(self.name, slug)
                except NoReverseMatch:  # its argument is of another kind
                    return super().render(context)
            return super().render(context)
        place = get_script_prefix(), get_urlconf()
        if place not in self.kept:
            self.kept[place] = super().render(context)
        return self.kept[place]


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """As Django's; those of the site with no arguments, or a slug, are not worked out each time."""
    node = django_url(parser, token)
    name = "" if node.view_name.is_var else str(node.view_name.var)
    if not name.startswith(_OURS) or node.kwargs or node.asvar or len(node.args) > 1:
        return node
    return KeptUrl(node, name.removeprefix(_OURS))
