/** Training runs as the store remembers them: how they began and how they ended. */
package io.boxstream.artifacts.run;
