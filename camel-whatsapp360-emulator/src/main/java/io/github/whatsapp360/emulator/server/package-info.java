/** Internal: the emulator's port, the choice between page and API, and the API of each hosting. */
package io.github.whatsapp360.emulator.server;
