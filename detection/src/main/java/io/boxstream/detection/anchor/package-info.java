/** The boxes that a detector's outputs are relative to. Pure functions on primitives. */
package io.boxstream.detection.anchor;
