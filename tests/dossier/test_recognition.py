"""Which language a text is in, told by its words and letters; nothing where they are those of one that is not known."""

import pytest

from organizations.dossier.words.recognition import likely_language

TEXTS = {
    "en": "The Organization was founded by the Allied states in 1951 and is based in Geneva. It manages migration.",
    "de": "Die Organisation wurde 1951 von den Alliierten gegründet und hat ihren Sitz in Genf.",
    "fr": "L’Organisation a été fondée en 1951 par les États alliés et son siège est à Genève.",
    "es": "La Organización fue fundada en 1951 por los Estados aliados y su sede está en la ciudad de Ginebra.",
    "it": "L’Organizzazione è nata nel 1951 per volontà degli Alleati e ha la sua sede a Ginevra.",
    "pt": "A Organização foi fundada em 1951 pelos Estados aliados e a sua sede é em Genebra. Não é uma agência.",
    "ru": "Организация была основана в 1951 году союзниками, и её штаб-квартира находится в Женеве. Это не фонд.",
    "ar": "تأسست المنظمة في جنيف من الدول الحليفة بعد الحرب، وهي التي تعمل على إدارة الهجرة بين الدول.",
    "zh": "该组织由盟国于1951年成立，总部设在日内瓦。它的任务是管理移民。",
    "ja": "この機関は1951年に設立され、本部はジュネーブにあります。",
    "el": "Ο Οργανισμός ιδρύθηκε το 1951 από τα συμμαχικά κράτη.",
    "ko": "이 기구는 1951년에 설립되었다.",
}
UNKNOWN = {
    "Dutch": "De Organisatie werd in 1951 door de geallieerden opgericht en is gevestigd in Genève.",
    "Ukrainian": "Організація була заснована в 1951 році союзниками, і її штаб-квартира знаходиться в Женеві.",
    "Persian": "این سازمان در سال ۱۹۵۱ تأسیس شد و مقر آن در ژنو است که برای مهاجرت کار می‌کند.",
    "nothing": "",
    "numbers": "1951 — 1952, 12 %",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_recognised(language: str) -> None:
    assert likely_language(TEXTS[language]) == language


@pytest.mark.parametrize("language", UNKNOWN)
def test_what_is_in_none_that_is_known_is_not_guessed(language: str) -> None:
    assert likely_language(UNKNOWN[language]) == ""


def test_a_text_that_quotes_another_language_is_in_its_own() -> None:
    assert likely_language(TEXTS["de"] * 3 + TEXTS["ru"]) == "de"
