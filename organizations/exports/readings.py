"""What was understood of a source, as JSON: for scripts that ask before anything is imported."""

from typing import Any

from organizations.dossier.document import Dossier, to_json
from organizations.dossier.kinds import SECTION, kind_of
from organizations.dossier.text.reading import Reading
from organizations.wording import sentence

Json = dict[str, Any]


def reading_as_json(reading: Reading) -> Json:
    """The dossier in its JSON form with the kind of each section and claim as its `type`, its blocks, its notices."""
    return {
        "dossier": typed_dossier(reading.dossier),
        "blocks": [
            {
                "lines": {"first": each.lines.first, "last": each.lines.last},
                "became": each.became,
                "text": each.text,
                "block": each.block,
                "section": each.section,
                "key": each.key,
                "certainty": each.certainty.value,
            }
            for each in reading.outcomes
        ],
        "notices": [
            {
                "line": each.line,
                "column": each.column,
                "text": each.text,
                "reason": sentence(each.message),
                "code": each.message.code,
                "blocks": each.blocks,
            }
            for each in reading.notices
        ],
        "language_doubt": sentence(reading.language_doubt) if reading.language_doubt else "",
    }


def typed_dossier(dossier: Dossier) -> Json:
    """A dossier in its JSON form, each section and claim with a `type`: "section", "event", "role", …."""
    data = to_json(dossier)["dossier"]
    # PostgreSQL keeps the keys of JSON in an order of its own: what is sealed is the same from any database.
    data["source_lines"] = dict(sorted(data["source_lines"].items()))
    for section, written in zip(dossier.sections, data["sections"], strict=True):
        written["type"] = SECTION.name
        for claim, item in zip(section.items, written["items"], strict=True):
            item["type"] = kind_of(claim, section.kind).name
    return data
