/** What Kafka's own console tools need to know about images. */
package io.boxstream.local.console;
