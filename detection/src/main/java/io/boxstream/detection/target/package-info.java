/** Which anchor is to find which object. Pure functions on primitives. */
package io.boxstream.detection.target;
