/**
 * Checkpoint manifests. A manifest is the source of truth about a checkpoint; the event is only a
 * notification.
 */
package io.boxstream.artifacts.checkpoint;
