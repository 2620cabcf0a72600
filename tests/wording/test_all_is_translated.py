"""Every sentence of the site's own goes through gettext: those of code, of parser and periods too, and of templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

GETTEXT = frozenset(
    {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
)
FAULTS = frozenset(
    {"AssertionError", "ImproperlyConfigured", "KeyError", "LookupError", "OSError", "RuntimeError", "TypeError"}
    | {"ValueError", "FileExistsError", "OperationalError", "BadRequest", "BadSignature", "SupersededRevision"}
)
"""Raised for who programs, runs or attacks the site; never shown to readers or editors."""
TWO_WORDS = re.compile(r"[^\W\d_]{2,} [a-z’']{2,}(?: |$|[.,:;%])")
DATA = (
    "backup/",  # a tool of operators
    "dossier/evidence/",  # words of citations, as sources have them
    "dossier/intake/",  # words that texts are read by
    "dossier/kinds.py",  # gettext finds names of kinds and fields: tests/commands/test_makemessages.py
    "dossier/items.py",
    "dossier/names.py",
    "dossier/period/vocabulary.py",  # the words of dates
    "dossier/text/grammar.py",  # the words of the canonical text
    "editing/locks.py",  # SQL
    "exports/bulk/",  # the read-me of a file for programs
    "exports/sealed/",  # a tool of operators and of who checks an edition
    "exports/sitemaps.py",  # SQL
    "management/",  # commands for operators
    "migrations/",
    "reading/search/",  # SQL
    "reading/people.py",
    "synthesis/",
    "views/components.py",  # a page of samples, in DEBUG only
    "wording/references.py",  # types of works, as CSL calls them
)
NOT_SAID = frozenset(
    {"unclear date “", "Can publish dossiers"}  # said by `wording.periods`; a permission, as Django names its own
    | {"does not answer", "reading only", "claims of ", "too fast", "too old"}  # codes, and what monitors read
    | {
        "noopener nofollow",
        "default-src 'none'; sandbox",
        '<fieldset class="module aligned ',
        '110 - "Response is stale"',
    }
)
"""What reads as words and is no sentence of the site's."""


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """The line and words of each string of a module that reads as words, and is none of gettext's."""
    tree = ast.parse(path.read_text("utf-8"))
    above = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str) and TWO_WORDS.search(node.value)):
            continue
        inside, parents = node, []
        while inside in above:
            inside = above[inside]
            parents.append(inside)
        if not any(_is_exempt(parent) for parent in parents) and not isinstance(parents[0], ast.Expr):
            yield node.lineno, node.value


def _is_exempt(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        return name in GETTEXT | FAULTS | {"compile", "execute", "exception", "warning", "error", "info"}
    return isinstance(node, ast.Assert)


MODULES = [
    path for path in sorted(Path("organizations").rglob("*.py")) if not any(part in path.as_posix() for part in DATA)
]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_sentence_of_a_module_passes_gettext_by(path: Path) -> None:
    assert [(line, words) for line, words in sentences(path) if words not in NOT_SAID] == []


NO_WORDS = re.compile(
    r"\{#.*?#\}|\{% comment.*?endcomment %\}|\{% blocktranslate.*?\{% endblocktranslate %\}"
    r"|\{% block (?:og_type|shared_picture) %\}.*?\{% endblock %\}|\{% capture as kind %\}.*?\{% endcapture %\}"
    r"|<script.*?</script>|<style.*?</style>|<code.*?</code>|<pre.*?</pre>|<!--.*?-->",
    re.S,
)
SPOKEN = re.compile(r'\b(?:aria-label|placeholder|title|alt)="([^"]*)"')
PLAIN = frozenset({"Atom", "CSV", "DOI", "ISBN", "JSON", "SHA-256"})


TEMPLATES = [path for path in sorted(Path("templates").rglob("*.html")) if path.name != "components.html"]


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_word_of_a_template_passes_gettext_by(path: Path) -> None:
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{\w+\}", "", NO_WORDS.sub("", path.read_text("utf-8")), flags=re.S)
    texts = [*SPOKEN.findall(text), re.sub(r"<[^>]*>", " ", text)]
    assert {word for each in texts for word in re.findall(r"[^\W\d_][\w-]{2,}", each)} <= PLAIN | {"aria-label"}
