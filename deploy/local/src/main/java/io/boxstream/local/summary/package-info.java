/** The figures of a finished run, as {@code summary.json} and as a table. */
package io.boxstream.local.summary;
