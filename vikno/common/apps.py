from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "vikno.common"
    label = "common"

    def ready(self) -> None:
        from vikno.common import grants, migrating

        grants.connect()
        migrating.hasten()
