from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "vikno.network"
    label = "network"
