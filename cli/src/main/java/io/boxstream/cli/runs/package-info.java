/** Training runs as trainer-service answers them. */
package io.boxstream.cli.runs;
