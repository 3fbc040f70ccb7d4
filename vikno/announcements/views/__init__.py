"""Pages of those who write."""
