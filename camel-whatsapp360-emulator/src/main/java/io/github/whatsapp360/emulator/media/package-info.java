/** Internal: files, uploaded or fetched from links, and the types and sizes that WhatsApp takes. */
package io.github.whatsapp360.emulator.media;
