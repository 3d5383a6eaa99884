/**
 * Where a run's results go: files to blobs, then the manifest, then the event; progress to the log.
 *
 * <p>The manifest is authoritative and the event its notification. An unavailable store or broker
 * delays publication and loses nothing: unpublished checkpoints are in the work directory, and
 * after a crash the epochs since the last checkpoint are trained again.
 */
package io.boxstream.trainer.publish;
