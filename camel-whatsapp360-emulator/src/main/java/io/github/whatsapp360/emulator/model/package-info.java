/** The values that users pass to the emulator and get from it: messages, requests, faults and settings. */
package io.github.whatsapp360.emulator.model;
