"""What follows a decision: memoranda, plans, support given, equipment, results."""
