/** The trace of a request (W3C Trace Context) from its headers to its answer. */
package io.boxstream.rest.trace;
