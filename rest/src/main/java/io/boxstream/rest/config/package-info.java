/** Configuration that every service has, and constraints on configured values. */
package io.boxstream.rest.config;
