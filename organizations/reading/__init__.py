"""What readers ask of the published state."""
