/** Checkpoint manifests: the truth about a checkpoint, of which an event is the notice. */
package io.boxstream.artifacts.checkpoint;
