/**
 * What a training run is, its states, and when one starts.
 *
 * <p>Knows the data set as counts and snapshots; does not know how a run is trained ({@code loop}),
 * where its results go ({@code publish}) or how it is asked for ({@code app}).
 */
package io.boxstream.trainer.run;
