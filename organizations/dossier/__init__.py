"""The dossier as a value: what a text says, in the order it says it. No Django here."""
