"""All settings, read from the environment (and from a `.env` file beside manage.py, if there is one).

Development needs no settings at all. In production set ENVIRONMENT=production (or DEBUG=False);
the site then refuses to start with DEBUG on, a default secret key, or no allowed hosts.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured


def gettext_noop(text: str) -> str:
    """Mark a text for translation. Django's own asks the settings, which are not there yet."""
    return text


BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

# --- What kind of installation this is -----------------------------------------------------------

DEVELOPMENT_KEY = "development-only-key-never-used-in-production-0123456789"

ENVIRONMENT = env.str(
    "ENVIRONMENT", default="development" if env.bool("DEBUG", default=True) else "production"
)
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("DEBUG", default=not PRODUCTION)
SECRET_KEY = env.str("SECRET_KEY", default="" if PRODUCTION else DEVELOPMENT_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])

if ENVIRONMENT not in ("development", "production"):
    raise ImproperlyConfigured(f"ENVIRONMENT is {ENVIRONMENT!r}; it must be 'development' or 'production'.")
if PRODUCTION:
    if DEBUG:
        raise ImproperlyConfigured("Production refuses to start with DEBUG on. Set DEBUG=False.")
    if len(SECRET_KEY) < 50 or SECRET_KEY == DEVELOPMENT_KEY:
        raise ImproperlyConfigured("Production needs its own SECRET_KEY of at least 50 random characters.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured(
            "Production needs ALLOWED_HOSTS: the host names it answers to, without '*'."
        )

# --- Apps and the path of a request --------------------------------------------------------------

INSTALLED_APPS = [
    "ivlp",
    "desk",
    "attendance",
    "public",
    "programs",
    "participants",
    "common",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_countries",
    "csp",
]

MIDDLEWARE = [
    "ivlp.gate.NoBodyForHeadMiddleware",
    "ivlp.gate.ForwardedMiddleware",
    "ivlp.gate.KnownHostMiddleware",
    "ivlp.gate.BodyLimitMiddleware",
    "public.api.cors.OpenApiMiddleware",  # before the page cache: what is not sent again (304) is open too
    # First of the rest: a kept page has all headers of the others.
    "ivlp.page_cache.middleware.PageCacheMiddleware",
    "attendance.middleware.PrivateAddressMiddleware",  # outside those that set milder headers
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.page_languages.LanguageMiddleware",  # before all that names addresses or speaks to people
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ivlp.unavailable.DatabaseAwayMiddleware",
    "ivlp.moved.MovedMiddleware",
]

ROOT_URLCONF = "ivlp.urls"
WSGI_APPLICATION = "ivlp.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "common.site.site",
            ],
        },
    },
]

# --- Data ----------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
# A new connection for every request costs PostgreSQL ten times the page itself.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        # IMMEDIATE takes the write lock at the start, so two writers wait instead of failing.
        {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    )
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = env.bool("CONN_HEALTH_CHECKS", default=False)
    # Compiling our queries, long but quick, takes a hundred times longer than running them.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

# Seconds that a query for a public page may take. The slowest search of a large archive needs a tenth of it.
PUBLIC_QUERY_SECONDS = env.float("PUBLIC_QUERY_SECONDS", default=5.0)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "media"))
# Photos are never served from a media address: views check consent first.
MEDIA_URL = ""

# An officer who pastes a whole book must get a message at the field, not a bare error page.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
# The largest request in bytes: of officers at the desk, and of everyone else (ivlp/gate.py).
BODY_LIMIT_OFFICERS, BODY_LIMIT = 32 * 1024 * 1024, 512 * 1024

# --- Accounts ------------------------------------------------------------------------------------

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
# Where a log-in leads that asks for an address which is not ours.
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=8 * 60 * 60)

# --- Language, time ------------------------------------------------------------------------------

# The language is part of the address (common/page_languages.py). Another one needs a line here, a catalog in
# locale/ (tools/messages.py) and its name in Open Graph.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español"), ("fr", "Français"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Names as the Department of State uses them (https://www.state.gov/countries-areas/) where ISO 3166 differs,
# and Kosovo, which the United States recognizes and ISO has not: XK is the code that CLDR and the EU use.
COUNTRIES_OVERRIDE = {
    "BN": "Brunei", "BO": "Bolivia", "BS": "The Bahamas", "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo", "CV": "Cabo Verde", "CZ": "Czechia", "FK": "Falkland Islands",
    "FM": "Micronesia", "GM": "The Gambia", "IR": "Iran", "KP": "North Korea", "KR": "South Korea",
    "LA": "Laos",
    "MD": "Moldova", "MK": "North Macedonia", "MM": "Burma", "MO": "Macau", "PS": "Palestinian Territories",
    "RU": "Russia", "SY": "Syria", "SZ": "Eswatini", "TL": "Timor-Leste", "TR": "Türkiye", "TW": "Taiwan",
    "TZ": "Tanzania", "VA": "Holy See", "VE": "Venezuela", "VG": "British Virgin Islands",
    "VI": "U.S. Virgin Islands", "VN": "Vietnam", "XK": "Kosovo",
}  # fmt: skip

