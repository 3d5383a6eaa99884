/**
 * Training targets: which anchor is trained to predict which object. Pure functions on primitives.
 */
package io.boxstream.detection.target;
