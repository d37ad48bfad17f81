/** Internal: the chat page, and the emulator's own HTTP API, which it uses. */
package io.github.whatsapp360.emulator.page;
