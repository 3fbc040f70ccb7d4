from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "vikno.reporting"
    label = "reporting"
