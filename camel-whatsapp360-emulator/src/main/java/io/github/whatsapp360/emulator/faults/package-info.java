/** Internal: faults at work, by rules at the emulator's own address and by relays in front of it. */
package io.github.whatsapp360.emulator.faults;
