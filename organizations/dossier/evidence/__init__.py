"""Evidence: what the claims of a dossier stand on."""
