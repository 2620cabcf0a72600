"""Texts on events and facts whose truth is known: the same dates and facts in nine languages and many layouts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from organizations.dossier.text.reading import Reading
from tests.dossier.intake.hands import LAYOUTS as OF_EVENTS
from tests.dossier.intake.hands import Layout, record_of
from tests.dossier.intake.known import Wrong, is_marked


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a language heads a timeline and a snapshot, and writes dates and facts."""

    timeline: str
    snapshot: str
    dates: Mapping[str, str]
    """EDTF -> the words of the date."""
    facts: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    """What happened, an event each; with figures that are none of a date."""


_EDTF = ("1949-04-04", "1955-05", "1960/1964", "197X", "1985~", "2001/..")


def _dates(*words: str) -> Mapping[str, str]:
    return dict(zip(_EDTF, words, strict=True))


TONGUES = {
    "en": Tongue(
        "Timeline", "Snapshot",
        _dates("4 April 1949", "May 1955", "1960–1964", "1970s", "c. 1985", "since 2001"),
        (("Founded", "4 April 1949"), ("Seat", "Geneva"), ("Members", "27 (2019)")),
        ("Founded in Oslo", "Third congress: 41 states", "Harbour dues end", "Crisis", "1,200 ports", "New maps"),
    ),
    "fr": Tongue(
        "Chronologie", "En bref",
        _dates("4 avril 1949", "mai 1955", "1960-1964", "années 1970", "vers 1985", "depuis 2001"),
        (("Fondée", "4 avril 1949"), ("Siège", "Genève"), ("Membres", "27 (2019)")),
        ("Création à Lyon", "Congrès : 41 États", "Fin des droits", "Crise", "1 200 ports", "Cartes nouvelles"),
    ),
    "es": Tongue(
        "Cronología", "Datos clave",
        _dates("4 de abril de 1949", "mayo de 1955", "1960-1964", "años 1970", "hacia 1985", "desde 2001"),
        (("Fundación", "4 de abril de 1949"), ("Sede", "Quito"), ("Miembros", "27 (2019)")),
        ("Acta de Quito", "Congreso: 41 estados", "Fin de tasas", "Crisis", "1.200 puertos", "Mapas nuevos"),
    ),
    "pt": Tongue(
        "Cronologia", "Factos",
        _dates("4 de abril de 1949", "maio de 1955", "1960-1964", "década de 1970", "cerca de 1985", "desde 2001"),
        (("Fundação", "4 de abril de 1949"), ("Sede", "Lisboa"), ("Membros", "27 (2019)")),
        ("Ato de Lisboa", "Congresso: 41 estados", "Fim das taxas", "Crise", "1.200 portos", "Mapas novos"),
    ),
    "de": Tongue(
        "Chronik", "Steckbrief",
        _dates("4. April 1949", "Mai 1955", "1960–1964", "1970er Jahre", "um 1985", "seit 2001"),
        (("Gründung", "4. April 1949"), ("Sitz", "Kiel"), ("Mitglieder", "27 (2019)")),
        ("Gründung in Kiel", "Kongress: 41 Staaten", "Ende der Zölle", "Krise", "1.200 Häfen", "Neue Karten"),
    ),
    "it": Tongue(
        "Cronologia", "Scheda",
        _dates("4 aprile 1949", "maggio 1955", "1960-1964", "anni 1970", "circa 1985", "dal 2001"),
        (("Fondazione", "4 aprile 1949"), ("Sede", "Trento"), ("Membri", "27 (2019)")),
        ("Atto di Trento", "Congresso: 41 stati", "Fine dei dazi", "Crisi", "1.200 porti", "Carte nuove"),
    ),
    "ru": Tongue(
        "Хронология", "Справка",
        _dates("4 апреля 1949 г.", "май 1955", "1960–1964", "1970-е годы", "около 1985", "с 2001 г."),
        (("Основание", "4 апреля 1949 г."), ("Штаб-квартира", "Мурманск"), ("Члены", "27 (2019)")),
        ("Устав принят", "Съезд: 41 страна", "Конец пошлин", "Кризис", "1200 портов", "Новые карты"),
    ),
    "ar": Tongue(
        "التسلسل الزمني", "حقائق أساسية",
        _dates("4 أبريل 1949", "مايو 1955", "1960–1964", "سبعينيات القرن العشرين", "حوالي 1985", "منذ 2001"),
        (("تأسست", "4 أبريل 1949"), ("المقر", "مسقط"), ("الأعضاء", "27 (2019)")),
        ("تأسيس الرابطة", "مؤتمر: 41 دولة", "نهاية الرسوم", "أزمة", "1200 ميناء", "خرائط جديدة"),
    ),
    "zh": Tongue(
        "大事记", "概况",
        _dates("1949年4月4日", "1955年5月", "1960—1964年", "20世纪70年代", "约1985年", "2001年至今"),
        (("成立时间", "1949年4月4日"), ("总部", "上海"), ("成员", "27个")),
        ("联盟成立", "大会：41国", "取消港税", "危机", "1200个港口", "新地图"),
    ),
}  # fmt: skip

