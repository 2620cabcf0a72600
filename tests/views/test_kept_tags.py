"""`translate` and `url` in templates: what they keep they say as Django's own do, in each language and place."""

from collections.abc import Callable, Iterator

import pytest
from django.template import Context, Template
from django.template.defaulttags import url as django_url
from django.templatetags import i18n as django_i18n
from django.urls import NoReverseMatch, get_script_prefix, set_script_prefix
from django.utils.translation import override

from organizations.templatetags import kept

LOAD = "{% load i18n %}"


def rendered(text: str, **values: object) -> str:
    return Template(LOAD + text).render(Context(values))


@pytest.fixture
def below() -> Iterator[Callable[[str], None]]:
    """Sets a prefix of urls, as a server does for a site below a path."""
    former = get_script_prefix()
    yield set_script_prefix
    set_script_prefix(former)


def test_words_are_said_in_the_language_of_now() -> None:
    template = Template(LOAD + '{% translate "Monday" %}')
    texts = []
    for language in ("en", "de", "en", "fr"):
        with override(language):
            texts.append(template.render(Context()))
    assert texts == ["Monday", "Montag", "Monday", "lundi"]


@pytest.mark.parametrize(
    "tag",
    [
        '{% translate "Monday" as day %}<{{ day }}>',
        '{% translate "100%% <b>" %}',
        '{% translate "Monday"|upper %}',
        '{% translate "Monday" noop %}',
        '{% translate "May" context "abbrev. month" %}',
        "{% translate word %}",
        '{% trans "Monday" %}',
        '{% url "organizations:about" %}',
        '{% url "organizations:organization_detail" slug %}',
        '{% url "organizations:organization_detail" slug=slug %}',
        '{% url "organizations:edition_detail" slug 3 %}',
        '{% url "organizations:about" as here %}<{{ here }}>',
        '{% url "admin:index" %}',
        "{% url name %}",
    ],
)
def test_each_says_what_djangos_own_says(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"word": "<Monday>", "slug": "a-b", "name": "organizations:matrix"}
    with override("de"):
        found = [rendered(tag, **values) for _ in range(2)]
        monkeypatch.setitem(kept.register.tags, "translate", django_i18n.do_translate)
        monkeypatch.setitem(kept.register.tags, "url", django_url)
        assert found == [rendered(tag, **values)] * 2


def test_an_address_is_below_the_prefix_of_now(below: Callable[[str], None]) -> None:
    templates = [
        Template(LOAD + f"{{% url {name} %}}") for name in ('"organizations:about"', '"organizations:history" "a"')
    ]
    for prefix in ("/", "/dossiers/", "/"):
        below(prefix)
        assert [each.render(Context()) for each in templates] == [
            f"{prefix}about/",
            f"{prefix}organizations/a/history/",
        ]


@pytest.mark.parametrize("slug", ["", "a/b", "ä", '"><script>'])
def test_what_is_no_slug_has_no_address(slug: str) -> None:
    with pytest.raises(NoReverseMatch):
        rendered('{% url "organizations:history" slug %}', slug=slug)
