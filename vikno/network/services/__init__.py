"""Everything that changes the network."""

from vikno.network.services.founding import add_point, found_centre

__all__ = ["add_point", "found_centre"]
