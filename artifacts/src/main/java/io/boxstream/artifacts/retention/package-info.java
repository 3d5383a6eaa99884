/**
 * Removes what is no longer needed from the store. {@link
 * io.boxstream.artifacts.retention.Retention} is the entry point; {@link
 * io.boxstream.artifacts.retention.RetentionRules} says what is kept.
 */
package io.boxstream.artifacts.retention;
