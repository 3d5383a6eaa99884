/**
 * Who may send requests. {@link io.boxstream.rest.access.AccessFilter} asks a {@link
 * io.boxstream.rest.access.RequestGuard} about every request, {@code /q/*} and static files
 * included, before anything else sees it. The guards are pure functions of a {@link
 * io.boxstream.rest.access.RequestHead}; only the filters and the configuration know the framework.
 */
package io.boxstream.rest.access;
