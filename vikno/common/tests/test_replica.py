"""Where rows are read from."""

from vikno.common import replica
from vikno.common.replica import Router


def test_only_what_asks_for_the_copy_reads_it() -> None:
    router = Router()
    assert router.db_for_read(object) is None
    with replica.read():
        assert router.db_for_read(object) == "replica"
        with replica.read():
            pass
        assert router.db_for_read(object) == "replica"
    assert router.db_for_read(object) is None
    assert router.allow_migrate("replica", "indicators") is False
    assert router.allow_migrate("default", "indicators") is None
