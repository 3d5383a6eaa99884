/** Sends data to ingest-service and follows the import. */
package io.boxstream.cli.imports;
