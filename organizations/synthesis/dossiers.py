"""The words of made-up organizations: the same number and seed give the same dossier every time."""

from collections.abc import Sequence
from functools import lru_cache
from random import Random

from organizations.dossier.document import AnyClaim, Dossier, Event, Fact, Point, Role, Section, SectionKind
from organizations.dossier.keys import new_key, slug_of
from organizations.dossier.period import Period, parse_period
from organizations.dossier.text.grammar import DEFAULT_HEADINGS

PREFIX = "synth-"
"""Begins the slugs of synthetic organizations and people, so that they never meet those of real ones."""

FIRST_YEAR, LAST_YEAR = 1850, 2025

BODIES = "Agency|Alliance|Assembly|Authority|Board|Bureau|Commission|Council|Fund|Institute|League|Office|Union"
SCOPES = "International|World|Global|Regional|Continental|Intergovernmental|Joint|Permanent|United|General"
FIELDS = (
    "Refugee Protection|Maritime Safety|Labour Standards|Public Health|Food Security|Postal Exchange|River Navigation"
    "|Civil Aviation|Disaster Relief|Vaccine Supply|Border Cooperation|Development Finance|Nuclear Inspection"
    "|Weather Observation|Heritage Protection|Family Reunification|Seasonal Work|Rural Credit|Ocean Research"
    "|Trade Arbitration|Education Exchange|Patent Registration|Statistical Methods|Water Management|Mine Clearance"
)
HEADQUARTERS = (
    "Geneva, Switzerland|Vienna, Austria|Nairobi, Kenya|Paris, France|Rome, Italy|New York, United States"
    "|Washington, United States|The Hague, Netherlands|Addis Ababa, Ethiopia|Bangkok, Thailand|Santiago, Chile"
    "|Montreal, Canada|Madrid, Spain|Brussels, Belgium|Jakarta, Indonesia|Manila, Philippines|Cairo, Egypt|Lima, Peru"
    "|Dakar, Senegal|London, United Kingdom|Copenhagen, Denmark|Bonn, Germany|Lyon, France|Tokyo, Japan"
    "|Bern, Switzerland|Montevideo, Uruguay|Beirut, Lebanon|Amman, Jordan|Kingston, Jamaica|Suva, Fiji"
    "|Lisbon, Portugal|Warsaw, Poland"
)
FIRST_NAMES = (
    "Ada|Amara|Amy|António|Aylin|Beatriz|Boris|Carmen|Chidi|Clara|Daniel|Dilnoza|Edith|Emeka|Farah|Fatou|George|Gita"
    "|Hana|Henrik|Ibrahim|Ines|Ivan|Jamila|Jean|Jorge|Karin|Kofi|Leila|Lena|Li|Lucas|Maria|Mehmet|Mina|Miriam|Nadia"
    "|Naoko|Noor|Olga|Omar|Paulo|Priya|Rafael|Rania|Rosa|Samuel|Sara|Sven|Tariq|Teresa|Thabo|Uma|Victor|Wanjiru|William"
    "|Ximena|Yusuf|Zeynep|Zoltán"
)
LAST_NAMES = (
    "Abebe|Adeyemi|Ahmed|Andersen|Baptiste|Barbosa|Becker|Castillo|Chen|Cissé|Costa|Dahl|Diallo|Dubois|Eriksen"
    "|Fernández|Fischer|García|Gupta|Haddad|Hansen|Hoang|Ito|Ivanova|Jensen|Kamau|Kaya|Keita|Kim|Kovács|Kowalski"
    "|Larsen|Lopes|Mbeki"
    "|Mensah|Moreau|Müller|Nakamura|Ndiaye|Nguyen|Novák|Okafor|Oliveira|Osei|Park|Pereira|Petrov|Popescu|Quispe|Rahman"
    "|Rossi|Santos|Sato|Schmidt|Silva|Singh|Suzuki|Tanaka|Traoré|Vargas|Vásquez|Weber|Wójcik|Yamada|Yılmaz|Zhang"
)
OFFICES = "Director General|Deputy Director|Secretary|President|Chair of the Board|Chief of Operations|Special Envoy"
SYLLABLES = (
    "ba|cor|del|fen|gal|hor|il|jar|kel|lun|mor|nav|or|pel|quen|ras|sol|tav|ur|vel|wen|xan|yor|zan|bri|dor|eth|mir"
)
SUBJECTS = (
    "The secretariat|A coalition of donor states|The executive board|Its field offices|Member states"
    "|The founding governments|An independent panel|The regional directors|Host governments|Its largest contributors"
)
VERBS = (
    "negotiated|financed|expanded|reviewed|suspended|coordinated|contested|privatized|inherited|redesigned|audited"
    "|outsourced|standardized|defended|abandoned|merged"
)
OBJECTS = (
    "voluntary return programs|border management systems|emergency relief corridors"
    "|a shared registry of travel documents|training for local administrations|the agreements on burden sharing"
    "|long-term resettlement quotas"
    "|biometric data collection|a fund for displaced families|monitoring missions in conflict zones"
    "|contracts with private carriers|the accountability framework|rules on earmarked funding"
)
CIRCUMSTANCES = (
    "after a decade of dispute over mandates|while public scrutiny remained limited|under pressure from major donors"
    "|as displacement reached new heights|without a binding treaty|in spite of objections by several parliaments"
    "|with little attention to local knowledge|when budgets contracted sharply|against the advice of its own auditors"
)
EVENT_TITLES = (
    "Founding Conference|The {place} Protocol|Expansion to {place}|Reform of Mandate|The {place} Crisis|Merger Talks"
)
POINT_TITLES = "{field} in {place}|The {place} Mechanism|Dependence on Donors|Contested Mandate|{field} and the State"
INTERSECTION_TITLES = (
    "Aid → Access → Influence|{field} & Security|Crisis → Funding → Expansion|Law, {field} and Markets"
)
PERIODS = (
    "{a}|{a}–{b}|{a}–{b}|{decade}s|{decade}s–{later}s|{a}–Present|since {a}|until {b}|c. {a}|early {decade}s"
    "|late {decade}s"
    "|March {a}–June {b}|7 April {a}|mid {decade}s"
)


