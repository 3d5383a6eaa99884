/** The labelled images of a run: checking the folder and packing it up. */
package io.boxstream.local.data;
