/**
 * Times of the detector on this machine. Every benchmark runs in a process of its own, so that
 * neither the engine's settings nor what the compiler has learnt passes from one to the next.
 */
package io.boxstream.benchmarks;
