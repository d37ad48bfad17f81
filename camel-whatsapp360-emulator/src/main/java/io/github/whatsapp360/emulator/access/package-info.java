/** Internal: who may call the emulator, and which hosts it may call. */
package io.github.whatsapp360.emulator.access;
