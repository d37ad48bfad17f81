/** Internal: helpers that know nothing of requests and of what the emulator keeps. */
package io.github.whatsapp360.emulator.util;
