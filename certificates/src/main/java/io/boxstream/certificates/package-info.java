/** Certificates in PEM files. Knows Java only. */
package io.boxstream.certificates;
