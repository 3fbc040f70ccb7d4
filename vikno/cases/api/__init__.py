"""Cases through `/api/v1/`: read, listed, registered, moved. Each call is one call of the services the pages call."""

from vikno.cases.api.calls import router

__all__ = ["router"]
