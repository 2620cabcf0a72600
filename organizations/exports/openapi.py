"""What the addresses of data are, what may be asked of them and what they answer: OpenAPI 3.1, made from their rows."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from organizations.dossier.document import adapter
from organizations.dossier.kinds import KINDS, PUBLISHED, SECTION
from organizations.exports.data_pages import DATA, DOSSIER_ASKED, MAX_SIZE, PAGES, SIZE, DataPage
from organizations.exports.formats import FORMATS, PROBLEM
from organizations.exports.records import Count, Heading, KeptCopy, Problem, Question, Related, SourceEntry
from organizations.reading.selection import EVIDENCE, REGISTER_NAMES

Json = dict[str, Any]

REF = "#/components/schemas/{model}"
TIMELINE = "/organizations/{slug}/timeline.json"
OEMBED = "/api/oembed"
TEXT: Json = {"type": "string"}
TEXTS: Json = {"type": "array", "items": TEXT}
# Nine figures, as the view takes them.
PIXELS: Json = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
YEAR: Json = {"type": "integer", "minimum": 1, "maximum": 9999}


def _parameter_schemas(page: DataPage) -> dict[str, tuple[Json, str]]:
    """Each parameter of a page: its schema, and what it asks for."""
    sorts = ["dossier", "date"] if page.name == "claim_list" else ["name", "-name", "founded", "-founded"]
    return {
        "q": (
            {"type": "string", "maxLength": 200},
            _(
                "Words that are all held; “quoted” ones stand next to each other. Of claims they are a question:"
                " unquoted ones may be read as filters, and `question` says which."
            ),
        ),
        "letter": (TEXT, _("The letter that people are listed under; “other” for scripts that have too many.")),
        "kind": (_enum_of(kind.name for kind in PUBLISHED), _("Kinds of claims: any of them.")),
        "era": (TEXTS, _("Slugs of eras: any of them, certainly or possibly; of claims also “undated”.")),
        "theme": (TEXTS, _("Slugs of themes: any of them.")),
        "evidence": (_enum_of(EVIDENCE), _("What claims stand on: any of them.")),
        "register": (_enum_of(REGISTER_NAMES), _("How claims are said: any of them.")),
        "organization": (
            TEXT if page.name == "matrix" else TEXTS,
            _("Slugs of organizations: any of them; of the matrix one, by slug or name."),
        ),
        "org": (TEXTS, _("Two to four organizations, by slug or name.")),
        "country": (TEXTS, _("Countries of headquarters: any of them.")),
        "from": (YEAR, _("The first year that a claim may reach into.")),
        "to": (YEAR, _("The last year that a claim may reach into.")),
        "as-of": (YEAR, _("The year as of which a dossier is asked for.")),
        "sort": ({"type": "string", "enum": sorts}, _("The order of the records.")),
        "size": (
            {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": SIZE},
            _("How many records at once."),
        ),
        "next": (TEXT, _("Where to go on: take it from `next` of the answer before.")),
        "facets": (
            _one_of("", "0", "1"),
            _("1 to count what each value of each filter would show."),
        ),
        "for": (
            _one_of("", "excel"),
            _("A file that a spreadsheet opens without running its cells."),
        ),
    }


def _one_of(*values: str) -> Json:
    return {"type": "string", "enum": [*values]}


def _enum_of(values: Iterable[str]) -> Json:
    return {"type": "array", "items": {"type": "string", "enum": list(values)}}


def parameters_of(pages: Iterable[DataPage]) -> dict[str, str]:
    """Every parameter of the pages, and what it asks for."""
    return {
        name: _parameter_schemas(page)[name][1]
        for page in pages
        for form in page.formats
        for name in page.parameters_of(form)
    }


def openapi(server: str) -> Json:
    """The whole description; `server` is the address of the site."""
    paths: Json = {}
    for page in PAGES:
        for form in page.formats:
            paths[f"{page.path}.{form}"] = {"get": _operation(page, form, _places(page.path))}
    paths[TIMELINE] = {"get": _timeline(_places(TIMELINE))}
    paths[OEMBED] = {"get": _oembed()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Dossiers about international organizations, as data"),
            "version": "1",
            "description": _("Every page as data, at its address and query. Only read, without a key, from any site."),
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": _schemas(), "parameters": _parameters(), "responses": _problems()},
    }


def _places(path: str) -> list[Json]:
    """The parameters that stand in a path."""
    # Django's own pattern for slugs in an address.
    slug = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
    known = {"slug": slug, "anchor": slug, "number": {"type": "integer", "minimum": 0}}
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in known.items()
        if f"{{{name}}}" in path
    ]


def _operation(page: DataPage, form: str, places: list[Json]) -> Json:
    schema = _envelope(page) if form == "json" else TEXT
    return {
        "operationId": f"{page.name}_{form}",
        "summary": str(page.summary),
        "parameters": [*places, *_query(page, page.parameters_of(form))],
        "responses": _responses(FORMATS[form].media_type.partition(";")[0], schema, has_place=bool(places)),
    }


def _timeline(places: list[Json]) -> Json:
    dossier = DATA["organization_detail"]
    return {
        "operationId": "timeline_json",
        "summary": _("The dated claims of a dossier, and the eras, in the form of TimelineJS."),
        "parameters": [*places, *_query(dossier, DOSSIER_ASKED)],
        "responses": _responses(FORMATS["json"].media_type, {"type": "object"}, has_place=True),
    }


def _oembed() -> Json:
    """https://oembed.com: consumers may add parameters of their own."""
    known = {
        "url": (TEXT, _("The whole address of the page of a claim.")),
        "format": ({"type": "string", "enum": ["json"]}, _("There is JSON alone.")),
        "maxwidth": (PIXELS, _("For how many pixels there is room at most.")),
        "maxheight": (PIXELS, _("For how many pixels there is room at most.")),
    }
    texts = ("version", "type", "title", "provider_name", "provider_url", "html")
    answer: Json = {**dict.fromkeys(texts, TEXT), **dict.fromkeys(("width", "height"), PIXELS)}
    schema = {"type": "object", "properties": answer, "required": list(answer), "additionalProperties": False}
    responses = _responses(FORMATS["json"].media_type, schema, has_place=False)
    return {
        "operationId": "oembed",
        "summary": _("The frame in which another site shows a claim (oEmbed)."),
        "parameters": [
            {"name": name, "in": "query", "required": name == "url", "description": description, "schema": schema}
            for name, (schema, description) in known.items()
        ],
        "responses": responses | {status: {"$ref": f"#/components/responses/{status}"} for status in ("404", "501")},
    }


