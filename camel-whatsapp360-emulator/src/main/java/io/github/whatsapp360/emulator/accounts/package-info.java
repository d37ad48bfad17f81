/** Internal: the numbers that the emulator knows by their keys, with their webhooks and templates. */
package io.github.whatsapp360.emulator.accounts;
