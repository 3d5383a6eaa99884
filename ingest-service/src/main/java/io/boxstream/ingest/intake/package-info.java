/**
 * One labelled image: validated, identified, put on the log or refused with a reason. Knows nothing
 * of archives or HTTP.
 */
package io.boxstream.ingest.intake;
