"""The admin's lists and forms, one noun a file."""
