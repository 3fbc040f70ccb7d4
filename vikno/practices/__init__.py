"""Practice cards and recordings: what worked, with proof, and who took it up."""
