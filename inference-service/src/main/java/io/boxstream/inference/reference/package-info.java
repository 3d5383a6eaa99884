/** Images that requests refer to, in the object store or on the web, under allow-lists. */
package io.boxstream.inference.reference;
