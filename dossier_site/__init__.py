"""The project: settings, addresses, the server's claim."""
