/**
 * Reads archives of data sets and enforces safe names and size limits. Tars are rewritten as zips.
 * Entries are never extracted to a path from the archive.
 */
package io.boxstream.ingest.archive;
