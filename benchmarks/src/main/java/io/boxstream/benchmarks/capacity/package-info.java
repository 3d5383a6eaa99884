/**
 * What Boxstream needs at a given traffic: measured constants, and a simulation of a year by the
 * hour. It knows numbers only: no service, no topic, no file.
 */
package io.boxstream.benchmarks.capacity;
