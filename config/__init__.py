"""Settings read once from the environment, addresses, and the doors of the servers."""
