"""Pages of the admin that do something to dossiers."""
