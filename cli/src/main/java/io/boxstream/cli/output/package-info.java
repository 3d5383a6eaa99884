/**
 * What a command prints: tables, progress, JSON. Results go to the output, all else to the error
 * stream.
 */
package io.boxstream.cli.output;
