"""English: the day first, hours to 24, the time zone named."""
