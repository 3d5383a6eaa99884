/**
 * Reads zip files of data sets and enforces safe names and size limits. Entries are never extracted
 * to a path from the zip file.
 */
package io.boxstream.ingest.archive;
