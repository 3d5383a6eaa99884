/**
 * The only place that talks to DJL's MXNet engine: devices, symbol graphs bound to arrays, and who
 * owns the arrays.
 *
 * <p>MXNet runs asynchronously (an error appears at the next read) and keeps autograd's state per
 * thread. Each class here says which thread may call it and what it closes.
 */
package io.boxstream.detection.engine;
