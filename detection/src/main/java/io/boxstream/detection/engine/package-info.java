/**
 * The only package that calls DJL's MXNet engine: devices, symbol graphs bound to arrays, and the
 * ownership of arrays.
 *
 * <p>MXNet runs asynchronously (an error appears at the next read), keeps autograd's state per
 * thread, and never frees the memory that it keeps for a thread. Therefore all calls run on threads
 * that live as long as the process ({@link io.boxstream.detection.engine.EngineThreads}). Each
 * class here says which thread may call it and what it closes.
 */
package io.boxstream.detection.engine;
