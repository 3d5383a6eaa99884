/**
 * The detector's networks as MXNet symbol graphs, written node by node: backbones, prediction heads
 * and the training loss. The package does not use the engine, so a graph can be built, compared and
 * stored without it.
 *
 * <p>Layer tables, parameter names and the loss follow GluonCV's SSD; parameters have its
 * structural names, so its files can be loaded by name.
 */
package io.boxstream.detection.network;
