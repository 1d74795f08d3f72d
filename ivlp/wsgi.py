"""The WSGI application (PEP 3333), which gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ivlp.settings")

application = get_wsgi_application()
