"""What one line of a source says, in whatever hand: a date, a fact, a heading, who held an office."""
