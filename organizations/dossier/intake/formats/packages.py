"""Files that are a zip of XML, as Word, Writer and Excel save them: bounded in size and depth, without entities."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from organizations.dossier.text.errors import DossierError, TextTooLarge, UnreadableFile

MAX_FILE = 20_000_000
MAX_UNPACKED = 10_000_000
"""Bytes of XML that a file may hold: some thousand pages. Pictures do not count."""
MAX_ELEMENTS = 400_000
MAX_MEMBERS = 5_000
MAX_DEPTH = 400

_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError, ValueError)

ZIP = b"PK\x03\x04"


class Package:
    """The members of a zip. `label` names its format to a person where it is damaged."""

    def __init__(self, source: bytes, label: str, max_unpacked: int = MAX_UNPACKED) -> None:
        if len(source) > MAX_FILE:
            raise TextTooLarge("too-many-bytes", size=len(source), max_size=MAX_FILE)
        self.label = label
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(source))
            members = self.zip.infolist()
        except _DAMAGES as error:
            raise self.damaged() from error
        read = sum(each.file_size for each in members if each.filename.endswith((".xml", ".rels")))
        if read > max_unpacked or len(members) > MAX_MEMBERS:
            raise TextTooLarge("unpacks-too-large", max_size=max_unpacked)
        self.names = frozenset(each.filename for each in members)

    def damaged(self) -> UnreadableFile:
        """The error that says so."""
        return UnreadableFile("damaged-file", format=self.label)

    def events(self, name: str) -> Iterator[tuple[str, Element]]:
        """("start" | "end", element) of a member, which is read while they are taken; nothing where it is missing.

        Raises UnreadableFile where it is damaged, nested too deep or holds entities.
        """
        if name not in self.names:
            return
        depth = count = 0
        try:
            with self.zip.open(name) as member:
                for event, element in iterparse(member, events=("start", "end"), forbid_dtd=True):
                    depth += 1 if event == "start" else -1
                    count += 1
                    if depth > MAX_DEPTH:
                        raise UnreadableFile("too-deep")
                    if count > 2 * MAX_ELEMENTS:
                        raise TextTooLarge("unpacks-too-large", max_size=MAX_UNPACKED)
                    yield event, element
        except DossierError:
            raise
        except (ParseError, DefusedXmlException, *_DAMAGES) as error:
            raise self.damaged() from error

    def tree(self, name: str) -> Element | None:
        """The root of a small member."""
        root = None
        for _, element in self.events(name):
            root = element
        return root


def format_of(source: bytes) -> str:
    """The name of the format of a zip, by its members: "docx", "odt", "xlsx"; empty for any other."""
    names = Package(source, "ZIP").names
    return next((name for name, member in _MEMBERS.items() if member in names), "")


_MEMBERS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}