# --- Static files --------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]  # made from static/ by tools/build_frontend.py
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Security ------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# Who may show the itineraries at /embed/… in a frame: origins such as https://host.example, or * for all.
EMBED_ALLOWED_ORIGINS = env.list("EMBED_ALLOWED_ORIGINS", default=[])
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SESSION_COOKIE_SECURE = env.bool("SECURE_COOKIES", default=PRODUCTION)
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_FAILURE_VIEW = "ivlp.pages.csrf_failure"
# Probes come from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# From whom headers such as X-Forwarded-Proto are believed: addresses or networks; empty is a Unix socket.
PROXY_ADDRESSES: list[str] = []
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    PROXY_ADDRESSES = env.list("PROXY_ADDRESSES", default=["127.0.0.1", "::1", ""])

# --- The page cache (per process; docs/decisions/0005-page-cache.md) ------------------------------

PAGE_CACHE_ENTRIES = env.int("PAGE_CACHE_ENTRIES", default=2000)
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_BYTES", default=64 * 1024 * 1024)

# --- Who runs this site: the banner, header, footer and identifier -------------------------------
# The defaults say plainly that this is a demonstration. An agency sets its own names and addresses.
# Name, tagline and description are shown translated where the catalogs have them (common/site.py).

SITE = {
    "name": env.str("SITE_NAME", default=gettext_noop("IVLP itineraries")),
    # Fills a page title that is too short, and stands under the site's name.
    "tagline": env.str("SITE_TAGLINE", default=gettext_noop("International exchange, day by day")),
    # Fills a page description that is too short: a sentence of 50 to 160 characters.
    "description": env.str(
        "SITE_DESCRIPTION",
        default=gettext_noop(
            "Itineraries of International Visitor Leadership Program exchanges: who met whom and when."
        ),
    ),
    "official": env.bool("SITE_OFFICIAL", default=False),
    "agency": env.str("SITE_AGENCY", default="ivlp demonstration"),
    "agency_url": env.str("SITE_AGENCY_URL", default=""),
    "parent_agency": env.str("SITE_PARENT_AGENCY", default=""),
    "contact_phone": env.str("SITE_CONTACT_PHONE", default=""),
    "contact_email": env.str("SITE_CONTACT_EMAIL", default="contact@ivlp.example"),
    "security_contact": env.str("SITE_SECURITY_CONTACT", default="mailto:security@ivlp.example"),
    "accessibility_reviewed_on": env.str("SITE_ACCESSIBILITY_REVIEWED_ON", default="2026-11-24"),
    "links": {
        "about": env.str("SITE_LINK_ABOUT", default="https://eca.state.gov/ivlp"),
        "foia": env.str("SITE_LINK_FOIA", default="https://foia.state.gov/"),
        "no_fear": env.str("SITE_LINK_NO_FEAR", default="https://www.state.gov/no-fear-act/"),
        "inspector_general": env.str("SITE_LINK_INSPECTOR_GENERAL", default="https://www.stateoig.gov/"),
        "performance": env.str(
            "SITE_LINK_PERFORMANCE", default="https://www.state.gov/plans-performance-budget/"
        ),
        "vulnerability_disclosure": env.str(
            "SITE_LINK_VULNERABILITY_DISCLOSURE",
            default="https://www.state.gov/vulnerability-disclosure-policy/",
        ),
        "usa_gov": env.str("SITE_LINK_USA_GOV", default="https://www.usa.gov/"),
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Every handler needs this filter: the addresses of private itineraries are keys.
    "filters": {"no_tokens": {"()": "attendance.logs.NoTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_tokens"]}},
    "loggers": {
        "django": {"handlers": []},  # its own would say everything a second time
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.utils.autoreload": {"level": "WARNING"},
    },
    "root": {
        "handlers": ["console"],
        "level": env.str("LOG_LEVEL", default="INFO" if PRODUCTION else "WARNING"),
    },
}
DEFAULT_EXCEPTION_REPORTER = "attendance.error_reports.NoTokensReporter"
