/** Internal: HTTP on sockets, as a server that may answer wrongly and as a client that may be aborted. */
package io.github.whatsapp360.emulator.wire;
