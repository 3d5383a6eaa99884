/** The files of the front end: index.html for every page, its Content-Security-Policy, modules. */
package io.boxstream.console.page;
