/**
 * Wiring: configuration, life cycle, HTTP resources and health. The only package that knows
 * Quarkus.
 */
package io.boxstream.evaluator.app;
