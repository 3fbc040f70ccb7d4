from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "vikno.indicators"
    label = "indicators"
