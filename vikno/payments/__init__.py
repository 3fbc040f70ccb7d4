"""Bills, receipts and refunds of what a service costs."""
