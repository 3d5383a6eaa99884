/** Checkpoint manifests: the truth about a checkpoint, of which an event is the notification. */
package io.boxstream.artifacts.checkpoint;
