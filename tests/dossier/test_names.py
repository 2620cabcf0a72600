"""What people are filed under: a guess from the name, by rules that hold for most."""

import pytest

from organizations.dossier.filing import filing_name


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        ("William Lacy Swing", "Swing, William Lacy"),
        ("H.E. Dr. Amina J. Mohammed", "Mohammed, Amina J."),
        ("Martin Luther King, Jr.", "King, Martin Luther"),
        ("Ursula von der Leyen", "Leyen, Ursula von der"),
        ("Gerrit Jan van Heuven Goedhart", "Heuven Goedhart, Gerrit Jan van"),
        ("Frederik Willem De Klerk", "De Klerk, Frederik Willem"),
        ("Charles de Gaulle", "Gaulle, Charles de"),
        ("Javier Pérez de Cuéllar", "Pérez de Cuéllar, Javier"),
        ("José Ortega y Gasset", "Ortega y Gasset, José"),
        ("Zeid Ra'ad al-Hussein", "Hussein, Zeid Ra'ad al-"),
        ("Mohammed bin Salman", "Salman, Mohammed bin"),
        ("Michael E Smith", "Smith, Michael E"),
        ("Ban Ki-moon", "Ban, Ki-moon"),
        ("Boutros Boutros-Ghali", "Boutros-Ghali, Boutros"),
        ("Swing, William Lacy", "Swing, William Lacy"),
        ("أنطونيو غوتيريش", "غوتيريش, أنطونيو"),
        ("潘基文", "潘基文"),
        ("緒方 貞子", "緒方 貞子"),
        ("Cher", "Cher"),
        ("al-", "al-"),
        ("van van", "van, van"),
    ],
)
def test_a_name_is_filed_under_its_family_name(name: str, filed: str) -> None:
    assert filing_name(name) == filed


@pytest.mark.parametrize(
    ("name", "country", "language", "filed"),
    [
        ("BAN Ki-moon", "", "en", "Ban, Ki-moon"),
        ("Marie-Claude DE LA TOUR", "France", "fr", "De La Tour, Marie-Claude"),
        ("Jean Dupont", "France", "fr", "Dupont, Jean"),
        ("KOFI ANNAN", "Ghana", "en", "ANNAN, KOFI"),
        ("Louis XIV", "", "en", "XIV, Louis"),
        ("Qu Dongyu", "China", "en", "Qu, Dongyu"),
        ("Houlin Zhao", "China", "en", "Zhao, Houlin"),
        ("Margaret Chan", "China", "en", "Chan, Margaret"),
        ("Lee Jong Wook", "Republic of Korea", "en", "Lee, Jong Wook"),
        ("Jong-wook Lee", "South Korea", "en", "Lee, Jong-wook"),
        ("Kim Yong", "Corée du Nord", "fr", "Kim, Yong"),
        ("Nguyễn Minh Triết", "Viet Nam", "en", "Nguyễn, Minh Triết"),
        ("Nguyen Thi Binh", "Вьетнам", "ru", "Nguyen, Thi Binh"),
        ("Vigdís Finnbogadóttir", "Iceland", "en", "Vigdís Finnbogadóttir"),
        ("Tedros Adhanom Ghebreyesus", "the Ethiopia", "en", "Tedros Adhanom Ghebreyesus"),
        ("Aung San Suu Kyi", "Myanmar", "en", "Aung San Suu Kyi"),
        ("U Thant", "Burma", "en", "Thant, U"),
        ("Göncz Árpád", "", "hu", "Göncz, Árpád"),
        ("János Kádár", "Hungary", "en", "Kádár, János"),
        ("Sadako Ogata", "Japan", "en", "Ogata, Sadako"),
        ("OGATA Sadako", "Japan", "en", "Ogata, Sadako"),
        ("Ali Abdul Aziz", "Egypt", "en", "Abdul Aziz, Ali"),
        ("Antonio Segni", "Italy", "hu", "Segni, Antonio"),
    ],
)
def test_where_somebody_is_from_says_which_name_is_the_familys(
    name: str, country: str, language: str, filed: str
) -> None:
    assert filing_name(name, country, language) == filed
