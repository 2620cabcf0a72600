"""What people are filed under: a guess from the name, by rules that hold for most."""

import pytest

from organizations.dossier.names import filing_name


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
