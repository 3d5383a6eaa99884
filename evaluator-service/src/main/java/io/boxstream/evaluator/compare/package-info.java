/** Errors of a checkpoint beside those of the champion that it was compared with. */
package io.boxstream.evaluator.compare;
