package io.boxstream.rest.access;

import java.util.List;
import java.util.Set;

/**
 * What guards read of a request.
 *
 * @param secure whether it came over TLS
 * @param target as in the request line: a path, or an absolute address
 * @param hosts values of {@code Host}, or {@code :authority} of HTTP/2
 * @param origins values of {@code Origin}
 * @param fetchSites values of {@code Sec-Fetch-Site}
 * @param headerNames names of all headers, in lower case
 */
record RequestHead(
    boolean secure,
    String target,
    List<String> hosts,
    List<String> origins,
    List<String> fetchSites,
    Set<String> headerNames) {

  RequestHead {
    hosts = List.copyOf(hosts);
    origins = List.copyOf(origins);
    fetchSites = List.copyOf(fetchSites);
    headerNames = Set.copyOf(headerNames);
  }
}
