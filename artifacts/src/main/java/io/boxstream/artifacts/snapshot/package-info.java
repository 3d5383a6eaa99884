/** Data set snapshots, keyed by the hash of their bytes. */
package io.boxstream.artifacts.snapshot;
