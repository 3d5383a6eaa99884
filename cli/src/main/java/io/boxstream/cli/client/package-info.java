/** The services as seen over HTTP: where they are, what they answer, when a request is repeated. */
package io.boxstream.cli.client;
