"""The sealed edition: the public site at one state, as files that need no server and tell whether they were changed."""
