"""Loaded by pytest before anything else: whose eyes the suite looks with, and a database to look at."""

import os
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings

from tools.messages import compile_all

compile_all()  # before Django is set up: a language it has once read it does not read again

# How busy the machine is says nothing about the code: time never decides a test. `make check-full` tries ten times as
# many examples.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
settings.register_profile("thorough", settings.get_profile("house"), max_examples=500)
settings.load_profile("house")
os.environ["VIKNO_DB_ROLE"] = "owner"  # makes the test database; each connection then steps down (conftest.py)


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded PostgreSQL unless DATABASE_URL names another."""
    from config.environment import Environment
    from vikno.operations.cluster import Cluster

    environment = Environment.read(dict(os.environ))
    if environment.is_embedded:
        borrowed = ExitStack()
        borrowed.enter_context(Cluster(environment).lent())  # a demo or another run may use it too
        config.add_cleanup(borrowed.close)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-query-counts`: write the cost of every list down anew."""
    parser.addoption("--update-query-counts", action="store_true", help="write tests/query_counts.json anew")
