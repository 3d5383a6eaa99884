/** Rejected images: what was sent, and sending it again with or without corrections. */
package io.boxstream.ingest.quarantine;
