"""What machines are given of the published state."""
