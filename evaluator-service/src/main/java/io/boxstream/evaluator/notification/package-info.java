/**
 * Reads checkpoint notifications and publishes evaluation and promotion notifications. The store is
 * authoritative; a lost notification is published again.
 */
package io.boxstream.evaluator.notification;
