/** Internal: the folder in which messages and files outlive the emulator, line by line as JSON. */
package io.github.whatsapp360.emulator.data;
