"""Hooks of Schemathesis: a check for callers that may do nothing, and what is not tried."""

import sys

import schemathesis

# They have secrets of their own.
OPEN = ("/v1/webhooks/label-studio", "/v1/webhooks/cvat")

# Probes have no keys.
PROBES = ("/v2/health/live", "/v2/health/ready")

# Longer addresses are refused before anything sees them.
LONGEST_QUERY = 1000

if "refused" in sys.argv:

    @schemathesis.check
    def refused(ctx, response, case):
        if response.request.method in ("OPTIONS", "TRACE") or case.path in OPEN + PROBES:
            return
        assert 400 <= response.status_code < 500, f"a caller who may do nothing is answered {response.status_code}"


@schemathesis.hook
def filter_query(context, query):
    """A parameter without value, also one of several, is taken for none, whatever its type."""
    if not query:
        return True
    text = repr(query)
    return len(text) < LONGEST_QUERY and not any(nothing in text for nothing in ("''", "[]", "{}", "None"))
