"""Django's settings of a process of the desk: those of every process, and what accounts need.

``desk_of`` adds what depends on the archive: the secret key, the names it answers under, and
whether cookies go over TLS alone. All names are Django's and django-allauth's.
"""

from datetime import timedelta
from pathlib import Path

from reftel import desk
from reftel.site import settings as house
from reftel.site.settings import *  # noqa: F403 -- a settings module: all of those, and more

_DESK = Path(desk.__file__).parent

INSTALLED_APPS = [
    *house.INSTALLED_APPS,
    "reftel.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
ROOT_URLCONF = "reftel.desk.urls"
MIDDLEWARE = [
    "reftel.desk.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "reftel.desk.again.Again",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_DESK / "templates"],  # of allauth's pages too: none of its own is shown
        "OPTIONS": {
            "libraries": {
                "desk": "reftel.desk.templatetags.desk",
                "cables": "reftel.desk.templatetags.cables",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reftel.desk.frame.frame",
            ],
        },
    },
    *house.TEMPLATES,  # the reading room's, to preview what the public will see
]

AUTH_USER_MODEL = "desk.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ["name"]}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

SESSION_ENGINE = "reftel.desk.sessions"
SESSION_COOKIE_NAME = "desk"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"  # a link in a letter leads to the page that it names
CSRF_COOKIE_NAME = "desk-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "reftel.desk.errors.stale"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Attempts are counted in this process alone, each kind for as many askers as fit here.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

ACCOUNT_ADAPTER = "reftel.desk.doors.AccountDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_FORMS = {"change_password": "reftel.desk.forms.NewPassword"}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}

MFA_ADAPTER = "reftel.desk.doors.FactorDoor"
MFA_FORMS = {"authenticate": "reftel.desk.forms.Factor"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_RECOVERY_CODES_SHOW_ONCE = False
