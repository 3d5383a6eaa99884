/** Evaluation reports and promotion decisions. Each is written once. */
package io.boxstream.artifacts.evaluation;
