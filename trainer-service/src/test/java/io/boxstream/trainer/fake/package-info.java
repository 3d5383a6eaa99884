/**
 * Hand-written stand-ins for the log, the store and the engine, and a data set made on the spot.
 */
package io.boxstream.trainer.fake;
