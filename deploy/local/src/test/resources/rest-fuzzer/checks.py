"""Hooks of Schemathesis: a check for callers that may do nothing, what is not tried, and a record of what was."""

import os
import re
import sys

import schemathesis

# They have secrets of their own.
OPEN = ("/v1/webhooks/label-studio", "/v1/webhooks/cvat")

# Probes have no keys.
PROBES = ("/v2/health/live", "/v2/health/ready")

# They take files in a form.
FORMS = ("POST /v1/detect", "POST /v1/models/{name}/detect")

# Longer addresses are refused before anything sees them.
LONGEST_QUERY = 1000

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT")
IN_TIME = "2100-01-01T00:00:00Z"

# A line for each answer: operation, status, address.
ANSWERS = os.environ["BOXSTREAM_FUZZER_ANSWERS"]

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


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Of a form only files are taken: a text beside them, which has no type there, is left aside."""
    body = case.body
    is_form = case.operation.label in FORMS and isinstance(body, dict)
    return not (is_form and "image" in body and not isinstance(body.get("images", []), list) and response.status_code == 200)


@schemathesis.hook
def before_call(context, case, kwargs):
    """A deadline that has passed is answered with 504 whatever else a request has: it would hide the rest."""
    for headers in (case.headers, kwargs.get("headers")):
        if headers and "deadline" in headers and INSTANT.match(str(headers["deadline"])):
            headers["deadline"] = IN_TIME


@schemathesis.hook
def after_call(context, case, response):
    """The operation of the document and what it answered."""
    with open(ANSWERS, "a", encoding="utf-8") as answers:
        answers.write(f"{case.operation.label}\t{response.status_code}\t{response.request.path_url}\n")
