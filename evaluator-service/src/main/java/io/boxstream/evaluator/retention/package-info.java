/**
 * Runs the retention of the object store on a schedule and on request. What is kept and how it is
 * removed safely is decided in {@code io.boxstream.artifacts.retention}.
 */
package io.boxstream.evaluator.retention;