def _query(page: DataPage, names: Iterable[str]) -> list[Json]:
    return [{"$ref": f"#/components/parameters/{_key_of(page, name)}"} for name in names]


def _key_of(page: DataPage, name: str) -> str:
    """What a parameter is called among all: some differ from page to page."""
    return f"{page.name}-{name}" if name in ("sort", "organization") else name


def _parameters() -> Json:
    """All parameters, by what they are called."""
    found = {}
    for page in PAGES:
        known = _parameter_schemas(page)
        for name in dict.fromkeys(name for form in page.formats for name in page.parameters_of(form)):
            schema, description = known[name]
            found[_key_of(page, name)] = {"name": name, "in": "query", "description": description, "schema": schema}
    return dict(sorted(found.items()))


def _problems() -> Json:
    """What is answered where nothing is sent, by its status."""
    content = {PROBLEM: {"schema": {"$ref": REF.format(model="Problem")}}}
    return {
        "301": {"description": _("It has another address now.")},
        "303": {"description": _("A file of these would be too long: all of it is in the bulk file there.")},
        "304": {"description": _("Nothing was published since the ETag of If-None-Match.")},
        "400": {
            "description": _("A parameter is not known or not understood, or a file would be too long."),
            "content": content,
        },
        "404": {"description": _("Nothing of this name was published."), "content": content},
        "410": {"description": _("It was withdrawn."), "content": content},
        "414": {"description": _("The address is longer than the server reads: it asks for less, or by fewer values.")},
        "501": {"description": _("It is not there in this format."), "content": content},
        "503": {
            "description": _(
                "The site cannot answer at this moment: Retry-After says in how many seconds to ask again."
            ),
            "content": content,
        },
    }


def _responses(media_type: str, schema: Json, *, has_place: bool) -> Json:
    others = [
        "304",
        "400",
        "414",
        "503",
        *(["301", "404", "410"] if has_place else []),
        *(["303"] if media_type == "text/csv" else []),
    ]
    found: Json = {"200": {"description": _("What the page holds."), "content": {media_type: {"schema": schema}}}}
    return found | {status: {"$ref": f"#/components/responses/{status}"} for status in sorted(others)}


def _envelope(page: DataPage) -> Json:
    """What JSON says around the records of a page."""
    properties: Json = {
        "version": {"type": "integer", "description": _("Of the site, or the number of the edition of a dossier.")},
        "count": {"type": "integer", "description": _("All that pass the filters.")},
        "next": {"type": ["string", "null"], "description": _("The address of the records that follow.")},
        **{name: _schema_of(kind) for name, kind in page.about.items()},
        "results": {"type": "array", "items": {"$ref": REF.format(model=page.results.__name__)}},
    }
    required = list(properties)
    if page.facets:
        counts = {"type": "array", "items": {"$ref": REF.format(model="Count")}}
        properties["facets"] = {"type": "object", "properties": dict.fromkeys(page.facets, counts)}
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _schema_of(kind: Any) -> Json:
    schema: Json = TypeAdapter(kind).json_schema(mode="serialization", ref_template=REF)
    # They stand once under components, where `ref_template` leads.
    schema.pop("$defs", None)
    return schema


def _schemas() -> Json:
    """The schemas of all records."""
    kinds = {*(page.results for page in PAGES), Count, Problem, Heading, KeptCopy, Question, Related, SourceEntry}
    adapters: Any = [
        (kind.__name__, "serialization", TypeAdapter(kind)) for kind in sorted(kinds, key=lambda kind: kind.__name__)
    ]
    _map, found = TypeAdapter.json_schemas(adapters, ref_template=REF)
    return dict(sorted(found["$defs"].items()))


def dossier_schema(url: str) -> Json:
    """The JSON Schema of a dossier as one value; the kind of each claim is its `type`. `url` is the schema's own."""
    # As it is written, not as it is read: older formats are read too, and nobody is to write them.
    found: Json = adapter().json_schema(mode="serialization")
    definitions = found["$defs"]
    typed = {kind.name: _typed(definitions[kind.claim.__name__], kind.name) for kind in KINDS}
    for kind in KINDS:
        definitions.pop(kind.claim.__name__, None)
    section = _typed(definitions["Section"], SECTION.name)
    section["properties"]["items"] = {
        "type": "array",
        "items": {
            "oneOf": [{"$ref": f"#/$defs/{name}"} for name in typed],
            "discriminator": {"propertyName": "type", "mapping": {name: f"#/$defs/{name}" for name in typed}},
        },
    }
    found["$defs"] = {**definitions, **typed, "Section": section}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": url, **found}


def _typed(schema: Json, name: str) -> Json:
    """The schema of a value that says its kind."""
    properties = {"type": {"const": name}, **schema["properties"]}
    return {**schema, "properties": properties, "required": ["type", *schema.get("required", ())]}
