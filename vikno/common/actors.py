"""Who does a thing: passed as an argument to every service, never looked up behind its back."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A signed-in person in one of their roles, or the system itself.

    `role` is a value of `accounts.enums.Role` or "system"; `hromada_code` is "" for those who work for no hromada.
    `oblast_code` narrows what somebody who oversees reads to one oblast; "" for the whole country.
    """

    user_id: int | None
    name: str
    role: str
    hromada_code: str = ""
    oblast_code: str = ""
    organisation_id: int | None = None
    membership_id: int | None = None

    @classmethod
    def system(cls, hromada_code: str = "") -> "Actor":
        """The command line and scheduled work."""
        return cls(user_id=None, name="Система", role="system", hromada_code=hromada_code)

    @property
    def is_system(self) -> bool:
        return self.role == "system"
