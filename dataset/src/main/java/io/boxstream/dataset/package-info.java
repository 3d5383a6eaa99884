/** The labelled data set, read from its topic. Independent of training and evaluation. */
package io.boxstream.dataset;
