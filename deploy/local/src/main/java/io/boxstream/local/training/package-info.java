/** Asks the trainer for a run and follows it until its best checkpoint serves. */
package io.boxstream.local.training;