def dossier_of(number: int, seed: int, themes: Sequence[str]) -> Dossier:
    """The made-up dossier of a number (from 1 on); its claims carry some of the theme slugs."""
    return _Author(number, seed, themes).dossier()


class _Author:
    """Writes one dossier, all of it out of one seeded source of chance."""

    def __init__(self, number: int, seed: int, themes: Sequence[str]) -> None:
        # A source for each number: what one call makes does not depend on how many were made before it.
        self.chance = Random(f"{seed}:{number}")  # noqa: S311 - nothing is kept secret by it
        self.number = number
        self.themes = themes
        self.field = self.one(FIELDS)
        self.founded = self.chance.randint(FIRST_YEAR, LAST_YEAR - 5)

    def one(self, text: str) -> str:
        """One of several wordings, with its gaps filled."""
        chosen = self.chance.choice(_split(text))
        return chosen.format(place=self.place(), field=self.one(FIELDS)) if "{" in chosen else chosen

    def place(self) -> str:
        """A name that few other dossiers hold."""
        return "".join(self.chance.choices(_split(SYLLABLES), k=3)).capitalize()

    def sentence(self) -> str:
        return f"{self.one(SUBJECTS)} {self.one(VERBS)} {self.one(OBJECTS)} {self.one(CIRCUMSTANCES)}."

    def body(self) -> str:
        paragraphs = (" ".join(self.sentence() for _ in range(2)) for _ in range(self.chance.choice((1, 1, 1, 2))))
        return "\n\n".join(paragraphs)

    def some_themes(self) -> tuple[str, ...]:
        """Up to two themes; most claims have one."""
        count = self.chance.choice((0, 1, 1, 1, 1, 2, 2, 2))
        return tuple(sorted(self.chance.sample(self.themes, min(count, len(self.themes)))))

    def year(self) -> int:
        return self.chance.randint(self.founded, LAST_YEAR)

    def period(self, year: int) -> Period:
        later = min(year + self.chance.randint(1, 25), LAST_YEAR)
        first, last = year // 10 * 10, later // 10 * 10
        form = self.chance.choice(_split(PERIODS))
        if later <= year or (last <= first and "{later}" in form):
            form = "{a}"
        return _period(form.format(a=year, b=later, decade=first, later=last))

    def dossier(self) -> Dossier:
        name = f"{self.one(SCOPES)} {self.one(BODIES)} for {self.field} of {self.place()}"
        acronym = "".join(word[0] for word in name.split() if word[0].isupper())
        return Dossier(
            title=f"{name} ({acronym})— Deep Dossier",
            name=name,
            acronym=acronym,
            headline=f"{acronym} — Deep Dossier: Structure, Power, and Operations",
            introduction=f"This dossier provides a structural analysis of the {name}. {self.sentence()}",
            sections=tuple(
                Section(key=kind.value, kind=kind, heading=DEFAULT_HEADINGS[kind], items=items)
                for kind, items in self.items(name).items()
            ),
            closing="Back to directory",
        )

    def items(self, name: str) -> dict[SectionKind, tuple[AnyClaim, ...]]:
        """The items of each section; as many of each as the IOM dossier has."""
        return {
            SectionKind.SNAPSHOT: self.facts(name),
            SectionKind.TIMELINE: self.events(),
            SectionKind.PEOPLE: self.roles(),
            SectionKind.PROGRAMS: self.points(POINT_TITLES, 5),
            SectionKind.PRESSURE_POINTS: self.points(POINT_TITLES, 4),
            SectionKind.INTERSECTIONS: self.points(INTERSECTION_TITLES, 4),
        }

    def facts(self, name: str) -> tuple[AnyClaim, ...]:
        values = {
            "Full Name": name,
            "Founded": f"{self.founded}, {self.one(CIRCUMSTANCES)}",
            "Headquarters": self.one(HEADQUARTERS),
            "Members": f"{self.chance.randint(12, 195)} member states",
            "Core Mandate (Official)": f"Promote {self.field.lower()}",
        }
        return tuple(Fact(key=slug_of(label), label=label, value=value) for label, value in values.items())

    def events(self) -> tuple[AnyClaim, ...]:
        taken: set[str] = set()
        return tuple(
            Event(
                key=new_key(title, taken),
                period=self.period(year),
                title=title,
                body=self.body(),
                themes=self.some_themes(),
            )
            for year in sorted(self.year() for _ in range(self.chance.randint(4, 6)))
            for title in [self.one(EVENT_TITLES)]
        )

    def roles(self) -> tuple[AnyClaim, ...]:
        """Of ever more people the more organizations there are, so that some serve in several."""
        taken: set[str] = set()
        names = [_person(self.chance.randrange(3 * self.number + 1)) for _ in range(self.chance.randint(3, 5))]
        return tuple(
            Role(
                key=new_key(name, taken),
                person=PREFIX + slug_of(name),
                name=name,
                title=self.one(OFFICES),
                period=self.period(self.year()),
                country=self.one(HEADQUARTERS).rpartition(", ")[2],
            )
            for name in dict.fromkeys(names)
        )

    def points(self, titles: str, count: int) -> tuple[AnyClaim, ...]:
        taken: set[str] = set()
        return tuple(
            Point(key=new_key(title, taken), title=title, body=self.body(), themes=self.some_themes())
            for title in [self.one(titles) for _ in range(count)]
        )


@lru_cache
def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


@lru_cache(maxsize=100_000)
def _period(text: str) -> Period:
    return parse_period(text)


def _person(number: int) -> str:
    """The name of a number; far-off numbers differ from each other by initials."""
    first, last = _split(FIRST_NAMES), _split(LAST_NAMES)
    round_, within = divmod(number, len(first) * len(last))
    initial = f" {chr(ord('A') + round_ % 26)}." if round_ else ""
    # A step that shares no factor with the number of names, so that neighbours are no namesakes.
    place = within * 1499 % (len(first) * len(last))
    return f"{first[place % len(first)]}{initial} {last[place // len(first)]}"
