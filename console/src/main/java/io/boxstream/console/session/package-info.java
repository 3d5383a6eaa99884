/** Who has signed in: a random id in a cookie stands for a key or token that stays in memory. */
package io.boxstream.console.session;
