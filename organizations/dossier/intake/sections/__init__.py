"""Blocks as what a dossier holds: its outline, what a section is, and the claims in it."""
