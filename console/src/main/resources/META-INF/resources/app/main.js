/** Starts the console: the theme at once, then the frame, which asks who is there. */
import './theme.js';
import './shell.js';
