/** Wiring of the trainer service: the only package that imports Quarkus or Jakarta. */
package io.boxstream.trainer.app;
