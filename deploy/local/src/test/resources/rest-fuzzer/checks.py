"""Hooks of Schemathesis: a check for callers that may do nothing, and what is not tried."""

import sys

import schemathesis

# They have secrets of their own.
OPEN = ("/v1/webhooks/label-studio", "/v1/webhooks/cvat")

# Longer addresses are cut off by the server before anything sees them.
LONGEST_QUERY = 1000

if "refused" in sys.argv:

    @schemathesis.check
    def refused(ctx, response, case):
        if response.request.method in ("OPTIONS", "TRACE") or case.path in OPEN:
            return
        assert 400 <= response.status_code < 500, f"a caller who may do nothing is answered {response.status_code}"


@schemathesis.hook
def filter_query(context, query):
    """A parameter without value is taken for none, whatever its type."""
    return not query or (len(str(query)) < LONGEST_QUERY and all(value not in ("", [], {}) for value in query.values()))
