"""The canonical text of a dossier: its grammar, read and written."""
