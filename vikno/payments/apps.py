from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "vikno.payments"
    label = "payments"
