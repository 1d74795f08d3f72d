from django.apps import AppConfig

from common.letters import order
from common.letters.controls import clean_before_saving


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        order.register()
        clean_before_saving("participants", "programs", "attendance")
