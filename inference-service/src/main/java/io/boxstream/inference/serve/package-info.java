/**
 * From the bytes of a picture to an answer: decoding, the bounded queue in front of the engine,
 * batches of fixed sizes, and the result as it leaves the service. Knows where neither pictures
 * come from nor answers go to.
 */
package io.boxstream.inference.serve;
