/**
 * A folder that is followed: which images with annotations are complete, new or changed, and their
 * way to ingest-service.
 */
package io.boxstream.cli.watch;
