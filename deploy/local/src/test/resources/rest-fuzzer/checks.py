"""A check of our own for callers that may do nothing."""

import schemathesis

# They have secrets of their own.
OPEN = ("/v1/webhooks/label-studio", "/v1/webhooks/cvat")


@schemathesis.check
def refused(ctx, response, case):
    if response.request.method in ("OPTIONS", "TRACE") or case.path in OPEN:
        return
    assert 400 <= response.status_code < 500, f"a caller who may do nothing is answered {response.status_code}"
