"""What languages are called: in the reader's language and in their own."""

from organizations.dossier.languages import language_of
from organizations.dossier.words import languages
from organizations.wording import language_choices, language_name


def test_a_language_is_called_in_english_and_in_its_own_words() -> None:
    named = [language_name(tag) for tag in ("de", "ar", "zh", "zh-Hant", "en")]
    assert named == [
        "German – Deutsch",
        "Arabic – العربيّة",
        "Chinese – 中文",
        "Traditional Chinese – 繁體中文",
        "English",
    ]


def test_a_language_is_called_in_the_language_of_its_reader(german: None) -> None:
    assert language_name("ar") == "Arabisch – العربيّة"


def test_each_language_can_be_chosen_by_its_tag() -> None:
    tags = [tag for tag, _name in language_choices()]
    assert tags == [language_of(tag) for tag in tags]
    assert set(languages()) <= set(tags) and len(tags) > 90


def test_a_language_without_a_name_can_be_kept() -> None:
    assert ("tlh", "tlh") in language_choices("tlh")
