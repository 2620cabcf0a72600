"""Name what of a sealed edition is not as it was built."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from organizations.exports.sealed.edition import read_edition
from organizations.exports.sealed.manifest import MANIFEST, SIGNATURE, differences
from organizations.exports.sealed.signing import KeyRefused, fingerprint, is_signed, read_public_key


class Command(BaseCommand):
    help = "Compare each file of a sealed edition with its manifest, and that with its signature. Ends with 1 for any."
    # An edition is verified on any machine: nothing of a site is needed.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--key", metavar="PUB", help="the public key, or a file of it in PEM; default: EDITION_KEY")

    def handle(self, *args: object, folder: Path, key: str | None, verbosity: int, **options: object) -> None:
        try:
            expected = read_public_key(_text_of(key)) if key else settings.EDITION_KEY
            found = differences(folder)
            wrong = _wrong_signature(folder, expected)
        except KeyRefused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        for name, files in (("changed", found.changed), ("missing", found.missing), ("added", found.added)):
            for file in files:
                # A name that is no UTF-8, or would write over the line, is shown by its escapes.
                self.stdout.write(f"{name}: {file if file.isprintable() else ascii(file)[1:-1]}")
        if wrong:
            self.stdout.write(wrong)
        if found or wrong:
            raise CommandError("This is not the edition that was built.")
        if verbosity:
            self.stdout.write("Every file is as the manifest says.")
            self._tell_of_the_key(folder, expected)

    def _tell_of_the_key(self, folder: Path, expected: str) -> None:
        if expected:
            self.stdout.write(f"It is signed by the key {fingerprint(expected)}.")
        elif (edition := read_edition(folder)) and edition.key:
            self.stdout.write(
                f"It names the key {edition.fingerprint}, which anybody could have put there:"
                " compare it with the site's About, or give it as --key."
            )


def _text_of(key: str) -> str:
    path = Path(key)
    return path.read_text("ascii") if path.is_file() else key


def _wrong_signature(folder: Path, expected: str) -> str:
    """What is wrong with the signature, by the key that is expected or else by the edition's own; empty if nothing."""
    edition, path = read_edition(folder), folder / SIGNATURE
    key = expected or (edition.key if edition else "")
    if not path.is_file():
        return f"missing: {SIGNATURE}" if key else ""
    if not key or not is_signed((folder / MANIFEST).read_bytes(), path.read_bytes(), key):
        return f"wrong signature: {SIGNATURE}"
    return ""
