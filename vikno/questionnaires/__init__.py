"""Questionnaires as data: one immutable document a version, one evaluator, answers with provenance."""
