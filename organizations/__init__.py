"""What dossiers are, from text to page."""
