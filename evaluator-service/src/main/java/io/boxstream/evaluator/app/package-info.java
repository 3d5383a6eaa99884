/** Wiring of the evaluator service: the only package that imports Quarkus or Jakarta. */
package io.boxstream.evaluator.app;
