"""What is written down of an application that did not come in somebody's own hands. No clock, no database."""

from collections.abc import Mapping

# Channel -> what is asked of it, in the order of showing: names of facts.
ARRIVAL_FACTS: Mapping[str, tuple[str, ...]] = {
    "post": ("received_on", "letter"),
    "email": ("received_on", "sender"),
    "home_visit": ("address", "visitors"),
}


def arrival_facts(channel: str, said: Mapping[str, str]) -> dict[str, str]:
    """What of the said belongs to the channel; days as ISO texts. Empty words are left out."""
    asked = ARRIVAL_FACTS.get(channel, ())
    return {name: said[name].strip() for name in asked if said.get(name, "").strip()}


def missing_of_arrival(channel: str, said: Mapping[str, str]) -> list[str]:
    """Names of facts that the channel wants and that are not said."""
    told = arrival_facts(channel, said)
    return [name for name in ARRIVAL_FACTS.get(channel, ()) if name not in told]
