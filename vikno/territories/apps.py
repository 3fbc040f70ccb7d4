from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "vikno.territories"
    label = "territories"
