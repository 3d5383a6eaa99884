/** Every record that crosses Kafka. Knows nothing of services or storage. */
package io.boxstream.events;
