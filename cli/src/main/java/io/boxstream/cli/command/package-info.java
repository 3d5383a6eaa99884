/** The commands and their options. Only this package knows picocli. */
package io.boxstream.cli.command;
