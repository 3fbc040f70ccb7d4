"""Who plays in the chain of programmes."""

from dataclasses import dataclass

from vikno.common.actors import Actor


@dataclass(frozen=True)
class Cast:
    """Who plays: the programme's manager, its experts, leaders of hromadas by code."""

    manager: Actor
    experts: list[Actor]
    leaders: dict[str, Actor]
