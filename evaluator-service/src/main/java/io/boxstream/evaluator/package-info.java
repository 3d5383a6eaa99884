/**
 * Scores every checkpoint on the validation split it was frozen with, decides whether it takes the
 * champion's place, and keeps the history.
 *
 * <p>Owns reports, decisions and the promotion chain. {@link io.boxstream.evaluator.Evaluator}
 * creates the components; only the package {@code app} knows Quarkus and Jakarta.
 */
package io.boxstream.evaluator;
