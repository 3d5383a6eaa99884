/** The labelled data set as a stream. Knows nothing of training or evaluation. */
package io.boxstream.dataset;
