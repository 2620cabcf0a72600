"""A source of any format, as blocks: a file a format, and the table of them."""
