/**
 * Where a run's results go: files to blobs, then the manifest, then the event; progress to the log.
 *
 * <p>The manifest is the truth and the event its notification. A dead store or broker delays
 * publication, it never loses anything: what is not in the store yet lies in the work directory,
 * and what a crash took is trained again.
 */
package io.boxstream.trainer.publish;
