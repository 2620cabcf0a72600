"""Texts on people and facts whose truth is known: the same holders of offices in nine languages and many layouts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from organizations.dossier.document import AnyClaim, Role
from organizations.dossier.names import bare_name
from organizations.dossier.text.reading import Certainty, Reading
from organizations.dossier.words import fold
from tests.dossier.intake.hands import record_of


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held which office: the truth of a line."""

    name: str
    office: str
    start: int
    end: int
    country: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a language calls things that stand around holders of offices."""

    heading: str
    office: str
    offices: str
    deputy: str
    since: str
    columns: tuple[str, str, str, str, str]
    """The headers of name, office, country, beginning and end."""
    names: tuple[tuple[str, str], ...]
    """Names, and the countries that these people are from."""


TONGUES = {
    "en": Tongue(
        "Key People", "Secretary-General", "Secretaries-General", "Treasurer", "since",
        ("Name", "Office", "Country", "From", "To"),
        (("Ada Lund", "Mali"), ("Jan de Boer", "Netherlands"), ("Dr. May Weston, KBE", "Canada")),
    ),
    "fr": Tongue(
        "Dirigeants", "Secrétaire général", "Secrétaires généraux", "Trésorière", "depuis",
        ("Nom", "Fonction", "Pays", "Début", "Fin"),
        (("Mme Léa Roux", "France"), ("Jean d’Aumont", "Belgique"), ("Avril Petit", "Suisse")),
    ),
    "es": Tongue(
        "Personas clave", "Secretario general", "Secretarios generales", "Tesorera", "desde",
        ("Nombre", "Cargo", "País", "Desde", "Hasta"),
        (("Julio Peña y Lillo", "México"), ("Dra. Inés de la Cruz", "Perú"), ("Rosa Marzo", "España")),
    ),
    "pt": Tongue(
        "Pessoas-chave", "Secretário-geral", "Secretários-gerais", "Tesoureira", "desde",
        ("Nome", "Cargo", "País", "Início", "Fim"),
        (("João da Silva", "Brasil"), ("Maria dos Santos", "Portugal"), ("Abril Costa", "Angola")),
    ),
    "de": Tongue(
        "Wichtige Personen", "Generalsekretär", "Generalsekretäre", "Schatzmeisterin", "seit",
        ("Name", "Amt", "Land", "Von", "Bis"),
        (("Hanna Holm", "Schweden"), ("Dr. Karl von Ahn", "Deutschland"), ("August Mai", "Österreich")),
    ),
    "it": Tongue(
        "Persone chiave", "Segretario generale", "Segretari generali", "Tesoriera", "dal",
        ("Nome", "Carica", "Paese", "Inizio", "Fine"),
        (("Luca Maggio", "Italia"), ("Anna De Rosa", "Svizzera"), ("Ettore dell’Orto", "Italia")),
    ),
    "ru": Tongue(
        "Ключевые лица", "Генеральный секретарь", "Генеральные секретари", "Казначей", "с",
        ("Имя", "Должность", "Страна", "Начало", "Конец"),
        (("Анна Кузнецова", "Россия"), ("Пётр Ильич Мартов", "Казахстан"), ("Май Орлова", "Эстония")),
    ),
    "ar": Tongue(
        "الشخصيات الرئيسية", "الأمين العام", "الأمناء العامون", "أمينة الصندوق", "منذ",
        ("الاسم", "المنصب", "البلد", "من", "إلى"),
        (("أحمد بن صالح", "تونس"), ("ليلى الحسن", "مصر"), ("عمر يوسف", "الأردن")),
    ),
    "zh": Tongue(
        "主要人物", "秘书长", "历任秘书长", "司库", "自",
        ("姓名", "职务", "国籍", "开始", "结束"),
        (("王小明", "中国"), ("李娜", "新加坡"), ("陈国华", "马来西亚")),
    ),
}  # fmt: skip

Layout = Callable[[Tongue, Sequence[Holder]], str]


def _lines(form: str, gap: str = "\n") -> Layout:
    """Lines below the heading of people, a holder each."""

    def lay_out(tongue: Tongue, holders: Sequence[Holder]) -> str:
        lines = (
            form.format(
                name=each.name,
                office=each.office,
                country=each.country,
                start=each.start,
                end=each.end,
                short=each.end % 100,
                since=tongue.since,
            )
            for each in holders
        )
        return f"## {tongue.heading}\n\n{gap.join(lines)}"

    return lay_out


def _table(columns: Sequence[int], form: str = "| {} |", sep: str = " | ") -> Layout:
    def lay_out(tongue: Tongue, holders: Sequence[Holder]) -> str:
        rows = [tongue.columns, *((each.name, each.office, each.country, each.start, each.end) for each in holders)]
        lines = [form.format(sep.join(str(row[at]) for at in columns)) for row in rows]
        lines.insert(1, form.format(sep.join("---" for _ in columns)))
        return f"## {tongue.heading}\n\n" + "\n".join(lines)

    return lay_out


LAYOUTS: dict[str, Layout] = {
    "canonical": _lines("  • {name}: {office}, {start}–{end} ({country})", "\n\n"),
    "name, country, office, years": _lines("- {name} ({country}), {office}, {start}–{end}"),
    "office first": _lines("- {office}: {name} ({start}–{end})"),
    "office first, with country": _lines("- {office}: {name} ({country}), {start}–{end}"),
    "years first": _lines("- {start}–{end}: {name}, {office}"),
    "years first, dash": _lines("* {start}–{end} – {name} ({country}), {office}"),
    "years and name, then office": _lines("{start}-{end} {name}, {office}"),
    "short years": _lines("- {start}-{short:02} {name}, {office}"),
    "name – office (years)": _lines("- **{name}** – {office} ({start}–{end})"),
    "name (office, years)": _lines("{name} ({office}, {start}–{end})", "\n\n"),
    "name (years), office": _lines("1. {name} ({start}–{end}), {office}"),
    "name, office years": _lines("{name}, {office} {start}–{end}", "\n\n"),
    "office years: name": _lines("{office} {start}–{end}: {name}"),
    "office (years): name": _lines("{office} ({start}–{end}): {name}"),
    "office – name – years": _lines("{office} — {name} — {start}–{end}"),
    "office name, years": _lines("- {office} {name}, {start}–{end}"),
    "pipes": _lines("{name} | {office} | {start}–{end} | {country}"),
    "pipes reversed": _lines("{country} | {start}–{end} | {office} | {name}"),
    "lines in one paragraph": _lines("{name}, {office}, {country}, {start}–{end}"),
    "definitions": _lines("{name}\n: {office}, {start}–{end}", "\n\n"),
    "table": _table((0, 1, 2, 3, 4)),
    "table reversed": _table((4, 3, 2, 1, 0)),
    "table without country": _table((3, 4, 0, 1)),
    "html": lambda tongue, holders: (
        f"<h2>{tongue.heading}</h2><ul>"
        + "".join(f"<li><b>{each.office}</b>: {each.name} ({each.start}–{each.end})</li>" for each in holders)
        + "</ul>"
    ),
}
"""How holders are laid out: what a text has below its title."""

OF_ONE_OFFICE: dict[str, Layout] = {
    "heading of the office": lambda tongue, holders: (
        f"## {tongue.offices}\n\n" + "\n".join(f"- {each.name} ({each.start}–{each.end})" for each in holders)
    ),
    "heading of the office, countries": lambda tongue, holders: (
        f"## {tongue.offices}\n\n"
        + "\n".join(
            f"{at}. {each.start}–{each.end}: {each.name} ({each.country})" for at, each in enumerate(holders, 1)
        )
    ),
    "offices at the head of a line": lambda tongue, holders: (
        f"## {tongue.heading}\n\n{tongue.offices}: "
        + "; ".join(f"{each.name} ({each.start}–{each.end})" for each in holders)
    ),
    "offices above an inner list": lambda tongue, holders: (
        f"## {tongue.heading}\n\n- {tongue.offices}:\n"
        + "\n".join(f"  - {each.name}, {each.start}–{each.end}" for each in holders)
    ),
}
"""The same where all hold one office, which is said once."""


def holders_of(tongue: Tongue, years: Sequence[int], *, is_one_office: bool) -> list[Holder]:
    """The holders of a language, from the first year to the next and so on; the last of them holds another office."""
    offices = [tongue.office] * len(tongue.names)
    if not is_one_office:
        offices[-1] = tongue.deputy
    return [
        Holder(name, office, start, end, country)
        for (name, country), office, start, end in zip(tongue.names, offices, years, years[1:], strict=False)
    ]


def text_of(layout: Layout, tongue: Tongue, holders: Sequence[Holder]) -> str:
    """A text with a title and its people."""
    body = layout(tongue, holders)
    return f"<h1>Harbour League</h1>{body}" if body.startswith("<") else f"# Harbour League\n\n{body}\n"


def known_texts() -> Iterator[tuple[str, str, list[Holder]]]:
    """Each layout in each language: what it is called, the text, and its truth."""
    years = (1951, 1958, 1964, 1971)
    for is_one_office, layouts in ((False, LAYOUTS), (True, OF_ONE_OFFICE)):
        for (tag, tongue), (name, layout) in product(TONGUES.items(), layouts.items()):
            holders = holders_of(tongue, years, is_one_office=is_one_office)
            yield f"{tag}: {name}", text_of(layout, tongue, holders), holders


@dataclass(frozen=True, slots=True)
class Wrong:
    """A record that says what its text does not, and whether the reading says that it may be so."""

    record: str
    is_marked: bool


def wrong_people(reading: Reading, holders: Sequence[Holder]) -> list[Wrong]:
    """What a reading says of people that is not so: another office or time, a name of nobody, no person at all."""
    truth = {(fold(bare_name(each.name)), fold(each.office), f"{each.start}/{each.end}"): each for each in holders}
    wrong = []
    for claim in (claim for _section, claim in reading.dossier.items()):
        if isinstance(claim, Role):
            days = claim.period.edtf if claim.period else ""
            holder = truth.get((fold(bare_name(claim.name)), fold(claim.title), days))
            if holder and claim.country in ("", holder.country):
                continue
        wrong.append(Wrong(record_of(claim), is_marked(claim, reading)))
    return wrong


def is_marked(claim: AnyClaim, reading: Reading) -> bool:
    """Whether a reading says of a claim that it is guessed, or has a notice at its lines."""
    assert claim.lines
    lines = range(claim.lines.first, claim.lines.last + 1)
    is_guessed = any(each.key == claim.key and each.certainty != Certainty.CANONICAL for each in reading.outcomes)
    return is_guessed or any(notice.line in lines for notice in reading.notices)
