from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "vikno.audit"
    label = "audit"
