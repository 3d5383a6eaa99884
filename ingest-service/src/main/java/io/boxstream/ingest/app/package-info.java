/** Wiring of the ingest service: the only package that imports Quarkus or Jakarta. */
package io.boxstream.ingest.app;
