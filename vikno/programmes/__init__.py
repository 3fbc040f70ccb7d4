"""Programmes, their calls and the proposals of hromadas."""
