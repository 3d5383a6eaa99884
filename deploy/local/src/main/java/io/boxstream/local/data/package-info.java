/** The labelled images of a run: the folder, and its import. */
package io.boxstream.local.data;
