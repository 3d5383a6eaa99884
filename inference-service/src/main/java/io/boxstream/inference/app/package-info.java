/** Wiring of the inference service: the only package that imports Quarkus or Jakarta. */
package io.boxstream.inference.app;
