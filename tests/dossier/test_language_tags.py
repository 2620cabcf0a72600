"""Which tags name a language."""

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from django.conf.locale import LANG_INFO

from organizations.dossier.languages import comma_of, is_right_to_left, language_of


@pytest.mark.parametrize(
    ("words", "tag"),
    [("en", "en"), ("EN", "en"), (" fr ", "fr"), ("pt_br", "pt-BR"), ("zh-hant", "zh-Hant"), ("iw", "he")],
)
def test_a_tag_is_written_as_browsers_read_it(words, tag):
    assert language_of(words) == tag
    assert language_of(tag) == tag


@pytest.mark.parametrize(
    "words",
    [
        "",
        "english",
        "xx",
        "und",
        "en us",
        "en-",
        "x-private",
        "<b>",
        'en" onload="',
        "en\x00",
        "١",
        "a" * 99,
        "en-" * 9,
    ],
)
def test_what_names_no_language_is_refused(words):
    with pytest.raises(ValueError):
        language_of(words)


@pytest.mark.parametrize(
    ("tag", "expected"), [("ar", True), ("he", True), ("az-Arab", True), ("en", False), ("zh", False), ("", False)]
)
def test_the_lines_of_some_run_from_right_to_left(tag: str, expected: bool) -> None:
    assert is_right_to_left(tag) is expected


@pytest.mark.slow
def test_lists_have_the_commas_of_cldr() -> None:
    written = {tag for tag in LANG_INFO if Locale.negotiate([tag], locale_identifiers(), sep="-")}
    written -= {"ar", "ar-dz"}  # which has “and” between all of them
    written -= {"ckb", "ug"}  # of which CLDR has only what it has of any language
    assert len(written) > 80
    for tag in sorted(written):
        pattern = Locale.parse(tag, sep="-").list_patterns["or"]["middle"]
        assert comma_of(tag) == pattern.replace("{0}", "").replace("{1}", "").replace("\u200f", ""), tag
