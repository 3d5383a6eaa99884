/** What Kafka's own console tools need to know about pictures. */
package io.boxstream.local.console;
