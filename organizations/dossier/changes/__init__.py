"""What differs between two dossiers, and how one becomes another."""
