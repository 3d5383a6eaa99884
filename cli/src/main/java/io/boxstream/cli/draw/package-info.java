/** Draws detected boxes over images. */
package io.boxstream.cli.draw;
