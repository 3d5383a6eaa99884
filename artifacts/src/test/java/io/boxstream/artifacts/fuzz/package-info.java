/**
 * Fuzz tests of what reads untrusted bytes. As ordinary tests they replay their inputs; with the
 * profile {@code fuzz} Jazzer looks for new ones.
 */
package io.boxstream.artifacts.fuzz;
