/**
 * Evaluates, decides and promotes exactly once. Reports, decisions and the promotion chain in the
 * store are authoritative, so every step can be repeated after a crash.
 */
package io.boxstream.evaluator.decide;
