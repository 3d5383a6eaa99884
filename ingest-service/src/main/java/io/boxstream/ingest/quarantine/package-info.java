/** The way back of what was refused: a rejection mended and taken in again. */
package io.boxstream.ingest.quarantine;
