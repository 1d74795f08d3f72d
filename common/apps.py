from django.apps import AppConfig

from common.letters.controls import clean_before_saving


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        clean_before_saving("participants", "programs", "attendance")
