/**
 * Which checkpoint serves, generation after generation, each of which exists once or not at all.
 */
package io.boxstream.artifacts.promotion;
