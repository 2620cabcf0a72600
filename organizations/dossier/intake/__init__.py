"""One way in for every format: a source becomes blocks, and blocks become a dossier."""
