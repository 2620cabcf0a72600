"""Import dossier texts."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organizations.dossier.intake.formats.decoding import ENCODINGS
from organizations.dossier.intake.formats.sources import FORMATS
from organizations.dossier.languages import language_of
from organizations.exports.readings import reading_as_json
from organizations.importing import Given, Imported, Places, RefusedImport, Source, import_texts, read_texts
from organizations.wording import sentence

STANDARD_INPUT = Path("-")


class Command(BaseCommand):
    help = (
        "Import dossier texts of any format, merged with what editors changed: all of them, or none where one is "
        "refused. All that is wrong with all of them is told at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a text, or - for standard input")
        parser.add_argument("--publish", action="store_true", help="show readers the imported dossiers at once")
        text = "import a text with dates that cannot be read: as events whose date is as written, not understood"
        parser.add_argument("--keep-unread", action="store_true", help=text)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")
        text = "with --dry-run: print what was understood as JSON, the dossier, its blocks and what to look at"
        parser.add_argument("--json", action="store_true", dest="as_json", help=text)
        text = "the format of the texts, where neither their files' names nor their contents tell it"
        parser.add_argument("--format", default="", choices=sorted(FORMATS), help=text)
        text = "the encoding of the texts, where it is not UTF-8 and not told rightly"
        parser.add_argument("--encoding", default="", choices=sorted(ENCODINGS), help=text)
        parser.add_argument("--name", default="", help="the name of the organization, where the text does not say it")
        text = "the language of the dossier, by its tag, as de or pt-BR, where it is not what is recognised or kept"
        parser.add_argument("--language", default="", metavar="TAG", help=text)
        places = parser.add_mutually_exclusive_group()
        text = "the address of a dossier of its own, where another organization has the one that the text would get"
        places.add_argument("--slug", default="", help=text)
        text = "merge the text into the dossier with this address, whatever its name"
        places.add_argument("--into", default="", metavar="SLUG", help=text)
        sides = parser.add_mutually_exclusive_group()
        text = "where editors and the text both changed a wording, keep the editors'"
        sides.add_argument("--ours", dest="prefer", action="store_const", const="ours", help=text)
        text = "where editors and the text both changed a wording, take the text's"
        sides.add_argument("--theirs", dest="prefer", action="store_const", const="theirs", help=text)

    def handle(self, *args: object, files: list[Path], **options: Any) -> None:
        if options["as_json"] and not options["dry_run"]:
            raise CommandError("--json shows what a dry run understood: give --dry-run too.")
        places = Places(
            **{name: options[name] for name in ("slug", "into", "name", "format", "encoding", "language", "prefer")}
        )
        if places.language:
            places = replace(places, language=_tag(places.language))
        texts = [_given(path, options["format"]) for path in files]
        try:
            if options["as_json"]:
                self._print_json(texts, places)
            else:
                chosen = {name: options[name] for name in ("dry_run", "keep_unread")}
                self._tell(import_texts(texts, places=places, published=options["publish"], **chosen), **options)
        except RefusedImport as error:
            raise CommandError(f"{error}\nNothing was imported.") from error

    def _print_json(self, texts: list[Given], places: Places) -> None:
        found = [reading_as_json(reading) for reading in read_texts(texts, places=places)]
        self.stdout.write(json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=1))

    def _tell(self, done: list[Imported], *, dry_run: bool, **options: Any) -> None:
        for each in done:
            self.stdout.write("\n".join([f"{each.slug}:", *(f"  {part}" for part in each.parts)]))
            if each.language:
                self.stderr.write(f"  {each.language}")
            for notice in each.notices:
                self.stderr.write(f"  line {notice.line}: “{notice.text}” {sentence(notice.message)}")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")


def _tag(text: str) -> str:
    try:
        return language_of(text)
    except ValueError as error:
        raise CommandError(f"--language: “{text}” is no tag of a language, as de or pt-BR.") from error


def _given(path: Path, format: str) -> Given:
    return Source(sys.stdin.buffer.read(), format=format) if path == STANDARD_INPUT else path
