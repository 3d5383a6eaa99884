/** Long lists in pages: the parameters {@code limit} and {@code after}. */
package io.boxstream.rest.paging;
