/** What an operator sees of Kafka: its topics and consumer groups, asked once for all browsers. */
package io.boxstream.console.broker;
