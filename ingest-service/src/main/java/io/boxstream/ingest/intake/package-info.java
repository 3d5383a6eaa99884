/**
 * Validates and identifies a labelled image, and publishes it or rejects it with a reason.
 * Independent of archives and HTTP.
 */
package io.boxstream.ingest.intake;
