"""The public pages, thin doors: each view fetches, narrows, renders."""
