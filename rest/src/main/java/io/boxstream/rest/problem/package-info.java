/** Errors of requests as {@code application/problem+json} (RFC 9457) with stable codes. */
package io.boxstream.rest.problem;
