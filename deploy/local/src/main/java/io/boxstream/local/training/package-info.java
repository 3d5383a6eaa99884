/** Requests a run of the trainer and waits until its best checkpoint serves. */
package io.boxstream.local.training;
