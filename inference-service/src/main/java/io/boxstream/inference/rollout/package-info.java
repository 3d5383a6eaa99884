/**
 * The part of this instance in a rollout: a challenger beside the champion, in the shadow or as a
 * canary. Knows no Kafka.
 */
package io.boxstream.inference.rollout;
