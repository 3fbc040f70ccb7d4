"""Pure decisions of booked time."""
