/** What the code and its documentation state: settings, images, times to stop, connections. */
package io.boxstream.kubernetes.code;
