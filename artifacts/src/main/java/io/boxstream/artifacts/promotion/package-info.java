/**
 * The promotion chain of a model: which checkpoint is served, by generation. Each generation is
 * created atomically.
 */
package io.boxstream.artifacts.promotion;