OF_FACTS: dict[str, Callable[[Sequence[tuple[str, str]]], str]] = {
    "colon": lambda facts: "\n".join(f"{label}: {value}" for label, value in facts),
    "bullets": lambda facts: "\n".join(f"- {label}: {value}" for label, value in facts),
    "bold": lambda facts: "\n".join(f"- **{label}:** {value}" for label, value in facts),
    "bold, colon behind": lambda facts: "\n\n".join(f"**{label}**: {value}" for label, value in facts),
    "dash": lambda facts: "\n".join(f"{label} – {value}" for label, value in facts),
    "arrow": lambda facts: "\n".join(f"* {label} → {value}" for label, value in facts),
    "tab": lambda facts: "\n".join(f"{label}\t{value}" for label, value in facts),
    "equals": lambda facts: "\n".join(f"{label} = {value}" for label, value in facts),
    "dots": lambda facts: " · ".join(f"*{label}:* {value}" for label, value in facts),
    "table": lambda facts: "|  |  |\n|---|---|\n" + "\n".join(f"| {label} | {value} |" for label, value in facts),
    "table without a header": lambda facts: (
        f"| {facts[0][0]} | {facts[0][1]} |\n|---|---|\n"
        + "\n".join(f"| {label} | {value} |" for label, value in facts[1:])
    ),
    "definitions": lambda facts: "\n\n".join(f"{label}\n: {value}" for label, value in facts),
    "html": lambda facts: "<dl>" + "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in facts) + "</dl>",
    "html paragraphs": lambda facts: "".join(f"<p><b>{label}</b> {value}</p>" for label, value in facts),
}
"""How facts are laid out: labels and values to what stands under their heading."""

SPANS: dict[str, Layout] = {
    "html, spans in paragraphs": lambda events: "".join(
        f'<p><span class="year">{date}</span> {text}</p>' for date, text in events
    ),
    "html, spans in items": lambda events: (
        "<ul>" + "".join(f"<li><span>{date}</span><span>{text}</span></li>" for date, text in events) + "</ul>"
    ),
    "html, blocks": lambda events: "".join(
        f"<div class='row'><div>{date}</div><div>{text}</div></div>" for date, text in events
    ),
    "html, definitions": lambda events: (
        "<dl>" + "".join(f"<dt>{date}</dt><dd>{text}</dd>" for date, text in events) + "</dl>"
    ),
    "tab": lambda events: "\n".join(f"{date}\t{text}" for date, text in events),
    "outline of tabs": lambda events: "\n".join(f"\t{date}\n\t\t{text}" for date, text in events),
    "numbers": lambda events: "\n".join(f"{at}. {date}: {text}" for at, (date, text) in enumerate(events, 1)),
    "behind, in brackets": lambda events: "\n".join(f"- {text} ({date})" for date, text in events),
}
"""More layouts of a timeline than every hand's."""


@dataclass(frozen=True, slots=True)
class Known:
    """A text, and what its records say: nothing else is true of it."""

    text: str
    truth: frozenset[str]


def _text(layout: str, heading: str, body: str) -> str:
    if layout.startswith("html"):
        return f"<h1>Harbour League</h1>\n<h2>{heading}</h2>\n{body}"
    return f"# Harbour League\n\n## {heading}\n\n{body}\n"


def known_claims() -> Iterator[tuple[str, Known]]:
    """Each layout in each language: what it is called, the text, and its truth."""
    for (tag, tongue), (name, layout) in product(TONGUES.items(), {**OF_EVENTS, **SPANS}.items()):
        events = list(zip(tongue.dates.values(), tongue.texts, strict=True))
        truth = frozenset(f"{edtf}: {text}" for edtf, text in zip(tongue.dates, tongue.texts, strict=True))
        yield f"{tag}, events: {name}", Known(_text(name, tongue.timeline, layout(events)), truth)
    for (tag, tongue), (name, lay_out) in product(TONGUES.items(), OF_FACTS.items()):
        truth = frozenset(f"{label} = {value}" for label, value in tongue.facts)
        yield f"{tag}, facts: {name}", Known(_text(name, tongue.snapshot, lay_out(tongue.facts)), truth)


def wrong_claims(reading: Reading, truth: frozenset[str]) -> list[Wrong]:
    """The records of a reading that its text does not say, and whether the reading says that they may be wrong."""
    claims = [claim for _section, claim in reading.dossier.items()]
    return [Wrong(record_of(claim), is_marked(claim, reading)) for claim in claims if record_of(claim) not in truth]


def missing_claims(reading: Reading, truth: frozenset[str]) -> list[str]:
    """What a text says and no record of its reading."""
    return sorted(truth - {record_of(claim) for _section, claim in reading.dossier.items()})
