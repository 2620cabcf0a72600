"""How long each field of a dossier may be, in characters: the same in a text, in a form and in every database."""

MAX_NAME = 300
"""A name, a label, a heading, a period: what lists and indexes hold."""

MAX_LINE = 5_000
"""A title, a fact, an office: one line of a text."""

MAX_PROSE = 200_000
"""Paragraphs."""

MAX_NOTE = 500
"""What is said about a save or an edition."""

MAX_COMMENT = 2_000
"""What an editor and a publisher tell each other."""

MAX_CONTRIBUTION = 4_000
"""What a reader sends about a claim."""

MAX_URL = 2_000
"""An address on the web."""
