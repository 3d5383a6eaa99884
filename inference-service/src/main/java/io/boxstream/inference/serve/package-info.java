/**
 * From the bytes of an image to an answer: decoding, the bounded queue in front of the engine,
 * batches of fixed sizes, and the result as it leaves the service. Knows where neither images come
 * from nor answers go to.
 */
package io.boxstream.inference.serve;
