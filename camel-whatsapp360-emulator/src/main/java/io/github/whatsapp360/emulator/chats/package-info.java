/** Internal: the messages of all chats, with their statuses and what recipients see. */
package io.github.whatsapp360.emulator.chats;
