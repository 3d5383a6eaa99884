/** Repetitions of checkpoints: trained again from the log and the manifests, and compared. */
package io.boxstream.trainer.reproduction;
