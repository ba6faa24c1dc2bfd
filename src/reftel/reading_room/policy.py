"""The headers that guard a reader: no script but ours, no other host, nothing remembered."""

SECURE_CSP = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",  # suggestions
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in SECURE_CSP.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

# A public page may be kept if it is asked for again each time, so that takedown is prompt.
PUBLIC = "public, max-age=0, must-revalidate"
STAFF = "private, no-store"
UNLISTED = "noindex, nofollow, noarchive"  # for search engines
